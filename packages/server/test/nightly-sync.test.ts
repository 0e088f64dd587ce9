import { jobSlots, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { createInstagramDashboard } from '../src/index.ts'
import { addDays, dayOf, daysFrom } from '../src/instagram/days.ts'
import { accountIdOf, insertAccounts } from './insert-accounts.ts'
import { startBackend, type Backend } from './start-backend.ts'

const hour = 3_600_000
const off = { syncCron: 'off', tokenRefreshCron: 'off' }

/** The calls about the account itself: everything but its posts, its stories and the login. */
const accountCalls = (requests: Backend['sandbox']['control']['requests']) =>
  requests.filter(({ path }) => /\/me(\/insights)?$/.test(path)).length

/** An account whose ninety days are all there, at the default time of a night: 05:00 in São Paulo. */
async function startCurrent(): Promise<Backend> {
  const backend = await startBackend({ dashboard: off })
  const { clock, connect, dashboard, settled } = backend
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  for (let step = 0; step < 3; step += 1) {
    clock.advance(hour + 60_000)
    await dashboard.catchUp()
  }
  clock.advance(new Date('2026-11-18T08:00:00Z').getTime() - clock.now().getTime())
  // The first night reads what the days before it lack.
  await dashboard.syncAccounts()
  return backend
}

async function readDays({ as, clock }: Backend, back: number) {
  const today = dayOf(clock.now())
  return (await as('ana').instagram.metrics.list({ startDate: addDays(today, -back), endDate: today })).items
}

test('a night of an account that misses nothing takes four calls beside its posts, shows yesterday, and ends with what is true', async () => {
  const backend = await startCurrent()
  const { clock, dashboard, sandbox } = backend
  for (let night = 0; night < 5; night += 1) {
    clock.advance(24 * hour)
    sandbox.control.clearRequests()
    expect(await dashboard.syncAccounts()).toMatchObject({ succeeded: 1 })
    // Nothing is left over for the background.
    await dashboard.catchUp()
    expect(accountCalls(sandbox.control.requests)).toBe(4)

    const today = dayOf(clock.now())
    const days = (await readDays(backend, 12)).filter(({ date }) => date < today)
    expect(days.map(({ date }) => date)).toEqual(daysFrom(addDays(today, -12), addDays(today, -1)))
    expect(days.at(-1)).toMatchObject({ isFinal: false, reach: expect.any(Number), impressions: expect.any(Number) })
    // No day is called final that Instagram may still have to complete.
    expect(days.filter(({ isFinal }) => !isFinal).map(({ date }) => date)).toEqual(
      [-3, -2, -1].map((back) => addDays(today, back)),
    )
    for (const day of days.filter(({ isFinal }) => isFinal)) {
      const truth = sandbox.control.truth('loja.da.ana', day.date)
      expect(day).toMatchObject({
        reach: truth['reach'],
        impressions: truth['views'],
        engagement: truth['total_interactions'],
        likes: truth['likes'],
      })
    }
  }
})

test('while Instagram is a day late, a night asks once more for what came back empty, and shows it then', async () => {
  const backend = await startCurrent()
  const { clock, dashboard, sandbox } = backend
  sandbox.control.setLateHours(23)
  for (let night = 0; night < 3; night += 1) {
    clock.advance(24 * hour)
    sandbox.control.clearRequests()
    await dashboard.syncAccounts()
  }
  expect(accountCalls(sandbox.control.requests)).toBe(5)
  const [dayBefore, yesterday] = await readDays(backend, 2)
  expect(yesterday).toMatchObject({ impressions: null, missing: { impressions: 'not_yet_available' } })
  expect(dayBefore).toMatchObject({ impressions: expect.any(Number), isFinal: false })
})

test('a server that closes right after the profile of a night has its count, and calls nothing a failure', async () => {
  const { clock, dashboard, options, sandbox } = await startCurrent()
  clock.advance(24 * hour)
  sandbox.control.clearRequests()
  const night = dashboard.syncAccounts()
  while (sandbox.control.requests.length === 0) await clock.sleep(0)
  await dashboard.close()
  await night.catch(() => undefined)

  const next = await createInstagramDashboard(options)
  onTestFinished(() => next.close())
  const ana = next.caller({ userId: 'ana' }).instagram
  expect((await ana.sync.history({})).items[0]).toMatchObject({ trigger: 'scheduled', status: 'partial', error: null })
  const today = dayOf(clock.now())
  // The night comes just after midnight: its count closes the day before.
  const yesterday = addDays(today, -1)
  const { points } = await ana.metrics.growth({ startDate: yesterday, endDate: yesterday })
  expect(points).toMatchObject([{ followers: expect.any(Number), isDerived: false }])
})

test('days before the first count stay true when a press overtakes the night that settles its day', async () => {
  const { as, clock, dashboard, sandbox } = await startCurrent()
  clock.advance(24 * hour)
  await dashboard.syncAccounts()
  clock.advance(24 * hour)
  sandbox.control.clearRequests()
  const night = dashboard.syncAccounts()
  while (!sandbox.control.requests.some(({ path }) => path.endsWith('/me/media'))) await clock.sleep(0)
  await as('ana').instagram.sync.run({})
  await night

  const { points } = await as('ana').instagram.metrics.growth({ startDate: '2026-11-12', endDate: '2026-11-16' })
  const counts = points.map(({ followers }) => followers ?? 0)
  const nets = points.map(({ date }) => {
    const { gained, lost } = sandbox.control.truth('loja.da.ana', date)
    return (gained ?? 0) - (lost ?? 0)
  })
  expect(counts.slice(1).map((count, index) => count - (counts[index] ?? 0))).toEqual(nets.slice(1))
})

test('of a new connection the newest week is there after fifteen calls, the login included', async () => {
  // Nine tenths of the hour are for the background, so this stops the first sync after the fifteenth.
  const backend = await startBackend({ dashboard: { ...off, instagramCallsPerHour: 16 } })
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  expect(backend.sandbox.control.requests.filter(({ path }) => path !== '/oauth/authorize')).toHaveLength(15)
  const week = await readDays(backend, 7)
  expect(week).toHaveLength(8)
  for (const day of week) expect(day).toMatchObject({ reach: expect.any(Number), impressions: expect.any(Number) })
})

test('whoever takes over a night that was cut off syncs only the accounts that were not synced since it was due', async () => {
  const { clock, dashboard, options, sandbox } = await startBackend({ dashboard: off })
  const db = await openDatabase(String(options.databaseUrl))
  onTestFinished(() => db.close())
  await insertAccounts(db, { key: options.instagramTokenEncryptionKey, sandbox, size: 3, ageDays: 1 })
  const now = clock.now()
  const leave = (job: string, dueAt: string, leaseUntil: Date) =>
    jobSlots.claim(db, {
      job,
      dueAt: new Date(dueAt),
      owner: 'elsewhere',
      deadOwner: null,
      now,
      leaseUntil,
      latestLease: leaseUntil,
    })
  await leave('sync', '2026-11-16T08:00:00Z', now)
  // An account whose stories are being read is left out of a night.
  await leave('stories', '2026-11-16T15:15:00Z', new Date(now.getTime() + hour))
  await dashboard.syncAccount(accountIdOf(1))

  const next = await createInstagramDashboard({ ...options, syncCron: '0 5 * * *', backgroundJobs: true })
  onTestFinished(() => next.close())
  await expect
    .poll(async () => (await jobSlots.findNewest(db, 'sync'))?.result, { timeout: 30_000 })
    .toEqual({ succeeded: 2, partial: 0, failed: 0, skipped: 1 })
  expect(await dashboard.syncAccounts()).toMatchObject({ succeeded: 3, skipped: 0 })
})
