import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { callBudgets, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { GraphFailure } from '../instagram/index.ts'
import { createCallBudget } from './call-budget.ts'
import type { SessionGate } from './call-gates.ts'
import { callsWithinHour } from './rolling-hour.ts'

const minuteMs = 60_000

async function startBudget(callsPerHour = 200) {
  const folder = mkdtempSync(join(tmpdir(), 'budget-'))
  const db = await openDatabase(`file:${join(folder, 'budget.db')}`)
  onTestFinished(async () => {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  let time = Date.UTC(2026, 10, 16, 18)
  const clock = { now: () => new Date(time), sleep: () => Promise.resolve() }
  const open = () => createCallBudget({ db, clock, callsPerHour })
  return {
    ...open(),
    /** Another process on the same database. */
    open,
    db,
    advance: (milliseconds: number) => void (time += milliseconds),
    counted: async () => callsWithinHour((await callBudgets.find(db, 'ana'))?.calls ?? {}, clock.now()),
  }
}

const answer = { endpoint: 'GET me', usage: null, failure: null }

async function call(gate: SessionGate, times = 1): Promise<void> {
  for (let left = times; left > 0; left -= 1) {
    await gate.beforeTry()
    await gate.afterTry(answer)
  }
}

test('a session reserves its calls, and leaves in the count what it made', async () => {
  const { gate, counted } = await startBudget()
  const session = gate('ana', { purpose: 'background', ahead: 10 })
  await call(session)
  expect(await counted()).toBe(10)
  await call(session, 9)
  expect(await counted()).toBe(10)
  await call(session)
  expect(await counted()).toBe(20)
  await session.settle()
  expect(await counted()).toBe(11)
  await session.settle()
  expect(await counted()).toBe(11)
})

test('what is settled in a transaction that is undone can be settled again', async () => {
  const { gate, counted, db } = await startBudget()
  const session = gate('ana', { purpose: 'background', ahead: 10 })
  await call(session)
  const undone = db.transaction(async (tx) => {
    await session.settle(tx)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await counted()).toBe(10)
  await session.settle()
  expect(await counted()).toBe(1)
})

test('nothing is settled of an account that is erased', async () => {
  const { gate, db } = await startBudget()
  const session = gate('ana', { purpose: 'background', ahead: 10 })
  await call(session)
  await callBudgets.remove(db, 'ana')
  await session.settle()
  expect(await callBudgets.find(db, 'ana')).toBeUndefined()
})

test('the background reserves what leaves others their share, and beyond it one at a time', async () => {
  const { gate, counted, nextChance } = await startBudget(100)
  const session = gate('ana', { purpose: 'background', ahead: 90 })
  await call(session)
  expect(await counted()).toBe(70)
  expect(await nextChance('ana')).toBeNull()
  await call(session, 71)
  expect(await counted()).toBe(72)
})

test('a clock that is put back by seconds lets no call through twice', async () => {
  const { gate, counted, advance } = await startBudget(60)
  const session = gate('ana', { purpose: 'connection', ahead: 40 })
  await call(session, 10)
  // Over the beginning of the minute, and back again.
  advance(-500)
  await call(gate('ana', { purpose: 'connection' }))
  advance(30_000)
  await call(session, 30)
  expect(await counted()).toBe(41)
  // Half a minute before the last thirty are an hour old.
  advance(60 * minuteMs - 29_000)
  expect(await counted()).toBeGreaterThanOrEqual(40)
})

test('calls that are asked for at once share one reservation', async () => {
  const { gate, counted } = await startBudget()
  const session = gate('ana', { purpose: 'background', ahead: 10 })
  await Promise.all(Array.from({ length: 10 }, () => call(session)))
  expect(await counted()).toBe(10)
})

test('what was made of a reservation counts from the minute in which it was made', async () => {
  const { gate, counted, advance } = await startBudget()
  const session = gate('ana', { purpose: 'background', ahead: 10 })
  await call(session, 3)
  advance(minuteMs)
  await call(session)
  await session.settle()
  expect(await counted()).toBe(4)
  // An hour after the end of the first minute only the call of the second counts.
  advance(60 * minuteMs)
  expect(await counted()).toBe(1)
})

test('a reservation takes no more than there is, and the last call of the hour is made', async () => {
  const { gate } = await startBudget(7)
  const session = gate('ana', { purpose: 'connection', ahead: 40 })
  await call(session, 7)
  await expect(session.beforeTry()).rejects.toMatchObject({ kind: 'rate_limited', details: { isOwnLimit: true } })
  await expect(gate('ana', { purpose: 'connection' }).beforeTry()).rejects.toBeInstanceOf(GraphFailure)
})

test('what a process reserved and never settled stays counted, and ends with its hour', async () => {
  const { open, gate, advance } = await startBudget(20)
  await call(open().gate('ana', { purpose: 'connection', ahead: 20 }))
  const session = gate('ana', { purpose: 'connection', ahead: 20 })
  await expect(session.beforeTry()).rejects.toMatchObject({ details: { retryAfterSeconds: 3_720 } })
  advance(62 * minuteMs)
  await call(session, 20)
})

test('a reservation is used up before its end, and what comes later is counted anew', async () => {
  const { gate, counted, advance } = await startBudget()
  const session = gate('ana', { purpose: 'background', ahead: 10 })
  await call(session, 3)
  advance(2 * minuteMs)
  await call(session)
  expect(await counted()).toBe(13)
  await session.settle()
  expect(await counted()).toBe(4)
  // What is settled of the first one counts from the minute in which it was made.
  advance(59 * minuteMs)
  expect(await counted()).toBe(1)
})

test('silence that Instagram asks for ends what was reserved, also by other sessions', async () => {
  const { gate, counted } = await startBudget()
  const [ana, bruno] = [gate('ana', { purpose: 'person', ahead: 10 }), gate('bruno', { purpose: 'person' })]
  await call(ana, 2)
  await bruno.beforeTry()
  await bruno.afterTry({ endpoint: 'GET me', usage: null, failure: new GraphFailure('app_rate_limited', 'GET me', {}) })
  await expect(ana.beforeTry()).rejects.toMatchObject({ details: { retryAfterSeconds: 900 } })
  expect(await counted()).toBe(2)
})

test('a short word of Instagram does not end the silence of the whole app early, a long one makes it longer', async () => {
  const { gate } = await startBudget()
  const [ana, bruno] = [gate('ana', { purpose: 'person' }), gate('bruno', { purpose: 'person' })]
  const refuse = (retryAfterSeconds: number) =>
    ana.afterTry({
      endpoint: 'GET me',
      usage: null,
      failure: new GraphFailure('app_rate_limited', 'GET me', { retryAfterSeconds }),
    })
  await ana.beforeTry()
  await refuse(5)
  await expect(bruno.beforeTry()).rejects.toMatchObject({ details: { retryAfterSeconds: 900 } })
  await refuse(7_200)
  await expect(bruno.beforeTry()).rejects.toMatchObject({ details: { retryAfterSeconds: 7_200 } })
})

test('usage that Instagram tells of stops the background within its counted calls, and slows it before', async () => {
  const { gate } = await startBudget()
  const session = gate('ana', { purpose: 'background', ahead: 10 })
  await session.beforeTry()
  await session.afterTry({ endpoint: 'GET me', usage: { app: 93, account: null }, failure: null })
  await expect(session.beforeTry()).rejects.toMatchObject({ kind: 'rate_limited' })
})
