import { insights as stored, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import type { HostEvent } from '../src/index.ts'
import { addDays, dayOf } from '../src/instagram/index.ts'
import { readForecast } from '../src/metrics/read-forecast.ts'
import { seedAccount, type PlantKind } from './insights/seeded-accounts.ts'
import { storeHistory } from './insights/store-history.ts'
import { startBackend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const dayMs = 86_400_000

/** Somebody whose stored half year was made up, with something planted in it. */
async function withHistory(plant: PlantKind | null, seed = 12) {
  const told: HostEvent[] = []
  const onEvent = (event: HostEvent) => void told.push(event)
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: { ...quiet, onEvent } })
  const db = await openDatabase(String(backend.options.databaseUrl))
  onTestFinished(() => db.close())
  const { id } = await backend.accountOf('ana')
  const { history, planted } = seedAccount({ seed, plant })
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
    subject: moved(planted[0]?.subject ?? lastDay),
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
