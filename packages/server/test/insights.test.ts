import { insights as stored, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import type { HostEvent } from '../src/index.ts'
import type { History, Post } from '../src/insights/history.ts'
import { tellFindings } from '../src/insights/tell-findings.ts'
import { addDays, dayOf } from '../src/instagram/index.ts'
import { readForecast } from '../src/metrics/read-forecast.ts'
import { seedAccount, type PlantKind } from './insights/seeded-accounts.ts'
import { storeHistory } from './insights/store-history.ts'
import { startBackend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const dayMs = 86_400_000

/** Somebody whose stored half year was made up, with something planted in it. */
async function withHistory(
  plant: PlantKind | null,
  { seed = 12, change = (history: History) => history }: { seed?: number; change?: (history: History) => History } = {},
) {
  const told: HostEvent[] = []
  const onEvent = (event: HostEvent) => void told.push(event)
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: { ...quiet, onEvent } })
  const db = await openDatabase(String(backend.options.databaseUrl))
  onTestFinished(() => db.close())
  const { id } = await backend.accountOf('ana')
  const { history: seeded, planted } = seedAccount({ seed, plant })
  const history = change(seeded)
  const lastDay = addDays(dayOf(backend.clock.now()), -1)
  const moved = await storeHistory(db, id, { history, lastDay })
  const tellHost = async () => {
    await backend.dashboard.deliverEvents()
    return told.filter(({ type }) => type === 'insight.found')
  }
  return {
    ...backend,
    db,
    id,
    metrics: backend.as('ana').instagram.metrics,
    history,
    /** Looks at the account as after a night whose newest settled day is a given one. */
    tellAfter: async (day: string) => {
      const events: { type: string; data?: unknown }[] = []
      const record = async (_tx: unknown, event: { type: string; data?: unknown }) => {
        events.push(event)
        return { sequence: events.length, unlocked: [] }
      }
      const settings = { scheduleTimeZone: 'America/Sao_Paulo', defaultLocale: 'pt-BR' } as const
      await tellFindings({ db, clock: { now: () => new Date(`${addDays(day, 1)}T20:00:00Z`) }, record, settings }, id)
      return events.map(({ data }) => data)
    },
    lastDay,
    subject: plant === 'hour' ? null : moved(planted[0]?.subject ?? lastDay),
    planted,
    tellHost,
  }
}

test('a day that a post made is told in the language of the reader, with the proof of it', async () => {
  const { dashboard, metrics, subject, planted } = await withHistory('spike')
  const { findings, isQuiet, reason, lookedAt } = await metrics.insights({})
  expect({ isQuiet, reason }).toEqual({ isQuiet: false, reason: null })
  const found = findings.find(({ rule }) => rule === 'odd_day')
  expect(found).toMatchObject({ direction: 'up', metric: 'reach', mediaId: planted[0]?.mediaId })
  expect(found?.days).toContain(subject)
  expect(found?.post).toMatchObject({ mediaId: planted[0]?.mediaId, caption: `Legenda de ${planted[0]?.mediaId}` })
  expect(found?.sentence).toMatch(
    /^Em \d+ de \p{L}+ seu alcance foi [\d,]+ vezes o de um dia normal: .* Quem puxou foi o /u,
  )
  expect(found?.why.score).toBeGreaterThan(found?.why.threshold ?? Infinity)
  expect(found?.numbers['value']).toBeGreaterThan(2 * (found?.numbers['expected'] ?? Infinity))
  expect(lookedAt.knownDays).toBeGreaterThan(200)

  const english = dashboard.caller({ userId: 'ana', locale: 'en' })
  const { findings: inEnglish } = await english.instagram.metrics.insights({})
  expect(inEnglish.find(({ rule }) => rule === 'odd_day')?.sentence).toMatch(
    /^On \p{L}+ \d+ your reach was .* It was the /u,
  )
})

