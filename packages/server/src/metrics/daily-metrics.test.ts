import type { dailyMetrics, followerDays } from '@instagram-dashboard/db'
import { describe, expect, it } from 'vitest'
import { dailyMetricsSchema } from './contract.ts'
import { engagementRate, presentDay, round } from './daily-metrics.ts'

const row: dailyMetrics.DailyMetricsRow = {
  accountId: 'account-1',
  day: '2026-11-10',
  reach: 40,
  views: 90,
  accountsEngaged: 5,
  totalInteractions: 8,
  likes: 4,
  comments: 1,
  saves: 2,
  shares: 3,
  replies: 21,
  reposts: 22,
  profileViews: 7,
  websiteClicks: 6,
  profileLinksTaps: 9,
  newFollowers: 11,
  follows: 12,
  unfollows: 13,
  other: null,
  missing: {},
  unsettled: [],
  followsReadAt: null,
  rawEndTime: null,
  isFinal: true,
  fetchedAt: new Date('2026-11-16T18:00:00Z'),
  importedAt: null,
}

const followed = (followers: number | null, changes: Partial<followerDays.FollowerDay> = {}) => ({
  day: row.day,
  followers,
  change: null,
  isFinal: true,
  isDerived: false,
  isEstimated: false,
  ...changes,
})

describe('engagementRate', () => {
  it.each([
    [8, 40, 20],
    [1, 3, 33.33],
    [2, 3, 66.67],
    [0, 10, 0],
    [5, 2, 250],
    [5, 0, null],
    [0, 0, null],
    [null, 10, null],
    [5, null, null],
  ])('of %s interactions and a reach of %s is %s', (engagement, reach, rate) => {
    expect(engagementRate(engagement, reach)).toBe(rate)
  })
})

describe('round', () => {
  it.each([
    [1.234, 1.23],
    [1.236, 1.24],
    [-1.236, -1.24],
    [0, 0],
    [7, 7],
  ])('makes %d %d', (value, rounded) => {
    expect(round(value)).toBe(rounded)
  })
})

describe('presentDay', () => {
  it('shows each number under its public name', () => {
    const shown = presentDay(row, followed(1_000))
    expect(shown).toEqual({
      date: '2026-11-10',
      followersCount: 1_000,
      impressions: 90,
      reach: 40,
      engagement: 8,
      profileViews: 7,
      likes: 4,
      comments: 1,
      shares: 3,
      saves: 2,
      accountsEngaged: 5,
      engagementRate: 20,
      replies: 21,
      reposts: 22,
      websiteClicks: 6,
      profileLinksTaps: 9,
      follows: 12,
      unfollows: 13,
      isFinal: true,
      provisional: [],
      derived: [],
      missing: {},
    })
    expect(dailyMetricsSchema.parse(shown)).toEqual(shown)
  })

  it('keeps zeros, which are no gaps', () => {
    const shown = presentDay({ ...row, likes: 0, views: 0 }, followed(0))
    expect(shown).toMatchObject({ likes: 0, impressions: 0, followersCount: 0, missing: {} })
  })

  it('says of every blank why', () => {
    const missing = {
      reach: 'not_yet_available',
      views: 'unsupported',
      saves: 'outside_retention',
      likes: 'a reason of tomorrow',
    }
    const shown = presentDay(
      { ...row, reach: null, views: null, saves: null, likes: null, comments: null, missing },
      undefined,
    )
    expect(shown.missing).toEqual({
      followersCount: 'not_measured',
      reach: 'not_yet_available',
      impressions: 'unsupported',
      saves: 'outside_retention',
      likes: 'not_returned',
      comments: 'not_returned',
      engagementRate: 'not_computable',
    })
    expect(dailyMetricsSchema.parse(shown)).toEqual(shown)
  })

  it('calls the rate of a day without reach not computable, though both numbers are known', () => {
    const shown = presentDay({ ...row, reach: 0 }, followed(1))
    expect(shown.engagementRate).toBeNull()
    expect(shown.missing).toEqual({ engagementRate: 'not_computable' })
  })

  it('gives no reason for a number that is there, even when one is stored', () => {
    expect(presentDay({ ...row, missing: { likes: 'not_returned' } }, followed(1)).missing).toEqual({})
  })

  it('names what Instagram may still correct, by the names of callers', () => {
    const unsettled = ['views', 'reach', 'saves', 'follows_and_unfollows']
    const shown = presentDay({ ...row, saves: null, unsettled }, followed(5, { isFinal: false }))
    expect(shown.provisional.toSorted()).toEqual([
      'engagementRate',
      'followersCount',
      'follows',
      'impressions',
      'reach',
      'unfollows',
    ])
    expect(presentDay({ ...row, unsettled }, followed(5)).provisional).not.toContain('followersCount')
    expect(presentDay({ ...row, unsettled: ['total_interactions'] }, followed(5)).provisional.toSorted()).toEqual([
      'engagement',
      'engagementRate',
    ])
  })

  it('does not show who followed in half a day beside the numbers of the whole one', () => {
    const noon = new Date('2026-11-10T20:00:00Z')
    const nextDay = new Date('2026-11-11T08:00:30Z')
    const open = { ...row, isFinal: false, unsettled: ['follows_and_unfollows'] }

    const half = presentDay({ ...open, followsReadAt: noon, fetchedAt: nextDay }, followed(5))
    expect(half).toMatchObject({ follows: null, unfollows: null, provisional: [] })
    expect(half.missing).toEqual({ follows: 'not_yet_available', unfollows: 'not_yet_available' })
    // While the day is under way all its numbers are of a part of it.
    const running = presentDay({ ...open, followsReadAt: noon, fetchedAt: noon }, followed(5))
    expect(running).toMatchObject({ follows: 12, unfollows: 13, provisional: ['follows', 'unfollows'] })
    const whole = presentDay({ ...open, followsReadAt: nextDay, fetchedAt: nextDay }, followed(5))
    expect(whole).toMatchObject({ follows: 12, unfollows: 13 })
  })

  it('says of all six that Instagram may keep to itself why they are missing', () => {
    const none = {
      replies: null,
      reposts: null,
      websiteClicks: null,
      profileLinksTaps: null,
      follows: null,
      unfollows: null,
    }
    const missing = { website_clicks: 'unsupported', follows_and_unfollows: 'not_returned', replies: 'not_returned' }
    expect(presentDay({ ...row, ...none, missing }, followed(5)).missing).toEqual({
      replies: 'not_returned',
      reposts: 'not_returned',
      websiteClicks: 'unsupported',
      profileLinksTaps: 'not_returned',
      follows: 'not_returned',
      unfollows: 'not_returned',
    })
  })

  it('marks a total that was worked out from another day’s', () => {
    expect(presentDay(row, followed(5, { isDerived: true })).derived).toEqual(['followersCount'])
    expect(presentDay(row, followed(null, { isDerived: true })).derived).toEqual([])
  })

  it('waits for the total of a day that is not settled', () => {
    expect(presentDay({ ...row, isFinal: false }, undefined).missing).toEqual({ followersCount: 'not_yet_available' })
  })
})
