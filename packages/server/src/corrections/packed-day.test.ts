import type { dailyMetrics } from '@instagram-dashboard/db'
import { describe, expect, it } from 'vitest'
import { statesOf, stateAt } from './history.ts'
import { packDay, unpackDay } from './packed-day.ts'
import { packFollowers, unpackFollowers } from './packed-followers.ts'

type Row = dailyMetrics.DailyMetricsRow
const row: Row = {
  accountId: 'ana',
  day: '2026-11-16',
  reach: 1_000,
  views: 2_500,
  accountsEngaged: 90,
  totalInteractions: 120,
  likes: 100,
  comments: 9,
  saves: 5,
  shares: 6,
  replies: 0,
  reposts: 1,
  profileViews: 40,
  websiteClicks: 3,
  profileLinksTaps: 2,
  newFollowers: null,
  follows: 12,
  unfollows: 4,
  other: null,
  missing: { follower_count: 'not_read_yet' },
  unsettled: [],
  followsReadAt: null,
  rawEndTime: null,
  isFinal: true,
  fetchedAt: new Date('2026-11-20T08:00:00Z'),
  importedAt: null,
}

describe('a day that was changed', () => {
  it.each<[string, Partial<Row>]>([
    ['a number was a little less', { reach: 990 }],
    ['a number was not known, with its reason', { likes: null, missing: { likes: 'not_yet_available' } }],
    ['a number was there that is none now', { newFollowers: 7, missing: {} }],
    ['the last number of all and the first were others', { reach: 0, newFollowers: 3 }],
    ['nothing had settled', { unsettled: ['reach', 'follows_and_unfollows', 'follower_count'], isFinal: false }],
    ['a name and a reason of another version stood there', { missing: { quotes: 'odd' }, unsettled: ['quotes'] }],
    [
      'it was read while the day was under way',
      { fetchedAt: new Date('2026-11-16T18:00:00Z'), followsReadAt: new Date('2026-11-16T18:00:00Z') },
    ],
    ['somebody had brought it along', { importedAt: new Date('2026-01-01T00:00:00Z'), follows: null }],
  ])('is what it was again: %s', (_name, changes) => {
    const before = { ...row, ...changes }
    const packed = packDay(before, row)

    expect(unpackDay(JSON.parse(JSON.stringify(packed)) as NonNullable<typeof packed>, row)).toEqual(before)
  })

  it('takes a few letters, and none where nothing changed that anybody is shown', () => {
    const before = { ...row, reach: 990, views: 2_460, likes: 99, unsettled: ['reach', 'views'], isFinal: false }

    expect(JSON.stringify(packDay(before, row))).toBe('{"n":[-10,-40,0,0,-1],"u":3,"x":0}')
    expect(
      packDay({ ...row, fetchedAt: new Date('2026-11-17T08:00:00Z'), rawEndTime: 'x', other: { quotes: 1 } }, row),
    ).toBeNull()
  })
})

describe('followers that were changed', () => {
  const after = { day: '2026-11-16', followers: 500, change: 8, isFinal: true, isDerived: false, isEstimated: false }

  it.each([
    { followers: null, change: null, isFinal: false },
    { followers: 499, isFinal: false, isEstimated: true },
    { change: 9, isDerived: true, isEstimated: true },
  ])('are what they were again: %j', (changes) => {
    const before = { ...after, ...changes }
    const packed = packFollowers(before, after)

    expect(unpackFollowers(JSON.parse(JSON.stringify(packed)) as NonNullable<typeof packed>, after)).toEqual(before)
    expect(packFollowers(after, after)).toBeNull()
  })
})

describe('the states of a row', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour))
  const [born, now] = [at(1), at(20)]
  const unpack = ({ x }: { x?: number }) => x ?? null
  const stateOf = (asOf: Date, readings: [number, { x?: number; f?: number[] }][]) =>
    stateAt(statesOf(9, readings, { unpack, now }), { asOf, now, bornAt: () => born })?.row ?? null

  it('are each there from one change to the next, and none before the first', () => {
    const readings: [number, { x: number }][] = [
      [at(5).getTime(), { x: 1 }],
      [at(8).getTime(), { x: 2 }],
    ]

    expect([0, 1, 4, 5, 7, 8, 19].map((hour) => stateOf(at(hour), readings))).toEqual([null, 1, 1, 2, 2, 9, 9])
  })

  it('do not change where another part of the day did', () => {
    expect([0, 2, 6].map((hour) => stateOf(at(hour), [[at(5).getTime(), { f: [1] }]]))).toEqual([null, 9, 9])
  })

  it('keep their order where a clock ran ahead', () => {
    const readings: [number, { x: number }][] = [
      [at(500).getTime(), { x: 1 }],
      [at(8).getTime(), { x: 2 }],
    ]

    expect([2, 7, 8].map((hour) => stateOf(at(hour), readings))).toEqual([1, 1, 9])
    expect([2, 20].map((hour) => stateOf(at(hour), readings.slice(0, 1)))).toEqual([1, 9])
  })
})