test('each finding is told once, after the night, and is gone with the account', async () => {
  const { dashboard, clock, db, id, tellHost, subject, as } = await withHistory('spike')
  clock.advance(dayMs)
  await dashboard.syncAccounts()
  const told = (await tellHost()).filter(({ data }) => 'subject' in data && data.subject === subject)
  expect(told.map(({ data }) => data)).toMatchObject([
    { rule: 'odd_day', direction: 'up', userId: 'ana', accountId: id },
  ])
  expect(await stored.newestForecast(db, id, 'reach')).toBeDefined()

  clock.advance(dayMs)
  await dashboard.syncAccounts()
  const again = (await tellHost()).filter(({ data }) => 'subject' in data && data.subject === subject)
  expect(new Set(again.map(({ id: eventId }) => eventId)).size).toBe(1)

  await as('ana').instagram.connect.disconnect({ eraseData: true })
  expect(await stored.listSince(db, id, '2000-01-01')).toEqual([])
  expect(await stored.newestForecast(db, id, 'reach')).toBeUndefined()
})

/** The history with a day's numbers, counted from its last day on, so many times the usual. */
const multiplied = (history: History, daysAgo: Readonly<Record<number, number>>): History => ({
  ...history,
  posts: [],
  series: Object.fromEntries(
    Object.entries(history.series).map(([name, { firstWeekday, values }]) => {
      const at = (index: number) => daysAgo[values.length - 1 - index] ?? 1
      return [name, { firstWeekday, values: values.map((one, index) => (one === null ? null : one * at(index))) }]
    }),
  ) as unknown as History['series'],
})

test('a post that several days tell of is told once, whichever of them is the farthest', async () => {
  const change = (history: History) => multiplied(history, { 44: 4, 43: 6, 42: 7 })
  const { tellAfter, lastDay, metrics } = await withHistory(null, { change })
  const isOdd = (data: unknown) => JSON.stringify(data).includes('odd_day')
  const nights: unknown[] = []
  for (let ago = 45; ago >= 0; ago -= 1) nights.push(...(await tellAfter(addDays(lastDay, -ago))).filter(isOdd))
  expect(nights).toMatchObject([{ direction: 'up', startDate: addDays(lastDay, -44) }])
  // The farthest was another day than the one that was told.
  const { findings } = await metrics.insights({ startDate: addDays(lastDay, -50), endDate: addDays(lastDay, -30) })
  expect(findings.find(({ rule }) => rule === 'odd_day')?.days).toContain(addDays(lastDay, -42))
})

test.each([
  ['kind', 'content_type', 'reel', null],
  ['hour', 'best_hour', expect.stringMatching(/^hour \d+$/), 'hour'],
] as const)('a %s of posts that comes back after months is told again', async (_what, rule, subject, plant) => {
  const better = ({ type, reach }: Post) => (type === 'reel' && plant === null ? 5 : 1) * (reach ?? 0)
  const change = (history: History): History => ({
    ...history,
    posts: history.posts.map((post) => ({ ...post, reach: better(post) })),
  })
  const { tellAfter, lastDay, history, db, id } = await withHistory(plant, { change })
  const toldBy = async (day: string) => (await tellAfter(day)).filter((data) => JSON.stringify(data).includes(rule))
  expect(await toldBy(lastDay)).toMatchObject([{ rule, subject }])
  for (const later of [addDays(lastDay, 1), lastDay]) expect(await toldBy(later)).toEqual([])
  const [months, posts] = [
    addDays(lastDay, 300),
    history.posts.map((post) => ({ ...post, mediaId: `${post.mediaId}9` })),
  ]
  await storeHistory(db, id, { history: { ...history, posts }, lastDay: months })
  expect(await toldBy(months)).toMatchObject([{ rule, subject, startDate: months }])
  expect(await toldBy(months)).toEqual([])
})

test('a range about which too little is known is quiet, and says so', async () => {
  const { metrics } = await withHistory(null)
  expect(await metrics.insights({ startDate: '2025-01-01', endDate: '2025-01-20' })).toMatchObject({
    findings: [],
    isQuiet: true,
    reason: 'too_little_data',
    lookedAt: { days: 20, knownDays: 0 },
  })
  await expect(metrics.insights({ startDate: '2026-02-01', endDate: '2026-01-01' })).rejects.toMatchObject({
    code: 'VALIDATION',
  })
})

