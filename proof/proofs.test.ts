import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { proveBenchmark } from './benchmark.ts'
import { proveCallBudget } from './call-budget.ts'
import { proveExpiryNotifications } from './expiry-notifications.ts'
import { proveForeignLock } from './foreign-lock.ts'
import { proveGraphAnswers } from './graph-answers.ts'
import { proveNight } from './night-of-thousands.ts'
import { proveNightSlots } from './night-slots.ts'
import { proveNights } from './ninety-nights.ts'
import { provePostsOverTime } from './posts-over-time.ts'
import { proveRefreshRace } from './refresh-race.ts'
import { proveRewards } from './rewards.ts'

// Small versions; `npm run proof` runs the whole. A night by two workers on PostgreSQL is in `workers.test.ts`.
const seed = 20_261_123

test('the program that runs the whole of them starts, and names them', () => {
  const program = ['--conditions=source', '--no-warnings', new URL('run.ts', import.meta.url).pathname]
  const { VITEST: _vitest, ...env } = process.env
  const { status, stderr } = spawnSync(process.execPath, [...program, '--only', 'nothing'], { env, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('refresh-race-with-kills') })
})

test('every answer of Instagram, broken in any way, ends in a value or a failure of a known kind', async () => {
  const { answers, faults, outcomes } = await proveGraphAnswers({ mutations: 2_000, seed })
  expect(faults).toEqual([])
  expect(answers).toBeGreaterThan(5_000)
  expect(outcomes['good']).toBeGreaterThan(20)
})

test('two processes refresh each of many accounts once', async () => {
  expect(await proveRefreshRace({ size: 200, kills: 0, seed })).toEqual({
    accounts: 200,
    calls: 200,
    kills: 0,
    askedTwice: 0,
    lost: 0,
  })
})

test('processes that are killed while they refresh lose nothing', async () => {
  const { calls, kills, lost } = await proveRefreshRace({ size: 200, kills: 2, seed })
  expect({ kills, lost }).toEqual({ kills: 2, lost: 0 })
  expect(calls).toBeLessThanOrEqual(200 + 2 * 32)
})

test('users are told of each stage of each expiry once, and of nothing that is solved', async () => {
  const { notifications, openDays, faults } = await proveExpiryNotifications({ users: 5, days: 140, seed })
  expect(faults).toEqual([])
  expect(notifications).toBeGreaterThan(5)
  expect(openDays).toBeGreaterThan(notifications)
})

test('connections without end and from hand to hand are rewarded once', async () => {
  expect(await proveRewards({ loops: 10, users: 5 })).toEqual({
    connections: 15,
    credits: 50,
    rewards: 1,
    sum: 0,
    isAuditIntact: true,
  })
})

test('a place among others is near the true one, and nobody can be told from it', async () => {
  const { meanError, attackWorst } = await proveBenchmark({ accounts: 1_500, trials: 1_000, seed })
  // Of a tenth of the accounts the noise is as many.
  expect(meanError).toBeLessThan(8)
  expect(attackWorst).toBeLessThanOrEqual(56)
}, 60_000)

test('a night runs once on each local day, whatever the clocks do', async () => {
  const zoneNames = ['America/Sao_Paulo', 'Pacific/Apia', 'Africa/Casablanca']
  const { nights, faults } = await proveNightSlots({ zoneNames, years: 1, seed })
  expect(faults).toEqual([])
  expect(nights).toBeGreaterThan(700)
})

test('every number that is settled is true and stays, while Instagram is late and the clocks change', async () => {
  const { faults, settled } = await proveNights({ seed, nights: 9, firstNight: '2026-10-27' })
  expect(faults).toEqual([])
  expect(settled).toBeGreaterThan(100)
}, 120_000)

test('no account is asked about more than 200 times in any hour, by two workers that are killed in between', async () => {
  const { calls, mostWithinAnHour } = await proveCallBudget({ calls: 2_400, accounts: 8, seed })
  expect(calls).toBeGreaterThanOrEqual(2_400)
  expect(mostWithinAnHour).toBe(200)
}, 180_000)

test("a foreign process that holds SQLite's write lock does not make this one stand still", async () => {
  const { waitedMs, longestStallMs } = await proveForeignLock({ heldMs: 1_500 })
  expect(waitedMs).toBeGreaterThan(1_000)
  // A write that waits inside SQLite stands still for nearly all of it.
  expect(longestStallMs).toBeLessThan(750)
})

test('a night of the whole product leaves nobody out on SQLite, and syncs nobody twice', async () => {
  const { callsPerAccount, ...night } = await proveNight({ size: 6, latencyMs: 20, longestMs: 60_000 })
  expect(night).toMatchObject({ accounts: 6, leftOut: 0, twice: 0 })
  // Ten about the account; the rest are the posts of a busy month.
  expect(callsPerAccount).toBeGreaterThan(10)
})

test('posts are read at their ages and stories in their last hours, as Instagram says them then', async () => {
  const { faults, worstOffSeconds } = await provePostsOverTime({ days: 3, seed })
  expect(faults).toEqual([])
  expect(worstOffSeconds).toBeLessThanOrEqual(900)
})
