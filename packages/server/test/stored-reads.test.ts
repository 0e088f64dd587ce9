import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  accounts,
  dailyMetrics,
  followerDays,
  media,
  openDatabase,
  periodReach,
  type Database,
} from '@instagram-dashboard/db'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account as accountRow, day as dayRow, followerDay, post } from '../../db/test/rows.ts'
import { systemCaller } from '../src/caller.ts'
import type { Deps } from '../src/deps.ts'
import { addDays, daysFrom } from '../src/instagram/index.ts'
import { listGaps } from '../src/metrics/list-gaps.ts'
import { listMetrics } from '../src/metrics/list-metrics.ts'
import { readComparison } from '../src/metrics/read-comparison.ts'
import { readGrowthWithPost } from '../src/metrics/best-day-post.ts'
import { readForecast } from '../src/metrics/read-forecast.ts'
import { readGrowth } from '../src/metrics/read-growth.ts'
import { readOverview } from '../src/metrics/read-overview.ts'
import { readTimeline } from '../src/metrics/read-timeline.ts'
import { summarizeMetrics } from '../src/metrics/summarize-metrics.ts'
import { historyDays } from '../src/sync/plan-days.ts'
import { makeClock } from './start-backend.ts'

// Ten in the morning of Tuesday, 1 December, in Los Angeles.
const now = new Date('2026-12-01T18:00:00Z')
const today = '2026-12-01'
const folder = mkdtempSync(join(tmpdir(), 'stored-reads-'))

let db: Database
let deps: Pick<Deps, 'db' | 'clock'>
let account: accounts.AccountRow
let file = 0

beforeEach(async () => {
  db = await openDatabase(`file:${join(folder, `${(file += 1)}.db`)}`)
  deps = { db, clock: makeClock(now) }
  account = await accounts.insert(db, accountRow('ana'))
})
afterEach(() => db.close())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const openFrom = addDays(today, -4)
/** Each day of a range with one view for each day of the month, settled up to four days ago. */
async function store(first: string, last: string, skipped: readonly string[] = []): Promise<void> {
  const days = daysFrom(first, last).filter((day) => !skipped.includes(day))
  const rows = days.map((day) =>
    dayRow('ana', day, {
      views: Number(day.slice(-2)),
      isFinal: day < openFrom,
      unsettled: day < openFrom ? [] : ['views', 'reach'],
    }),
  )
  await db.transaction((tx) => dailyMetrics.saveDays(tx, rows))
}

const follow = (first: string, last: string, changes: Partial<followerDays.FollowerDay> = {}) =>
  db.transaction((tx) =>
    followerDays.saveDays(
      tx,
      { accountId: 'ana', now },
      daysFrom(first, last).map((day, index) =>
        followerDay(day, {
          followers: 1_000 + 4 * index,
          isFinal: day < openFrom,
          isDerived: day < '2026-11-20',
          ...changes,
        }),
      ),
    ),
  )

describe('by default', () => {
  test('every read ends with the last whole day, and says which day is today', async () => {
    await store('2026-10-01', today)
    await follow('2026-10-01', today)
    const { period } = await summarizeMetrics(deps, account, {})

    expect(period).toMatchObject({ startDate: '2026-11-01', endDate: '2026-11-30', today })
    expect((await readGrowth(deps, account, {})).points.at(-1)?.date).toBe('2026-11-30')
    expect((await listMetrics(deps, account, {})).items.at(-1)?.date).toBe('2026-11-30')
    expect((await readTimeline(deps, account, { metrics: ['reach'] })).days.at(-1)).toBe('2026-11-30')
  })
})

