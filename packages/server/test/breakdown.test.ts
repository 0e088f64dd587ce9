import { expect, test } from 'vitest'
import { addDays, dayOf, settledFrom, startOfDay } from '../src/instagram/index.ts'
import { makeClock, startBackend, type Backend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const hour = 3_600_000
const off = { syncCron: 'off', tokenRefreshCron: 'off' }
const ana = 'loja.da.ana'

const asked = [
  { metric: 'impressions', name: 'views', by: 'contentType', breakdown: 'media_product_type' },
  { metric: 'reach', name: 'reach', by: 'contentType', breakdown: 'media_product_type' },
  { metric: 'engagement', name: 'total_interactions', by: 'contentType', breakdown: 'media_product_type' },
  { metric: 'impressions', name: 'views', by: 'followType', breakdown: 'follow_type' },
  { metric: 'reach', name: 'reach', by: 'followType', breakdown: 'follow_type' },
] as const
type Asked = (typeof asked)[number]

const names: Record<string, string> = {
  POST: 'post',
  FEED: 'post',
  REEL: 'reel',
  REELS: 'reel',
  STORY: 'story',
  CAROUSEL_CONTAINER: 'carousel',
  AD: 'ad',
  FOLLOWER: 'follower',
  NON_FOLLOWER: 'non_follower',
  UNKNOWN: 'unknown',
}
/** As callers are told it; categories of other days are 0. */
const told = (split: unknown, categories: readonly string[]) => ({
  ...Object.fromEntries(categories.map((category) => [category, 0])),
  ...Object.fromEntries(Object.entries(split as object).map(([name, value]) => [names[name] ?? name, value as number])),
})
const truthOf = ({ sandbox }: Backend, { name: metric, breakdown: by }: Asked, day: string) =>
  sandbox.control.finalSplitTruth(ana, { metric, by, day })
const read = ({ as }: Backend, { metric, by }: Asked, range: { startDate?: string; endDate?: string } = {}) =>
  as('ana').instagram.metrics.breakdown({ metric, by, ...range })
const accountCalls = ({ sandbox }: Backend) =>
  sandbox.control.requests.filter(({ path }) => /\/me(\/insights)?$/.test(path)).length

/** What the background does in the hours after a connection, so that nights are ordinary ones. */
async function readQuarter({ clock, dashboard }: Backend): Promise<void> {
  for (let step = 0; step < 3; step += 1) {
    clock.advance(hour + 60_000)
    await dashboard.catchUp()
  }
}

test('after the first sync a month is known by content type and by who follows, and its parts add up', async () => {
  const backend = await startBackend({ connected: { ana }, dashboard: off })
  for (const question of asked) {
    const { days, totals, knownDays, aggregation } = await read(backend, question)
    expect(knownDays).toBe(30)
    expect(days.map(({ isFinal }) => isFinal)).toEqual(days.map((_day, index) => index < 27))
    const categories = Object.keys(totals ?? {})
    for (const { date, values } of days.slice(0, 27)) {
      expect(values, date).toEqual(told(truthOf(backend, question, date), categories))
    }
    const sums = categories.map((category) => days.reduce((sum, { values }) => sum + (values?.[category] ?? 0), 0))
    const isReach = question.metric === 'reach'
    expect(aggregation).toBe(isReach ? 'daily_average' : 'sum')
    expect(Object.values(totals ?? {}).map(({ value }) => value)).toEqual(
      sums.map((sum) => (isReach ? Math.round((100 * sum) / 30) / 100 : sum)),
    )
    expect(sums).toEqual(sums.toSorted((one, other) => other - one))
    expect(Object.values(totals ?? {}).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(100)
  }
  const { metrics } = backend.as('ana').instagram
  await expect(metrics.breakdown({ metric: 'engagement', by: 'followType' })).rejects.toMatchObject({
    code: 'VALIDATION',
    issues: [{ path: ['by'] }],
  })
})

test('a first connection takes less than nine tenths of the hour, the newest week before all posts, the month after six', async () => {
  const backend = await startBackend({ dashboard: off })
  await backend.connect('ana', ana)
  await backend.settled('ana')
  const { requests } = backend.sandbox.control
  expect(requests.length).toBeLessThan(180 - 12)
  const place = (isOf: (request: (typeof requests)[number]) => boolean) => requests.findIndex(isOf)
  const lastWeekDay = startOfDay(addDays(dayOf(backend.clock.now()), -7)).getTime() / 1000
  const week = place(
    ({ query }) => query['since'] === String(lastWeekDay) && query['metric']?.includes('likes') === true,
  )
  const posts = place(({ path }) => /\d\/insights$/.test(path))
  const splits = place(({ query }) => query['breakdown'] === 'media_product_type')
  expect([week < posts, posts < splits]).toEqual([true, true])
  // A press is possible at once, and finds its calls.
  backend.clock.advance(16 * 60_000)
  expect(await backend.as('ana').instagram.sync.run({})).toMatchObject({ status: 'succeeded' })
})

testOnce(
  'through a month with the long day of autumn, missed nights and presses at odd hours each day ends with what is true, none with what nobody said, in twelve calls a night',
  async () => {
    const clock = makeClock(new Date('2026-10-16T18:00:00Z'))
    const backend = await startBackend({ clock, dashboard: off })
    const { as, dashboard, sandbox } = backend
    await backend.connect('ana', ana)
    await backend.settled('ana')
    await readQuarter(backend)
    sandbox.control.setTotalBesideSplit(false)
    const from = dayOf(clock.now())
    const missed = new Set([6, 7, 17, 24])
    /** 05:00 in São Paulo: in summer an hour after the day has ended, in winter the moment it does. */
    for (let night = 1; night <= 31; night += 1) {
      const day = addDays(from, night)
      clock.advance(Math.max(0, Date.parse(`${day}T08:00:00Z`) - clock.now().getTime()))
      if (missed.has(night)) continue
      sandbox.control.setContentTypeNames(night % 5 === 0 ? 'older' : 'present')
      sandbox.control.clearRequests()
      await dashboard.syncAccounts()
      expect(accountCalls(backend), day).toBeLessThanOrEqual(12)
      if (night > 9 && !missed.has(night - 1)) expect(accountCalls(backend), day).toBe(12)
      for (let step = 0; step < 2; step += 1) {
        clock.advance(hour + 60_000)
        await dashboard.catchUp()
      }
      if (night % 4 === 0) {
        clock.advance((night % 3) * 5 * hour)
        await as('ana')
          .instagram.sync.run({})
          .catch(() => undefined)
      }
      if (night % 9 === 0) await dashboard.refreshTokens()
    }
    const range = { startDate: addDays(from, -20), endDate: addDays(dayOf(clock.now()), -1) }
    for (const question of asked) {
      const { days, totals } = await read(backend, question, range)
      const categories = Object.keys(totals ?? {})
      for (const { date, values, isFinal, missing } of days) {
        const isSettled = settledFrom(date) <= clock.now()
        expect([isFinal, missing === null], `${question.by} ${date}`).toEqual([isSettled, values !== null])
        const older = told(truthOf(backend, question, date), categories)
        if (isSettled && question.by === 'followType') expect(values, date).toEqual(older)
        // Of two eras' names carousels are posts in one: the whole is the same.
        if (isSettled && question.metric !== 'reach') expect(sumOf(values), date).toBe(sumOf(older))
      }
    }
  },
  180_000,
)
const sumOf = (values: object | null) =>
  Object.values(values ?? {}).reduce<number>((sum, value) => sum + Number(value), 0)

testOnce(
  'a correction after the first reading is seen when the day settles, and what Instagram leaves out later stays',
  async () => {
    const backend = await startBackend({ connected: { ana }, dashboard: off })
    const { clock, dashboard, sandbox } = backend
    await readQuarter(backend)
    const night = (day: string) => {
      clock.advance(Date.parse(`${day}T08:00:00Z`) - clock.now().getTime())
      return dashboard.syncAccounts()
    }
    const [day, other] = ['2026-11-16', '2026-11-17']
    for (const last of [day, other]) await night(addDays(last, 1))
    const before = (await read(backend, asked[0], { startDate: other, endDate: other })).days[0]
    expect(before).toMatchObject({ isFinal: false, values: { reel: expect.any(Number) } })
    const corrected = { REEL: 41, POST: 1_000 }
    sandbox.control.setSplit(ana, { metric: 'views', by: 'media_product_type', day }, corrected)
    for (const last of [2, 3]) await night(addDays(day, last + 1))
    const match = { breakdown: 'media_product_type' }
    sandbox.control.fault({ kind: 'status', status: 200, body: { data: [] }, match, times: Infinity })
    await night(addDays(other, 4))
    const { days } = await read(backend, asked[0], { startDate: day, endDate: other })
    expect(days[0]).toMatchObject({ isFinal: true, values: { reel: 41, post: 1_000 } })
    expect(days[1]).toMatchObject({ isFinal: false, values: before?.values })
  },
)

testOnce(
  'a category that Instagram leaves out is 0 though no other day has it, but for what older names do not tell apart',
  async () => {
    const backend = await startBackend({ dashboard: off })
    const [day, older] = ['2026-11-10', '2026-11-11']
    const question = { metric: 'views', by: 'media_product_type' }
    backend.sandbox.control.setSplit(ana, { ...question, day }, { REEL: 5 })
    backend.sandbox.control.setSplit(ana, { ...question, day: older }, { FEED: 4, REELS: 1 })
    await backend.connect('ana', ana)
    await backend.settled('ana')
    const valuesOf = async (date: string) =>
      (await read(backend, asked[0], { startDate: date, endDate: date })).days[0]?.values
    expect(await valuesOf(day)).toEqual({ post: 0, reel: 5, carousel: 0, story: 0, ad: 0 })
    expect(await valuesOf(older)).toEqual({ post: 4, reel: 1, story: 0, ad: 0 })
  },
)

const refusal = { kind: 'graph_error', code: 1, status: 400, message: 'An unknown error has occurred.' } as const
testOnce.each([
  ['media_product_type', 'contentType', 'reach'],
  ['follow_type', 'followType', 'reach'],
] as const)(
  'a number that is not broken down by %s takes nothing else with it and is not asked for again the next night',
  async (breakdown, by, metric) => {
    const backend = await startBackend({ dashboard: off })
    const { as, clock, dashboard, sandbox } = backend
    sandbox.control.fault({ ...refusal, times: Infinity, match: { metric, breakdown } })
    await backend.connect('ana', ana)
    await backend.settled('ana')
    const { metrics, connect } = as('ana').instagram
    expect(
      (await metrics.breakdown({ metric: 'reach', by })).days.every(({ missing }) => missing === 'unsupported'),
    ).toBe(true)
    expect((await metrics.breakdown({ metric: 'impressions', by })).knownDays).toBe(30)
    const { items } = await metrics.list({ startDate: '2026-10-20', endDate: '2026-11-12' })
    expect(items.every((day) => day.reach !== null && day.follows !== null)).toBe(true)
    expect((await connect.status()).account).toMatchObject({ lastError: null })
    expect((await as('carla', 'admin').admin.health()).unsupportedMetrics).toEqual({ [`${metric}.${breakdown}`]: 1 })

    await readQuarter(backend)
    clock.advance(Date.parse('2026-11-17T08:00:00Z') - clock.now().getTime())
    sandbox.control.clearRequests()
    await dashboard.syncAccounts()
    expect(accountCalls(backend)).toBe(12)
  },
)

testOnce(
  'what Instagram does not tell in one call with who followed is asked for apart, still in twelve calls',
  async () => {
    const backend = await startBackend({ dashboard: off })
    const { clock, dashboard, sandbox } = backend
    const match = { metric: 'follows_and_unfollows', breakdown: 'follow_type' }
    // At the second try as well: what passes is no refusal.
    sandbox.control.fault({ ...refusal, times: 2, match })
    await backend.connect('ana', ana)
    await backend.settled('ana')
    await readQuarter(backend)
    for (const day of ['2026-11-17', '2026-11-18']) {
      clock.advance(Date.parse(`${day}T08:00:00Z`) - clock.now().getTime())
      sandbox.control.clearRequests()
      await dashboard.syncAccounts()
      expect(accountCalls(backend)).toBe(12)
      const together = sandbox.control.requests.filter(({ query }) =>
        query['metric']?.startsWith('follows_and_unfollows,'),
      )
      expect(together).toEqual([])
      clock.advance(hour + 60_000)
      await dashboard.catchUp()
    }
    const { days } = await read(backend, asked[3], { startDate: '2026-11-16', endDate: '2026-11-17' })
    expect(days).toMatchObject([
      { values: { follower: expect.any(Number) } },
      { values: { follower: expect.any(Number) } },
    ])
  },
)

test('an account with few followers has its parts as well, and no audience is asked for', async () => {
  const backend = await startBackend({ dashboard: off })
  const { clock, dashboard, sandbox } = backend
  sandbox.control.setMetric(ana, 'followers', '2026-11-16', 40)
  sandbox.control.setMetric(ana, 'followers', '2026-11-17', 40)
  await backend.connect('ana', ana)
  await backend.settled('ana')
  expect(sandbox.control.requests.filter(({ query }) => query['metric'] === 'follower_demographics')).toEqual([])
  for (const question of asked) expect((await read(backend, question)).knownDays).toBe(30)
  await readQuarter(backend)
  clock.advance(Date.parse('2026-11-17T08:00:00Z') - clock.now().getTime())
  sandbox.control.clearRequests()
  await dashboard.syncAccounts()
  expect(accountCalls(backend)).toBeLessThanOrEqual(12)
})

testOnce('breakdowns that fail while totals are well are no refusal, and no day ends without them', async () => {
  const backend = await startBackend({ dashboard: off })
  const { as, sandbox } = backend
  const failure = { kind: 'graph_error', code: 2, status: 500, message: 'An unexpected error has occurred.' } as const
  for (const match of [{ breakdown: 'media_product_type', metric: 'reach' }, { breakdown: 'follow_type' }]) {
    sandbox.control.fault({ ...failure, times: Infinity, match })
  }
  await backend.connect('ana', ana)
  await backend.settled('ana')
  expect((await read(backend, asked[0])).knownDays).toBe(30)
  for (const question of asked.filter(({ name, by }) => name === 'reach' || by === 'followType')) {
    const { days } = await read(backend, question)
    expect(days.filter(({ isFinal, values }) => isFinal || values !== null)).toEqual([])
    for (const { missing } of days) expect(['not_yet_available', 'not_read_yet']).toContain(missing)
  }
  expect((await as('carla', 'admin').admin.health()).unsupportedMetrics).toEqual({})
})
