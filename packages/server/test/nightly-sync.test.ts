import { jobSlots, openDatabase, syncRuns, periodReach } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { createInstagramDashboard } from '../src/index.ts'
import { addDays, dayOf, daysFrom, startOfDay } from '../src/instagram/index.ts'
import { accountIdOf, insertAccounts } from './insert-accounts.ts'
import { makeClock, startBackend, type Backend } from './start-backend.ts'

const hour = 3_600_000
const off = { syncCron: 'off', tokenRefreshCron: 'off' }

/** The calls about the account itself: everything but its posts, its stories and the login. */
const accountCalls = (requests: Backend['sandbox']['control']['requests']) =>
  requests.filter(({ path }) => /\/me(\/insights)?$/.test(path)).length

/** An account whose newest ninety days are all there, at the default time of a night: 05:00 in São Paulo. */
const startCurrent = () => startBackend({ connected: { ana: 'loja.da.ana' }, before: readNinetyDays, dashboard: off })

async function readNinetyDays({ clock, dashboard }: Backend): Promise<void> {
  for (let step = 0; step < 3; step += 1) {
    clock.advance(hour + 60_000)
    await dashboard.catchUp()
  }
  clock.advance(new Date('2026-11-18T08:00:00Z').getTime() - clock.now().getTime())
  // The first night reads what the days before it lack.
  await dashboard.syncAccounts()
}

async function readDays({ as, clock }: Backend, back: number) {
  const today = dayOf(clock.now())
  return (await as('ana').instagram.metrics.list({ startDate: addDays(today, -back), endDate: today })).items
}

/** Nights at their time, and what the background goes on with in the hours after each. */
async function passNights({ clock, dashboard }: Backend, nights: number): Promise<void> {
  for (let night = 0; night < nights; night += 1) {
    clock.advance(24 * hour)
    expect(await dashboard.syncAccounts()).toMatchObject({ succeeded: 1 })
    for (let step = 0; step < 4; step += 1) {
      clock.advance(hour + 60_000)
      await dashboard.catchUp()
    }
    clock.advance(-4 * (hour + 60_000))
  }
}

const readDay = async ({ as }: Backend, date: string) =>
  (await as('ana').instagram.metrics.list({ startDate: date, endDate: date })).items[0]

const trueNumbers = ({ sandbox }: Backend, date: string) => {
  const truth = sandbox.control.truth('loja.da.ana', date)
  return {
    reach: truth['reach'],
    impressions: truth['views'],
    engagement: truth['total_interactions'],
    likes: truth['likes'],
    saves: truth['saves'],
  }
}

test('a night of an account that misses nothing takes twelve calls beside its posts, shows yesterday, and ends with what is true', async () => {
  const backend = await startCurrent()
  const { clock, dashboard, sandbox } = backend
  for (let night = 0; night < 5; night += 1) {
    clock.advance(24 * hour)
    sandbox.control.clearRequests()
    expect(await dashboard.syncAccounts()).toMatchObject({ succeeded: 1 })
    // Nothing is left over for the same hour.
    await dashboard.catchUp()
    expect(accountCalls(sandbox.control.requests)).toBe(12)

    const today = dayOf(clock.now())
    const days = (await readDays(backend, 12)).filter(({ date }) => date < today)
    expect(days.map(({ date }) => date)).toEqual(daysFrom(addDays(today, -12), addDays(today, -1)))
    // No day is called final that Instagram may still have to correct.
    expect(days.filter(({ isFinal }) => !isFinal).map(({ date }) => date)).toEqual(
      [-3, -2, -1].map((back) => addDays(today, back)),
    )
    for (const day of days) expect(day).toMatchObject(trueNumbers(backend, day.date))
  }
})

test('a number of half a day ends with the day: until Instagram says that of the whole one there is none, with its reason', async () => {
  const backend = await startCurrent()
  const { as, clock, sandbox } = backend
  clock.advance(12 * hour)
  const day = dayOf(clock.now())
  await as('ana').instagram.sync.run({})
  expect((await readDay(backend, day))?.impressions).not.toBeNull()
  clock.advance(-12 * hour)
  sandbox.control.setMetric('loja.da.ana', 'views', day, null)
  await passNights(backend, 6)
  expect(await readDay(backend, day)).toMatchObject({
    impressions: null,
    isFinal: false,
    missing: { impressions: 'not_yet_available' },
  })

  const views = 7_654
  sandbox.control.setMetric('loja.da.ana', 'views', day, views)
  await passNights(backend, 1)
  expect(await readDay(backend, day)).toMatchObject({ ...trueNumbers(backend, day), impressions: views, isFinal: true })
})

test('a number that the settling answer leaves out is still to come, and comes', async () => {
  const backend = await startCurrent()
  const { clock, sandbox } = backend
  clock.advance(12 * hour)
  const day = dayOf(clock.now())
  clock.advance(-12 * hour)
  sandbox.control.setMetric('loja.da.ana', 'likes', day, null)
  await passNights(backend, 5)
  expect(await readDay(backend, day)).toMatchObject({
    likes: null,
    isFinal: false,
    missing: { likes: 'not_yet_available' },
  })
  sandbox.control.setMetric('loja.da.ana', 'likes', day, 12)
  await passNights(backend, 1)
  expect(await readDay(backend, day)).toMatchObject({ likes: 12, isFinal: true, missing: {} })
})