describe('since the beginning', () => {
  const everything = { startDate: 'beginning' } as const

  test('every read begins with the first day of which anything is stored', async () => {
    await store('2019-03-05', '2026-11-30')
    await follow('2019-03-03', '2026-11-30')
    const days = daysFrom('2019-03-03', '2026-11-30').length
    const { items } = await listMetrics(deps, account, everything)
    const { points } = await readGrowth(deps, account, everything)
    const timeline = await readTimeline(deps, account, { ...everything, metrics: ['impressions'] })
    const months = await readTimeline(deps, account, { ...everything, metrics: ['impressions'], interval: 'month' })
    const { impressions, period } = await summarizeMetrics(deps, account, everything)

    expect([items.length, points.length, timeline.days.length]).toEqual([days, days, days])
    expect([items[0]?.date, points[0]?.date, timeline.days[0]]).toEqual(Array(3).fill('2019-03-03'))
    expect([months.days[0], months.days.length, months.isPartial.slice(0, 2)]).toEqual([
      '2019-03-01',
      93,
      [true, false],
    ])
    // One view for each day of the month, whatever the interval.
    const views = daysFrom('2019-03-05', '2026-11-30').reduce((sum, day) => sum + Number(day.slice(-2)), 0)
    const sumOf = (column: readonly (number | null)[] = []) => column.reduce<number>((sum, one) => sum + (one ?? 0), 0)
    expect([impressions.value, sumOf(timeline.series.impressions), sumOf(months.series.impressions)]).toEqual(
      Array(3).fill(views),
    )
    // There is no period before the first day.
    expect(impressions).toMatchObject({ previous: null, change: null, changePercent: null, previousKnownDays: 0 })
    expect(period).toMatchObject({ startDate: '2019-03-03', endDate: '2026-11-30' })
  })

  test('of several accounts is the first day of any, and of periods each its own', async () => {
    await store('2026-11-01', '2026-11-30')
    await accounts.insert(db, accountRow('other', { userId: account.userId }))
    await db.transaction((tx) => dailyMetrics.saveDays(tx, [dayRow('other', '2026-10-20', { reach: 7 })]))
    const overview = await readOverview(deps, { userId: account.userId, caller: systemCaller('en') }, everything)
    const accountsCompared = await readComparison(deps, account, { of: 'accounts', ...everything })
    const periods = await readComparison(deps, account, {
      of: 'periods',
      startDate: '2026-11-29',
      otherStartDate: 'beginning',
      otherEndDate: '2026-11-28',
    })

    expect([overview.startDate, overview.endDate]).toEqual(['2026-10-20', '2026-11-30'])
    expect(accountsCompared.sides.map(({ startDate }) => startDate)).toEqual(['2026-10-20', '2026-10-20'])
    expect(periods.sides.map(({ startDate }) => startDate)).toEqual(['2026-11-29', '2026-11-01'])
    expect(periods.days).toEqual([2, 28])
  })

  test('of an account without a day is the last thirty, of which nothing is known', async () => {
    const { points, net } = await readGrowth(deps, account, everything)
    expect([points.length, points.at(-1)?.date, net]).toEqual([30, '2026-11-30', null])
    expect((await listMetrics(deps, account, everything)).items).toEqual([])
  })

  test('and a range before the first day, fail at nothing', async () => {
    await store('2026-11-01', '2026-11-30')
    const early = { startDate: '2011-01-01', endDate: '2011-01-03' }
    expect((await listMetrics(deps, account, early)).items).toEqual([])
    expect((await readTimeline(deps, account, { ...early, metrics: ['reach'] })).series).toEqual({
      reach: [null, null, null],
    })
    expect((await summarizeMetrics(deps, account, early)).reach).toMatchObject({ value: null, previous: null })
    const ended = { ...everything, endDate: '2026-10-02' }
    expect((await readGrowth(deps, account, ended)).points).toMatchObject([{ date: '2026-10-02', followers: null }])
  })
})

describe('followers', () => {
  test('grow by one number, whoever tells it', async () => {
    await store('2026-10-01', '2026-11-30')
    await follow('2026-10-01', '2026-11-30')
    const range = { startDate: '2026-11-24', endDate: '2026-11-30' }
    const { followersCount } = await summarizeMetrics(deps, account, range)
    const { net, points } = await readGrowth(deps, account, range)

    expect(followersCount).toMatchObject({ change: net, knownDays: 7, provisionalDays: 4 })
    expect(net).toBe(28)
    expect(followersCount.value).toBe(points.at(-1)?.followers)
    expect((followersCount.value ?? 0) - (followersCount.previous ?? 0)).toBe(28)
  })

  test('of a day that was worked out are shown everywhere and marked as such', async () => {
    await store('2026-11-10', '2026-11-12')
    await follow('2026-11-09', '2026-11-12')
    const range = { startDate: '2026-11-09', endDate: '2026-11-12' }
    const { items } = await listMetrics(deps, account, range)

    expect(items.map(({ date, derived }) => [date, derived])).toEqual(
      daysFrom('2026-11-09', '2026-11-12').map((day) => [day, ['followersCount']]),
    )
    // Its followers are known though its numbers were never read.
    expect(items[0]).toMatchObject({ followersCount: 1_000, reach: null, missing: { reach: 'not_read_yet' } })
    expect(items[0]?.missing).not.toHaveProperty('followersCount')
    expect((await readTimeline(deps, account, { metrics: ['followersCount'], ...range })).series).toEqual({
      followersCount: [1_000, 1_004, 1_008, 1_012],
    })
    expect((await summarizeMetrics(deps, account, range)).followersCount.value).toBe(1_012)
  })
})

