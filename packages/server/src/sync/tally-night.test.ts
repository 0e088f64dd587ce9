import { accounts, jobSlots, openDatabase, syncRuns, type Database } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { createLog } from '../log.ts'
import { endNight, tallyNight } from './tally-night.ts'

const dueAt = new Date('2026-11-16T08:00:00Z')
const at = (minutes: number) => new Date(dueAt.getTime() + minutes * 60_000)

async function startNight(ids: readonly string[]): Promise<Database> {
  const db = await openDatabase('file::memory:')
  onTestFinished(() => db.close())
  for (const id of ids) {
    await accounts.insert(db, {
      id,
      userId: `user-${id}`,
      instagramUserId: `instagram-${id}`,
      username: id,
      status: id.startsWith('gone') ? 'disconnected' : 'active',
      grantedScopes: [],
      connectedAt: at(-9_999),
      createdAt: at(-9_999),
      updatedAt: at(-9_999),
    })
  }
  return db
}

type EndedRun = Pick<syncRuns.SyncRunRow, 'status' | 'trigger'> & { from: number; to: number | null }

let runs = 0
async function run(db: Database, accountId: string, { status, trigger, from, to }: EndedRun): Promise<void> {
  const row = { id: `run-${(runs += 1)}`, accountId, userId: `user-${accountId}`, phase: 'profile' }
  await syncRuns.insert(db, { ...row, trigger, status: 'running', startedAt: at(from) })
  if (to !== null) await syncRuns.updateUnfinished(db, row.id, { status, finishedAt: at(to) })
}

const scheduled = { trigger: 'scheduled' } as const

test('each account counts once, by its newest run since the night was due; who had none was left out', async () => {
  const db = await startNight(['good', 'half', 'bad', 'twice', 'pressed', 'old', 'cut', 'gone', 'gone-late'])
  await run(db, 'good', { ...scheduled, status: 'succeeded', from: 1, to: 2 })
  await run(db, 'half', { ...scheduled, status: 'partial', from: 1, to: 2 })
  await run(db, 'bad', { ...scheduled, status: 'failed', from: 1, to: 2 })
  await run(db, 'twice', { ...scheduled, status: 'failed', from: 1, to: 2 })
  await run(db, 'twice', { ...scheduled, status: 'succeeded', from: 30, to: 31 })
  // Under way when the night began, so that it was passed over.
  await run(db, 'pressed', { trigger: 'manual', status: 'succeeded', from: -1, to: 1 })
  await run(db, 'old', { ...scheduled, status: 'succeeded', from: -30, to: -29 })
  await run(db, 'cut', { ...scheduled, status: 'running', from: 1, to: null })
  await run(db, 'gone-late', { ...scheduled, status: 'failed', from: 1, to: 2 })
  expect(await tallyNight({ db }, dueAt)).toEqual({ succeeded: 3, partial: 1, failed: 2, skipped: 2 })
})

test('more runs than a page holds are all counted', async () => {
  const ids = Array.from({ length: 1_100 }, (_, index) => `account-${String(index).padStart(4, '0')}`)
  const db = await startNight(ids)
  for (const id of ids.slice(0, 1_050)) await run(db, id, { ...scheduled, status: 'succeeded', from: 1, to: 2 })
  expect(await tallyNight({ db }, dueAt)).toEqual({ succeeded: 1_050, partial: 0, failed: 0, skipped: 50 })
})

test('a night that workers share ends when none of its accounts waits or is at work, with its last run', async () => {
  const db = await startNight(['ana', 'bia'])
  let now = at(1)
  let isBusy = true
  const look = async () => {
    const clock = { now: () => now, sleep: () => Promise.resolve() }
    await endNight({ db, clock, log: createLog({ level: 'silent' }) }, () => Promise.resolve(isBusy))
    const { result, finishedAt } = (await jobSlots.findNewest(db, 'sync')) ?? {}
    return { result, finishedAt }
  }
  const slot = { job: 'sync', dueAt, owner: 'me' }
  const lease = { deadOwner: null, now: dueAt, leaseUntil: at(60), latestLease: at(60) }
  await jobSlots.claim(db, { ...slot, ...lease })
  await jobSlots.finish(db, slot, { now: at(1), result: { enqueued: 2 } })
  await run(db, 'ana', { ...scheduled, status: 'succeeded', from: 1, to: 7 })
  const begun = { result: { enqueued: 2 }, finishedAt: at(1) }

  // The queue may not know of its jobs yet.
  isBusy = false
  expect(await look()).toEqual(begun)
  now = at(9)
  isBusy = true
  expect(await look()).toEqual(begun)
  isBusy = false
  const ended = { result: { enqueued: 2, succeeded: 1, partial: 0, failed: 0, skipped: 1 }, finishedAt: at(7) }
  expect(await look()).toEqual(ended)
  await run(db, 'bia', { ...scheduled, status: 'succeeded', from: 20, to: 21 })
  now = at(30)
  expect(await look()).toEqual(ended)
})