test('the range stands beside the one before it and the same of a year before, as far as those are known', async () => {
  const change = (history: History) => {
    const daysAgo = Object.fromEntries(Array.from({ length: 9 }, (_, ago) => [ago, 3]))
    return { ...multiplied(history, daysAgo), posts: history.posts }
  }
  const { metrics, lastDay, dashboard } = await withHistory(null, { change })
  const week = { startDate: addDays(lastDay, -8), endDate: addDays(lastDay, -2) }
  const { period } = await metrics.insights(week)
  const reach = period?.changes.find(({ metric }) => metric === 'reach')
  expect(period).toMatchObject({
    comparedWith: 'previous',
    previousStartDate: addDays(lastDay, -15),
    previousEndDate: addDays(lastDay, -9),
  })
  const seen = await metrics.breakdown({ ...week, metric: 'impressions', by: 'followType' })
  expect(period?.nonFollowersPercent).toBeCloseTo(seen.totals?.['non_follower']?.share ?? NaN, 0)
  expect(reach).toMatchObject({ direction: 'up', isClear: true })
  expect(reach?.why.sentence).toMatch(/^Comparamos um dia comum deste período .* só conta a partir de [\d,]+, porque/)
  expect(reach?.changePercent).toBeGreaterThan(100)
  expect(reach?.highestOf).toBeGreaterThan(4)
  // The same number as the summary of the same days.
  const summary = await metrics.summary(week)
  expect(reach?.perDay).toBe(Math.round(summary.reach.value ?? 0))
  expect(reach?.previousPerDay).toBe(Math.round(summary.reach.previous ?? 0))

  const aYear = await metrics.insights({ ...week, compare: 'year' })
  expect(aYear.period).toMatchObject({
    comparedWith: 'year',
    previousStartDate: addDays(week.startDate, -364),
    changes: [],
    previousPosts: null,
  })
  const english = dashboard.caller({ userId: 'ana', locale: 'en' })
  const inEnglish = await english.instagram.metrics.insights(week)
  expect(inEnglish.period?.changes[0]?.why.sentence).toMatch(/^We compared a usual day of this period/)
  expect((await metrics.insights({ startDate: '2025-01-01', endDate: '2025-01-20' })).period).toBeNull()
})

test('a forecast has a range, and the measured error of those before it', async () => {
  const { metrics, db, id, clock } = await withHistory(null)
  const forecast = await metrics.forecast({ metric: 'followersCount' })
  expect(forecast).toMatchObject({ interval: 'day', reason: null, rangePercent: 80, past: null })
  expect(forecast.points).toHaveLength(28)
  expect(forecast.points?.every(({ low, middle, high }) => low <= middle && middle <= high)).toBe(true)
  expect(forecast.points?.[0]?.date).toBe(addDays(forecast.lastDay ?? '', 1))
  expect(forecast.backtest?.origins).toBeGreaterThan(100)
  const reach = await metrics.forecast({ metric: 'reach' })
  expect(reach.points?.map(({ date }) => date)).toEqual(
    [7, 14, 21, 28].map((step) => addDays(reach.lastDay ?? '', step)),
  )

  // One that was made three weeks ago: some of it has come, and all of that was far too much.
  const madeOn = addDays(dayOf(clock.now()), -21)
  const points = [7, 14, 21, 28].map((step) => ({ day: addDays(madeOn, step), low: 9e8, middle: 9.5e8, high: 1e9 }))
  await stored.saveForecast(db, { accountId: id, metric: 'reach', madeOn, points, madeAt: clock.now() })
  const { past } = await metrics.forecast({ metric: 'reach' })
  expect(past).toMatchObject({ forecasts: 1, withinPercent: 0 })
  expect(past?.meanAbsolutePercentError).toBeGreaterThan(100)
})

test('an account of which little is known has no forecast, and why', async () => {
  const { db, clock } = await withHistory(null)
  expect(await readForecast({ db, clock }, { id: 'nobody' }, { metric: 'followersCount' })).toMatchObject({
    points: null,
    reason: 'too_little_data',
    knownDays: 0,
    past: null,
    backtest: null,
  })
})