describe('the post behind the best day', () => {
  const range = { startDate: '2026-11-01', endDate: '2026-11-30' }
  const published = (mediaId: string, day: string, reach: number, figures: Record<string, number> = {}) =>
    post(mediaId, { publishedAt: new Date(`${day}T20:00:00Z`), reach, figures, productType: 'REELS', caption: mediaId })
  const usual = Array.from({ length: 6 }, (_, index) =>
    published(`usual-${index}`, `2026-11-0${index + 1}`, 100 + index),
  )
  const bestPost = async () => (await readGrowthWithPost(deps, account, range)).bestPost

  beforeEach(async () => {
    await follow('2026-11-01', '2026-11-30', { isFinal: true })
    await follow('2026-11-20', '2026-11-20', { isFinal: true, change: 40 })
  })

  test('is of that day or the day before, and did far better than the others', async () => {
    await media.save(db, [...usual, published('hit', '2026-11-19', 900), published('late', '2026-11-21', 9_000)])
    expect(await bestPost()).toMatchObject({ mediaId: 'hit', type: 'reel', caption: 'hit' })
    // What is known now says nothing of what was known then.
    expect(await readGrowthWithPost(deps, account, { ...range, asOf: now })).not.toHaveProperty('bestPost')
  })

  test('is the one that brought followers, where Instagram says so', async () => {
    const brought = published('brought', '2026-11-20', 150, { follows: 30 })
    await media.save(db, [...usual, published('hit', '2026-11-20', 900, { follows: 2 }), brought])
    expect(await bestPost()).toMatchObject({ mediaId: 'brought' })
  })

  test('is none where it did as usual, or the day is as the others', async () => {
    await media.save(db, [...usual, published('near', '2026-11-20', 110)])
    expect(await bestPost()).toBeNull()
    await media.save(db, [published('near', '2026-11-20', 900)])
    await follow('2026-11-20', '2026-11-20', { isFinal: true, change: 5 })
    expect(await bestPost()).toBeNull()
  })
})

test('followers are forecast from the first day on, where what came and went is settled and only the totals are not', async () => {
  await follow('2026-09-01', '2026-11-30', { isFinal: false, isDerived: true })
  const { points, lastDay, knownDays } = await readForecast(deps, account, { metric: 'followersCount' })
  expect({ lastDay, knownDays }).toEqual({ lastDay: '2026-11-27', knownDays: 88 })
  expect(points).toHaveLength(28)
  await follow('2026-09-01', '2026-11-30', { isFinal: false, isEstimated: true })
  expect((await readForecast(deps, account, { metric: 'followersCount' })).points).toBeNull()
})

describe('weeks and months', () => {
  const weeks = async (startDate: string, endDate: string) => {
    const { days, isPartial, series } = await readTimeline(deps, account, {
      metrics: ['impressions', 'likes'],
      interval: 'week',
      startDate,
      endDate,
    })
    return days.map((day, index) => [day, isPartial[index], series.impressions?.[index]])
  }

  test('that the range cuts are marked', async () => {
    await store('2026-11-01', today)
    expect(await weeks('2026-11-11', '2026-11-30')).toEqual([
      ['2026-11-09', true, 11 + 12 + 13 + 14 + 15],
      ['2026-11-16', false, 16 + 17 + 18 + 19 + 20 + 21 + 22],
      ['2026-11-23', false, 23 + 24 + 25 + 26 + 27 + 28 + 29],
      ['2026-11-30', true, 30],
    ])
  })

  test('that a day without a number makes smaller are marked', async () => {
    await store('2026-11-01', today, ['2026-11-18'])
    expect((await weeks('2026-11-16', '2026-11-29')).map(([, isPartial]) => isPartial)).toEqual([true, false])
  })

  test('in which today lies are marked, though the range ends with them', async () => {
    deps = { ...deps, clock: makeClock(new Date('2026-11-29T18:00:00Z')) }
    await store('2026-11-01', '2026-11-29')
    expect((await weeks('2026-11-16', '2026-11-29')).map(([, isPartial]) => isPartial)).toEqual([false, true])
  })

  test('of a metric that is never there are no part of anything', async () => {
    await store('2026-11-01', today)
    const input = { interval: 'week', startDate: '2026-11-16', endDate: '2026-11-29' } as const
    await dailyMetrics.saveDays(
      db,
      daysFrom('2026-11-16', '2026-11-29').map((day) => dayRow('ana', day, { saves: null })),
    )
    const { isPartial, series } = await readTimeline(deps, account, { metrics: ['saves', 'reach'], ...input })
    expect([series.saves, isPartial]).toEqual([
      [null, null],
      [false, false],
    ])
  })

  test('and days never are', async () => {
    await store('2026-11-01', today)
    const { isPartial } = await readTimeline(deps, account, {
      metrics: ['reach'],
      startDate: '2026-11-28',
      endDate: today,
    })
    expect(isPartial).toEqual([false, false, false, false])
  })

  test('of months end with the month', async () => {
    await store('2026-10-01', today)
    const input = { metrics: ['reach'], interval: 'month', startDate: '2026-10-01', endDate: today } as const
    const { days, isPartial } = await readTimeline(deps, account, { ...input, metrics: [...input.metrics] })
    expect(days.map((day, index) => [day, isPartial[index]])).toEqual([
      ['2026-10-01', false],
      ['2026-11-01', false],
      ['2026-12-01', true],
    ])
  })
})

