import { jobSlots, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { createInstagramDashboard } from '../src/index.ts'
import { newestDueTime } from '../src/jobs/slots.ts'
import { makeClock, startBackend, type Backend, type TestClock } from './start-backend.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const timeZone = 'America/Sao_Paulo'
const jobs = [
  { name: 'refresh-tokens', pattern: '0 3 * * *', timeZone },
  { name: 'retention', pattern: '30 4 * * *', timeZone },
  { name: 'sync', pattern: '0 5 * * *', timeZone },
  { name: 'stories', pattern: '15 */4 * * *', timeZone },
  { name: 'audit-anchor', pattern: '0 * * * *', timeZone: 'UTC' },
]

interface Story extends Backend {
  /** How far our clock is from the true time, by which Instagram goes. */
  setWrongBy(milliseconds: number): void
  problems(): Promise<string[]>
  /** Advances to the next time at which a night has just been. */
  toMorning(): void
}

/** An account of a week, in a story in which only our own clock can be wrong. */
async function startStory(): Promise<Story> {
  const truth = makeClock()
  let wrongBy = 0
  const ours: TestClock = { ...truth, now: () => new Date(truth.now().getTime() + wrongBy) }
  const ana = { connected: { ana: 'loja.da.ana' }, before: liveAWeek }
  const backend = await startBackend({ ...ana, clock: ours, sandbox: { now: truth.now } })
  const { as } = backend
  return {
    ...backend,
    setWrongBy: (milliseconds) => {
      wrongBy = milliseconds
    },
    problems: async () => (await as('carla', 'admin').admin.health()).problems,
    toMorning: () => {
      // 05:30 in São Paulo, after all that happens at night.
      const next = new Date(truth.now().getTime())
      next.setUTCHours(8, 30, 0, 0)
      truth.advance(next.getTime() + day - truth.now().getTime())
    },
  }
}

async function liveAWeek({ clock, dashboard }: Backend): Promise<void> {
  await dashboard.syncAudiences()
  clock.advance(8 * day)
  await dashboard.refreshTokens()
  await dashboard.syncAccounts()
  await dashboard.syncAudiences()
}

/** All that a minute can bring, by whatever the clock says. */
async function liveThroughIt({ dashboard, as, clock, settled }: Story): Promise<void> {
  await dashboard.refreshTokens()
  await dashboard.syncAccounts()
  await dashboard.syncStories()
  await dashboard.syncAudiences()
  await dashboard.dropOldData()
  await as('ana')
    .instagram.sync.run({})
    .catch(() => undefined)
  await settled('ana')
  clock.advance(minute)
}

const wrongClocks: [string, number][] = [
  ['a year ahead', 365 * day],
  ['a day ahead', day],
  ['a day back', -day],
]

test.each(wrongClocks)('a minute in which the clock is %s costs nobody their next night', async (_what, wrongBy) => {
  const story = await startStory()
  const { dashboard, as, clock, setWrongBy, toMorning, problems } = story
  setWrongBy(wrongBy)
  await liveThroughIt(story)
  setWrongBy(0)

  toMorning()
  expect(await dashboard.syncAccounts()).toMatchObject({ failed: 0, skipped: 0 })
  expect(await dashboard.syncStories()).toMatchObject({ read: 1 })
  await dashboard.dropOldData()
  // A token that was refreshed in that minute is a day old by now, whatever its date says.
  await dashboard.refreshTokens()
  await dashboard.syncAudiences()
  clock.advance(16 * minute)
  expect(await as('ana').instagram.sync.run({})).toMatchObject({ status: expect.stringMatching(/succeeded|partial/) })
  expect(await problems()).toEqual([])
  const { account } = await as('ana').instagram.connect.status()
  expect(account).toMatchObject({ status: 'active', lastSyncedAt: clock.now() })
  expect(account?.token.daysUntilExpiration).toBeLessThanOrEqual(60)
})

test.each(wrongClocks)('while the clock is %s, and until all is put right, health names it', async (_what, wrongBy) => {
  const story = await startStory()
  const { dashboard, setWrongBy, toMorning, problems } = story
  expect(await problems()).toEqual([])
  setWrongBy(wrongBy)
  await liveThroughIt(story)
  expect(await problems()).toContain('clock_wrong')
  setWrongBy(0)
  if (wrongBy > day) expect(await problems()).toContain('clock_wrong')

  for (let night = 0; night < 2; night += 1) {
    toMorning()
    await dashboard.refreshTokens()
    await dashboard.dropOldData()
    await dashboard.syncAccounts()
    await dashboard.syncAudiences()
  }
  expect(await problems()).toEqual([])
})

test.each(wrongClocks)(
  'jobs that were begun while the clock was %s are begun again when they are due',
  async (_what, wrongBy) => {
    const { options, setWrongBy, toMorning, problems, clock } = await startStory()
    const db = await openDatabase(String(options.databaseUrl))
    onTestFinished(() => db.close())
    /** A process works until every job has run the slot that is due by its clock. */
    const runMinute = async () => {
      const worker = await createInstagramDashboard({ ...options, backgroundJobs: true })
      for (const { name, ...times } of jobs) {
        const dueAt = newestDueTime(times, clock.now())
        await expect
          .poll(() => jobSlots.findNewest(db, name, { dueUntil: clock.now() }), { timeout: 30_000 })
          .toMatchObject({ dueAt, finishedAt: expect.any(Date) })
      }
      await worker.close()
    }
    await runMinute()
    setWrongBy(wrongBy)
    await runMinute()
    setWrongBy(0)
    await runMinute()
    // What lay ahead is put right within the minute, not in the next night.
    if (wrongBy > 0) {
      const aheadOf = async () => (await jobSlots.summarize(db, { latest: clock.now() })).ahead
      const worker = await createInstagramDashboard({ ...options, backgroundJobs: true })
      await expect.poll(aheadOf, { timeout: 30_000 }).toBe(0)
      await worker.close()
    }

    for (let night = 0; night < 2; night += 1) {
      toMorning()
      await runMinute()
    }
    // All jobs at once stand in each other's way, which is another matter: an account in hand is left out of a night.
    expect(await problems()).not.toContain('clock_wrong')
  },
)

test('nothing is dropped by a clock that is wrong by more than a day', async () => {
  const { as, dashboard, setWrongBy, logLines } = await startStory()
  const runs = async () => (await as('ana').instagram.sync.history({ limit: 50 })).items.length
  const before = await runs()
  setWrongBy(3 * 365 * day)
  expect(await dashboard.dropOldData()).toMatchObject({ syncRuns: 0, notifications: 0, connectionFlows: 0 })
  expect(logLines.some((line) => line.includes('retention.clock_wrong'))).toBe(true)
  setWrongBy(0)
  expect(await runs()).toBe(before)
})
