import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  accounts,
  audiences,
  dailyMetrics,
  dailySplits,
  earlierReadings,
  followerCounts,
  followerDays,
  media,
  openDatabase,
  type Database,
} from '@instagram-dashboard/db'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { account as accountRow, day as dayRow, followerDay, post } from '../../db/test/rows.ts'
import { addDays, settledFrom, startOfDay } from '../src/instagram/index.ts'
import { correctedDays } from '../src/metrics/corrected-since.ts'
import { metricNames, type MetricName } from '../src/metrics/metric-definitions.ts'
import type { DifferenceCode, DifferenceDirection } from '../src/receipts/contract.ts'
import { explainNumber } from '../src/receipts/explain-number.ts'
import { instagramNameOf } from '../src/sync/day-rows.ts'
import { makeClock } from './start-backend.ts'

// Ten in the morning of Tuesday, 1 December, in Los Angeles.
const now = new Date('2026-12-01T18:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'differences-'))
const quiet = '2026-11-20'
const ofPosts = [
  'impressions',
  'reach',
  'engagement',
  'likes',
  'comments',
  'shares',
  'saves',
  'accountsEngaged',
] as const
const posted = [...ofPosts, 'engagementRate', 'reposts'] as const
const numbers = metricNames.filter((name) => name !== 'followersCount')
const notRead = Object.fromEntries(Object.values(instagramNameOf).map((name) => [name, 'not_read']))

interface Cause {
  code: DifferenceCode
  day: string
  plant: (day: string) => Promise<unknown>
  /** Whose numbers it makes differ, and which way. */
  metrics: readonly MetricName[]
  directions: readonly DifferenceDirection[]
}

let db: Database
let account: accounts.AccountRow
let posts = 0

const at = (day: string, hours = 12) => new Date(startOfDay(day).getTime() + hours * 3_600_000)
const publish = (day: string, changes: Partial<media.MediaRow>) =>
  media.save(db, [
    post(`post-${(posts += 1)}`, {
      productType: 'FEED',
      publishedAt: at(day),
      ownerUsername: 'ana',
      areLikesHidden: false,
      goneAt: null,
      ...changes,
    }),
  ])
const row = (day: string, changes: Partial<dailyMetrics.DailyMetricsRow> = {}) =>
  dayRow('ana', day, { fetchedAt: settledFrom(day), followsReadAt: settledFrom(day), ...changes })
const save = (day: string, changes: Partial<dailyMetrics.DailyMetricsRow> = {}) =>
  dailyMetrics.saveDays(db, [row(day, changes)])
const follow = (day: string, changes: Partial<followerDays.FollowerDay> = {}) =>
  followerDays.saveDays(db, { accountId: 'ana', now }, [followerDay(day, { followers: 4_000, ...changes })])

const causes: Cause[] = [
  {
    code: 'ads',
    day: '2026-11-03',
    plant: (day) => {
      const parts = { views: { AD: 30, POST: 10 }, reach: { POST: 9 }, total_interactions: { AD: 0, POST: 4 } }
      const split = { accountId: 'ana', day, missing: {}, isFinal: true, readAt: settledFrom(day) }
      return dailySplits.save(db, [{ ...split, by: 'contentType', values: parts }])
    },
    metrics: ['impressions'],
    directions: ['lower'],
  },
  {
    code: 'collaboration',
    day: '2026-11-04',
    plant: (day) => publish(day, { ownerUsername: 'bia' }),
    metrics: posted,
    directions: ['higher', 'either'],
  },
  {
    code: 'hidden_likes',
    day: '2026-11-05',
    plant: (day) => publish(day, { areLikesHidden: true }),
    metrics: ['engagement', 'likes', 'engagementRate'],
    directions: ['lower'],
  },
  {
    code: 'deleted_post',
    day: '2026-11-06',
    plant: (day) => publish(day, { goneAt: now }),
    metrics: posted,
    directions: ['lower', 'either'],
  },
  {
    code: 'highlight',
    day: '2026-11-07',
    plant: (day) => publish(day, { productType: 'STORY', insightState: 'read', insightsAt: at(addDays(day, 3)) }),
    metrics: [...posted, 'replies'],
    directions: ['either'],
  },
  { code: 'clock_change', day: '2026-11-01', plant: async () => undefined, metrics: numbers, directions: ['lower'] },
  {
    code: 'corrected',
    day: '2026-11-08',
    plant: (day) =>
      earlierReadings.save(db, {
        accountId: 'ana',
        day,
        readings: [[settledFrom(day).getTime() - 1, { n: [-2] }]],
      }),
    metrics: ['reach', 'engagementRate'],
    directions: ['lower', 'higher'],
  },
  {
    code: 'provisional',
    day: '2026-11-30',
    plant: (day) => save(day, { isFinal: false, unsettled: ['reach'], fetchedAt: now, followsReadAt: now }),
    metrics: ['reach', 'engagementRate'],
    directions: ['either'],
  },
  {
    code: 'day_under_way',
    day: '2026-12-01',
    plant: (day) => save(day, { fetchedAt: now, followsReadAt: now }),
    metrics: metricNames,
    directions: ['higher', 'either'],
  },
  {
    code: 'under_100_followers',
    day: '2026-11-09',
    plant: async (day) => {
      await save(day, { follows: null, unfollows: null, missing: { follows_and_unfollows: 'not_returned' } })
      await follow(day, { followers: 99 })
    },
    metrics: ['follows', 'unfollows'],
    directions: ['either'],
  },
  {
    code: 'connection_day',
    day: '2026-10-20',
    plant: async () => undefined,
    metrics: ['followersCount'],
    directions: ['either'],
  },
  {
    code: 'imported',
    day: '2026-11-10',
    plant: (day) => save(day, { importedAt: now, missing: notRead }),
    metrics: numbers,
    directions: ['either'],
  },
  {
    code: 'derived',
    day: '2026-11-11',
    plant: (day) => follow(day, { isDerived: true }),
    metrics: ['followersCount'],
    directions: ['either'],
  },
]

beforeAll(async () => {
  db = await openDatabase(`file:${join(folder, 'differences.db')}`)
  const createdAt = at('2026-10-20')
  account = await accounts.insert(db, accountRow('ana', { createdAt, connectedAt: createdAt }))
  for (const { day, plant } of [{ day: quiet, plant: () => publish(quiet, {}) }, ...causes]) {
    await save(day)
    await follow(day)
    await plant(day)
  }
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const explain = (date: string, metric: MetricName) =>
  explainNumber({ db, clock: makeClock(now) }, { account, locale: 'en', date, metric })
const onThisDay = async (date: string, metric: MetricName) =>
  (await explain(date, metric)).differences.onThisDay.map(({ code }) => code)

describe('why the app may show another number', () => {
  test.each(causes)('$code is named where its cause is, with its direction, and on no other day', async (cause) => {
    for (const metric of metricNames) {
      const found = (await explain(cause.day, metric)).differences.onThisDay
      expect([metric, found.map(({ code }) => code)]).toEqual([
        metric,
        cause.metrics.includes(metric) ? [cause.code] : [],
      ])
      for (const { direction } of found) expect(cause.directions).toContain(direction)
      expect(await onThisDay(quiet, metric)).toEqual([])
    }
  })

  test('what is always so stands apart, by what the metric counts', async () => {
    const general = async (metric: MetricName) =>
      (await explain(quiet, metric)).differences.general.map(({ code, direction }) => `${code} ${direction}`)

    expect(await general('impressions')).toEqual(['own_day either', 'other_window higher'])
    expect(await general('reach')).toEqual([
      'own_day either',
      'other_window higher',
      'unique_over_period lower',
      'estimated either',
    ])
    expect(await general('followersCount')).toEqual(['moment_of_day either'])
  })

  test('replies are told of by who may not be counted, once the audience is known to live there', async () => {
    expect(await onThisDay(quiet, 'replies')).toEqual([])
    const audience = { accountId: 'ana', kind: 'followers' as const, dimension: 'country' as const, readAt: now }
    await audiences.save(db, [{ ...audience, groups: [{ name: 'BR', people: 90 }] }])
    expect(await onThisDay(quiet, 'replies')).toEqual([])
    await audiences.save(db, [
      {
        ...audience,
        groups: [
          { name: 'BR', people: 90 },
          { name: 'PT', people: 9 },
        ],
      },
    ])

    expect(await onThisDay(quiet, 'replies')).toEqual(['eu_jp_replies'])
    expect(await onThisDay(quiet, 'likes')).toEqual([])
    await audiences.save(db, [{ ...audience, groups: [] }])
  })

  test('a story of which Instagram never said anything is in no highlight', async () => {
    const day = '2026-11-13'
    await save(day)
    for (const insightState of ['unavailable', 'no_figures', 'too_few_viewers'] as const) {
      await publish(day, { productType: 'STORY', insightState, insightsAt: at(addDays(day, 3)) })
    }
    // Read while it was up.
    await publish(day, { productType: 'STORY', insightState: 'read', insightsAt: at(day, 30) })
    for (const metric of metricNames) expect(await onThisDay(day, metric)).toEqual([])
  })

  test('a day that only went on after a reading, and an import that Instagram replaced, are not corrected', async () => {
    const [running, imported, followed] = ['2026-11-14', '2026-11-15', '2026-11-16']
    for (const day of [running, imported, followed]) {
      await dailyMetrics.saveDays(db, [row(day, { reach: 900, follows: 9, unfollows: 1 })], at(day, 10))
      await follow(day)
    }
    const keep = (day: string, readings: earlierReadings.PackedReading[]) =>
      earlierReadings.save(db, { accountId: 'ana', day, readings })
    const afternoon = at(running, 15).getTime()
    const half = [afternoon, afternoon] as const
    await keep(running, [[settledFrom(running).getTime(), { n: [-500], r: half }]])
    await keep(imported, [[settledFrom(imported).getTime(), { n: [-500], i: at(imported, 60).getTime() }]])
    // Who came and went was of the afternoon, the rest of the whole day.
    const read = settledFrom(followed).getTime()
    await keep(followed, [[read, { n: [0, 0, 0, 0, 0, 0, 0, 0, 0, -4], r: [read, half[1]] }]])
    for (const day of [running, imported, followed]) {
      for (const metric of metricNames.filter((name) => name !== 'followersCount')) {
        expect([day, metric, await onThisDay(day, metric)]).toEqual([day, metric, []])
      }
    }
    const correctedSince = async (day: string, asOf: Date) =>
      correctedDays({ db, clock: makeClock(now) }, account, {
        first: day,
        last: day,
        asOf,
        names: ['reach', 'follows'],
      })
    const none = { correctedSince: { days: 0, dates: [] } }
    for (const day of [running, imported, followed]) {
      expect(await correctedSince(day, new Date(settledFrom(day).getTime() - 1))).toEqual(none)
    }
    // What was said since the day ended is a correction, whatever was said of a part of it before.
    const corrected = [settledFrom(running).getTime() - 1, { n: [-2] }] as const
    await keep(running, [[at(running, 26).getTime(), { n: [-500], r: half }], [...corrected]])
    expect(await onThisDay(running, 'reach')).toEqual(['corrected'])
    expect(await correctedSince(running, at(running, 20))).toEqual(none)
    expect(await correctedSince(running, at(running, 27))).toEqual({ correctedSince: { days: 1, dates: [running] } })
    expect((await explain(running, 'reach')).history.map(({ value }) => value)).toEqual([398, 898])
  })

  test('a count of the running day goes on, and one that was final is corrected', async () => {
    const day = '2026-11-17'
    await save(day)
    const bornAt = at(day, 15)
    const shown = { ...followerDay(day), followers: 4_000 }
    await followerDays.saveDays(db, { accountId: 'ana', now }, [{ ...shown, firstKnownAt: bornAt }])
    const keep = (readings: earlierReadings.PackedReading[]) =>
      earlierReadings.save(db, { accountId: 'ana', day, readings })
    await keep([[at(day, 25).getTime(), { f: [-3, 0, -1] }]])
    expect(await onThisDay(day, 'followersCount')).toEqual([])
    await keep([
      [at(day, 25).getTime(), { f: [-3, 0, -1] }],
      [at(day, 60).getTime(), { f: [-2, 0, -1] }],
    ])
    expect(await onThisDay(day, 'followersCount')).toEqual(['corrected'])
  })

  test('a small account is told so of the numbers that are kept back from it, and of no others', async () => {
    const day = '2026-11-18'
    await save(day, { follows: 3, unfollows: 1, likes: null, missing: { likes: 'not_returned' } })
    await follow(day, { followers: 99 })
    for (const metric of metricNames) expect(await onThisDay(day, metric)).toEqual([])
  })

  test('ads are ads under each of the names that Instagram has for them', async () => {
    const day = '2026-11-19'
    await save(day)
    const split = { accountId: 'ana', day, missing: {}, isFinal: true, readAt: settledFrom(day) }
    await dailySplits.save(db, [{ ...split, by: 'contentType', values: { views: { ADS: 3, POST: 1 } } }])
    expect(await onThisDay(day, 'impressions')).toEqual(['ads'])
  })

  test('likes that Instagram refuses to tell are not taken for hidden ones', async () => {
    const refused = { ...account, refusedFields: { 'media.like_count': '2027-01-01' } }
    const receipt = await explainNumber(
      { db, clock: makeClock(now) },
      { account: refused, locale: 'pt-BR', date: '2026-11-05', metric: 'likes' },
    )
    expect(receipt.differences.onThisDay).toEqual([])
  })

  test('a day that was never read has a receipt that says so', async () => {
    expect(await explain('2026-01-01', 'reach')).toMatchObject({
      value: null,
      missing: 'not_read_yet',
      readAt: null,
      history: [],
      state: 'provisional',
      differences: { onThisDay: [] },
    })
  })

  test('followers that were counted follow from the count, those worked out from another day', async () => {
    await followerCounts.save(db, {
      accountId: 'ana',
      takenAt: at(addDays(quiet, 1), 1),
      followersCount: 4_003,
      followsCount: null,
      mediaCount: null,
      importedAt: null,
    })
    // Three of the 72 whom the next day brings came in its first hour.
    await save(addDays(quiet, 1), { follows: 80, unfollows: 8 })
    expect((await explain(quiet, 'followersCount')).formula?.inputs.map(({ name, value }) => [name, value])).toEqual([
      ['count', 4_003],
      ['since_count', -3],
    ])
    // What does not follow from the count has no formula.
    await follow(quiet, { followers: 4_001 })
    expect((await explain(quiet, 'followersCount')).formula).toBeNull()
    await follow('2026-11-12', { followers: 4_004 })
    expect(
      (await explain('2026-11-12', 'followersCount')).formula?.inputs.map(({ name, value }) => [name, value]),
    ).toEqual([
      ['followers', 4_000],
      ['change', 4],
    ])
    await follow('2026-11-11', { isDerived: true, followers: 4_000, change: null })
    expect(
      (await explain('2026-11-11', 'followersCount')).formula?.inputs.map(({ name, value }) => [name, value]),
    ).toEqual([
      ['followers', 4_004],
      ['change', -4],
    ])
  })
})