describe('the summary', () => {
  test('says how many days of both periods Instagram may still correct, metric by metric', async () => {
    await store('2026-11-01', '2026-11-30')
    const { impressions, likes, engagementRate } = await summarizeMetrics(deps, account, {
      startDate: '2026-11-29',
      endDate: '2026-11-30',
    })
    expect(impressions).toMatchObject({ provisionalDays: 2, previousProvisionalDays: 2 })
    expect(engagementRate).toMatchObject({ provisionalDays: 2, previousProvisionalDays: 2 })
    expect(likes).toMatchObject({ provisionalDays: 0, previousProvisionalDays: 0 })
  })

  test('tells what the whole period reached, and divides the engagement by it', async () => {
    await store('2026-10-01', '2026-11-30')
    const save = (lastDay: string, reach: number, readAt: string) =>
      periodReach.save(db, { accountId: 'ana', days: 7, lastDay, reach, readAt: new Date(readAt) })
    await save('2026-11-22', 40, '2026-11-26T08:00:00Z')
    await save('2026-11-15', 50, '2026-11-26T08:00:00Z')
    const week = { startDate: '2026-11-16', endDate: '2026-11-22' }
    const { periodReach: reach, engagementRate, engagementRateBasis } = await summarizeMetrics(deps, account, week)

    expect(reach).toEqual({
      value: 40,
      previous: 50,
      change: -10,
      changePercent: -20,
      isFinal: true,
      readAt: new Date('2026-11-26T08:00:00Z'),
    })
    // Four interactions a day.
    expect(engagementRate).toMatchObject({ value: 70, previous: 56, change: 14 })
    expect(engagementRateBasis).toBe('period_reach')
  })

  test('divides by the daily reach where nobody knows that of the period', async () => {
    await store('2026-10-01', '2026-11-30')
    const week = { startDate: '2026-11-16', endDate: '2026-11-22' }
    expect(await summarizeMetrics(deps, account, week)).toMatchObject({
      periodReach: { value: null, previous: null, change: null, isFinal: false, readAt: null },
      engagementRate: { value: 40, previous: 40 },
      engagementRateBasis: 'daily_reach',
    })
    expect(await summarizeMetrics(deps, account, { ...week, endDate: '2026-11-23' })).toMatchObject({
      periodReach: null,
      engagementRateBasis: 'daily_reach',
    })
  })
})

describe('gaps', () => {
  test('say of a day that was never read whether it will be, and never that nobody was connected', async () => {
    const oldest = addDays(today, -historyDays)
    const range = { startDate: addDays(oldest, -1), endDate: oldest }
    const { items } = await listGaps(deps, account, range)

    expect(items.map(({ startDate, reason, willHeal }) => [startDate, reason, willHeal])).toEqual([
      [addDays(oldest, -1), 'not_read', false],
      // Who came and went is kept for a year alone.
      [addDays(oldest, -1), 'outside_retention', false],
      [oldest, 'not_read_yet', true],
    ])
    expect(items[1]?.metrics).toEqual(['follows', 'unfollows'])
    expect([items[0], items[2]].every((gap) => gap?.metrics.includes('followersCount'))).toBe(true)
  })

  test('end with yesterday, and say of today and later that it is not there yet', async () => {
    expect((await listGaps(deps, account, {})).items.at(-1)?.endDate).toBe('2026-11-30')
    const { items } = await listGaps(deps, account, { startDate: today, endDate: addDays(today, 1) })
    expect(items).toMatchObject([{ endDate: addDays(today, 1), reason: 'not_yet_available', willHeal: true }])
  })

  test('name what is older than Instagram keeps', async () => {
    const day = addDays(today, -800)
    const { items } = await listGaps(deps, account, { startDate: day, endDate: day })
    expect(items).toMatchObject([{ reason: 'outside_retention', willHeal: false }])
  })
})
