import { accounts } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { account, at, claim } from '../../db/test/rows.ts'
import { makeSqlitePlace } from '../../db/test/sqlite-place.ts'
import { createBackground } from '../src/concurrency/background.ts'
import { runForAccount } from '../src/jobs/queue-driver.ts'
import { createLog } from '../src/log.ts'

/** An account that `stories` has in hand, and a job that wants it. */
async function heldAccount() {
  const db = await makeSqlitePlace().open()
  onTestFinished(() => db.close())
  await accounts.insert(db, account('ana'))
  await accounts.claimLease(db, claim('ana', { owner: 'stories' }))
  const clock = { now: () => at(1), sleep: async () => undefined }
  const deps = { db, clock, background: createBackground(createLog({ level: 'silent' })) }
  const taken: boolean[] = []
  const take = async () => {
    const row = await accounts.claimLease(db, claim('ana', { owner: 'sync', cooldown: undefined, now: at(1) }))
    taken.push(row !== null)
    return row ? 'succeeded' : 'skipped'
  }
  const letGo = () => accounts.updateAndEndLease(db, 'ana', {})
  const work = (run: () => Promise<string>, tries = 0) =>
    runForAccount(deps, { data: { accountId: 'ana', since: at(0).toISOString() }, tries }, run)
  return { taken, take, letGo, work }
}

test('a job whose account is let go of right after it was refused does its work, and is not lost', async () => {
  const { taken, take, letGo, work } = await heldAccount()
  await work(async () => {
    const outcome = await take()
    if (outcome === 'skipped') await letGo()
    return outcome
  })
  expect(taken).toEqual([false, true])
})

test('a job whose account stays in other hands is given back, and left to them in the end', async () => {
  const { taken, take, work } = await heldAccount()
  await expect(work(take)).rejects.toThrow('the account is held')
  await expect(work(take, 4)).rejects.toThrow('the account is held')
  await work(take, 5)
  expect(taken).toEqual([false, false, false])
})

test('a job that has nothing to do ends', async () => {
  const { letGo, work } = await heldAccount()
  await letGo()
  let looks = 0
  await work(async () => {
    looks += 1
    return 'skipped'
  })
  expect(looks).toBe(2)
})