test.each([
  ['80 hours', 80, 5],
  ['twelve days', 12 * 24, 12],
])(
  'Instagram may be late by %s: no night takes more than twelve calls, and all heals afterwards',
  async (_name, late, nights) => {
    const backend = await startCurrent()
    const { clock, dashboard, sandbox } = backend
    const first = dayOf(clock.now())
    sandbox.control.setLateHours(late)
    for (let night = 0; night < nights; night += 1) {
      clock.advance(24 * hour)
      sandbox.control.clearRequests()
      await dashboard.syncAccounts()
      expect(accountCalls(sandbox.control.requests)).toBeLessThanOrEqual(12)
    }
    const blank = (await readDay(backend, addDays(dayOf(clock.now()), -2)))?.missing
    expect(blank).toMatchObject({ impressions: 'not_yet_available', likes: 'not_yet_available' })

    sandbox.control.setLateHours(0)
    await passNights(backend, 4)
    const today = dayOf(clock.now())
    for (const day of daysFrom(first, addDays(today, -4))) {
      expect(await readDay(backend, day)).toMatchObject({ ...trueNumbers(backend, day), isFinal: true, missing: {} })
    }
  },
)

test('what Instagram does not say is asked for every day to the fourteenth, once at the thirtieth, and then never again', async () => {
  const backend = await startCurrent()
  const { as, clock, dashboard, sandbox } = backend
  const day = dayOf(clock.now())
  const asksOn = async (back: number) => {
    clock.advance(startOfDay(addDays(day, back)).getTime() - clock.now().getTime())
    sandbox.control.clearRequests()
    await dashboard.syncAccounts()
    for (let step = 0; step < 4; step += 1) {
      clock.advance(hour + 60_000)
      await dashboard.catchUp()
    }
    return sandbox.control.requests.filter(
      ({ query }) => query['metric']?.includes('views') && Number(query['since']) * 1000 === startOfDay(day).getTime(),
    ).length
  }
  sandbox.control.setMetric('loja.da.ana', 'views', day, null)
  const asked: number[] = []
  for (const back of [1, 2, 3, 4, 5, 6, 9, 12, 14, 15, 18, 29, 30, 31, 34]) {
    if ((await asksOn(back)) > 0) asked.push(back)
  }
  expect(asked).toEqual([1, 2, 3, 4, 5, 6, 9, 12, 14, 30])
  const [item] = (await as('ana').instagram.metrics.list({ startDate: day, endDate: day })).items
  expect(item).toMatchObject({ impressions: null, isFinal: true, missing: { impressions: 'not_returned' } })
})

test('each night asks how many people the last week and month reached, in windows as long as Instagram allows', async () => {
  const backend = await startCurrent()
  const { as, clock, dashboard, options, sandbox } = backend
  const db = await openDatabase(String(options.databaseUrl))
  onTestFinished(() => db.close())
  const { account } = await as('ana').instagram.connect.status()
  const lastDays = [addDays(dayOf(clock.now()), -1), dayOf(clock.now())]
  const found = async (days: number) =>
    periodReach.listPair(db, account?.id ?? '', {
      days,
      lastDay: lastDays[0] ?? '',
      previousLastDay: lastDays[1] ?? '',
    })
  // Thirty days with the long day of autumn among them are an hour too long.
  for (const days of [7, 28]) {
    const [period] = await found(days)
    const best = Math.max(...(await readDays(backend, days)).map(({ reach }) => reach ?? 0))
    expect(period).toMatchObject({ lastDay: lastDays[0], readAt: expect.any(Date) })
    expect(period?.reach).toBeGreaterThan(best)
  }

  clock.advance(24 * hour)
  sandbox.control.clearRequests()
  await dashboard.syncAccounts()
  const windows = sandbox.control.requests.filter(({ query }) => query['metric'] === 'reach')
  expect(windows.map(({ query }) => Number(query['until']) - Number(query['since']) + 1)).toEqual([
    7 * 86_400,
    28 * 86_400 + 3_600,
  ])
  expect(await found(7)).toHaveLength(2)
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

test('of a new connection the newest week is there after sixteen calls, the login and who follows included', async () => {
  // Nine tenths of the hour are for the background, so this stops the first sync after the sixteenth.
  const backend = await startBackend({ dashboard: { ...off, instagramCallsPerHour: 17 } })
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  expect(backend.sandbox.control.requests.filter(({ path }) => path !== '/oauth/authorize')).toHaveLength(16)
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
    .toEqual({ succeeded: 3, partial: 0, failed: 0, skipped: 0 })
  const runsOf = (index: number) => syncRuns.listPage(db, accountIdOf(index), { after: null, limit: 9 })
  expect(await runsOf(1)).toMatchObject([{ trigger: 'admin' }])
  expect(await runsOf(2)).toMatchObject([{ trigger: 'scheduled' }])
  expect(await dashboard.syncAccounts()).toMatchObject({ succeeded: 3, skipped: 0 })
})

test('a night that begins before a day settled calls it final only in the next one, whenever it ends', async () => {
  const clock = makeClock()
  let secondsPerAnswer = 0
  const now = () => {
    clock.advance(secondsPerAnswer * 1000)
    return clock.now()
  }
  const backend = await startBackend({ clock, sandbox: { now }, dashboard: off })
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  const settling = '2026-11-16'
  clock.advance(startOfDay('2026-11-20').getTime() - clock.now().getTime() - 3000)
  secondsPerAnswer = 1
  await backend.dashboard.syncAccounts()
  secondsPerAnswer = 0
  expect(clock.now().getTime()).toBeGreaterThan(startOfDay('2026-11-20').getTime())
  expect(await readDay(backend, settling)).toMatchObject({ isFinal: false })
  clock.advance(hour)
  await backend.dashboard.syncAccounts()
  expect(await readDay(backend, settling)).toMatchObject({ isFinal: true, ...trueNumbers(backend, settling) })
})
