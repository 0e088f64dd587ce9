import { setTimeout as pause } from 'node:timers/promises'
import { accounts, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { accountIdOf, insertAccounts } from './insert-accounts.ts'
import { makeClock, startBackend, type TestClock } from './start-backend.ts'

const off = { syncCron: 'off', tokenRefreshCron: 'off' }
const size = 5

/** A night on SQLite of five accounts whose tokens are due as well, with a hand that can take one of them. */
async function startNight(sleep: TestClock['sleep']) {
  const clock = { ...makeClock(), sleep }
  const backend = await startBackend({ clock, dashboard: off })
  const db = await openDatabase(String(backend.options.databaseUrl))
  onTestFinished(() => db.close())
  const key = backend.options.instagramTokenEncryptionKey
  await insertAccounts(db, { key, sandbox: backend.sandbox, size, ageDays: 8 })
  const id = accountIdOf(2)
  const now = clock.now()
  const take = () =>
    accounts.claimLease(db, {
      accountId: id,
      owner: 'elsewhere',
      purpose: 'stories',
      now,
      until: new Date(now.getTime() + 60_000),
      latestUntil: new Date(now.getTime() + 120_000),
    })
  return { ...backend, id, take, letGo: () => accounts.updateAndEndLease(db, id, {}) }
}

const nights = [
  { job: 'sync', run: 'syncAccounts', done: 'succeeded' },
  { job: 'refresh', run: 'refreshTokens', done: 'refreshed' },
] as const

test.each(nights)(
  'an account that another job has in hand when its turn comes has its $job later in the same night',
  async ({ run, done }) => {
    let waits = 0
    const { dashboard, take, letGo } = await startNight(async (milliseconds) => {
      if (milliseconds < 5_000) return
      waits += 1
      if (waits === 2) await letGo()
    })
    await take()
    expect(await dashboard[run]()).toMatchObject({ [done]: size, skipped: 0, failed: 0 })
    expect(waits).toBe(2)
  },
)

test.each(nights)('the $job of one that nobody lets go of is left out, and the log says which', async (night) => {
  let waited = 0
  const { dashboard, id, take, logLines } = await startNight(async (milliseconds) => {
    waited += milliseconds
  })
  await take()
  expect(await dashboard[night.run]()).toMatchObject({ [night.done]: size - 1, skipped: 1 })
  expect(logLines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ event: `${night.job}.left_out`, accountId: id }),
  )
  // Longer than any lease of a process that died.
  expect(waited).toBeGreaterThan(120_000)
})

test('beside the stories, which hold the same accounts, a night syncs and refreshes every one', async () => {
  const { dashboard } = await startNight(async () => pause(20))
  const [stories, synced] = await Promise.all([dashboard.syncStories(), dashboard.syncAccounts()])
  expect(synced).toMatchObject({ succeeded: size, skipped: 0 })
  expect(stories.failed).toBe(0)
  const [, refreshed] = await Promise.all([dashboard.syncStories(), dashboard.refreshTokens()])
  expect(refreshed).toMatchObject({ refreshed: size, skipped: 0 })
})
