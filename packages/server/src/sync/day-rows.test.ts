import type { dailyMetrics } from '@instagram-dashboard/db'
import { describe, expect, it } from 'vitest'
import type { FollowsReading } from '../instagram/insight-answers.ts'
import { dayRows } from './day-rows.ts'
import type { Reading } from './read-instagram.ts'

const now = new Date('2026-11-16T18:00:00Z')
const today = '2026-11-16'

interface Said {
  day: string
  totals?: Record<string, number>
  follows?: FollowsReading | null
  reach?: number
  newFollowers?: number
  followersCount?: number | null
  refused?: string[]
}

function readingOf({
  day,
  totals = {},
  follows = null,
  reach,
  newFollowers,
  followersCount = 500,
  refused = [],
}: Said): Reading {
  const rawEndTime = `${day}T08:00:00+0000`
  const series: Reading['series'] = new Map()
  if (reach !== undefined) series.set('reach', new Map([[day, { value: reach, rawEndTime }]]))
  if (newFollowers !== undefined) series.set('follower_count', new Map([[day, { value: newFollowers, rawEndTime }]]))
  return {
    profile: {
      instagramUserId: '17841405793187218',
      appScopedId: null,
      username: 'ana',
      name: null,
      accountType: 'BUSINESS',
      profilePictureUrl: null,
      followersCount,
      followsCount: null,
      mediaCount: null,
    },
    series,
    days: new Map([[day, { day, totals: new Map(Object.entries(totals)), follows }]]),
    refusedMetrics: new Set(refused),
  }
}

function rowOf(said: Said, before?: dailyMetrics.DailyMetricsRow): dailyMetrics.DailyMetricsRow {
  const stored = new Map(before ? [[said.day, before]] : [])
  const [row] = dayRows({ accountId: 'account-1', reading: readingOf(said), days: [said.day], stored, today, now })
  if (!row) throw new Error('There is no row')
  return row
}

const full: Said = {
  day: '2026-11-10',
  reach: 40,
  newFollowers: 6,
  follows: { follows: 6, unfollows: 2 },
  totals: {
    views: 90,
    accounts_engaged: 5,
    total_interactions: 8,
    likes: 4,
    comments: 1,
    saves: 2,
    shares: 1,
    replies: 0,
    reposts: 0,
    profile_views: 7,
    website_clicks: 3,
    profile_links_taps: 2,
  },
}

describe('dayRows', () => {
  it('puts each number of Instagram where it belongs', () => {
    expect(rowOf(full)).toEqual({
      accountId: 'account-1',
      day: '2026-11-10',
      reach: 40,
      views: 90,
      accountsEngaged: 5,
      totalInteractions: 8,
      likes: 4,
      comments: 1,
      saves: 2,
      shares: 1,
      replies: 0,
      reposts: 0,
      profileViews: 7,
      websiteClicks: 3,
      profileLinksTaps: 2,
      newFollowers: 6,
      follows: 6,
      unfollows: 2,
      other: null,
      missing: {},
      rawEndTime: '2026-11-10T08:00:00+0000',
      isFinal: true,
      fetchedAt: now,
    })
  })

  it('keeps a number where Instagram now says nothing', () => {
    const row = rowOf({ day: '2026-11-10' }, rowOf(full))
    expect(row).toMatchObject({
      reach: 40,
      likes: 4,
      replies: 0,
      follows: 6,
      rawEndTime: '2026-11-10T08:00:00+0000',
      missing: {},
    })
  })

  it('takes a corrected number, zero included', () => {
    const row = rowOf({ day: '2026-11-10', reach: 0, totals: { likes: 0, views: 91 } }, rowOf(full))
    expect(row).toMatchObject({ reach: 0, likes: 0, views: 91, comments: 1 })
  })

  it('gives every blank a reason and no number one', () => {
    const row = rowOf({ day: '2026-11-10', reach: 0, totals: { likes: 0 } })
    expect(Object.keys(row.missing)).not.toContain('reach')
    expect(Object.keys(row.missing)).not.toContain('likes')
    expect(Object.keys(row.missing)).toHaveLength(13)
    expect(row.views).toBeNull()
  })

  it.each<[string, Said, string, string]>([
    ['the day may still come', { day: '2026-11-15' }, 'views', 'not_yet_available'],
    ['today', { day: today }, 'reach', 'not_yet_available'],
    ['the day is final', { day: '2026-11-10' }, 'views', 'not_returned'],
    ['the metric is refused', { day: '2026-11-10', refused: ['views'] }, 'views', 'unsupported'],
    ['the metric is refused and the day is new', { day: '2026-11-15', refused: ['views'] }, 'views', 'unsupported'],
    ['new followers of 29 days ago', { day: '2026-10-18' }, 'follower_count', 'not_returned'],
    [
      'new followers of 30 days ago, whose beginning is too old',
      { day: '2026-10-17' },
      'follower_count',
      'outside_retention',
    ],
    ['other metrics of 30 days ago', { day: '2026-10-17' }, 'likes', 'not_returned'],
    ['follows of a small account', { day: '2026-11-10', followersCount: 99 }, 'follows_and_unfollows', 'not_returned'],
    [
      'follows of an account of a hundred',
      { day: '2026-11-10', followersCount: 100, refused: ['follows_and_unfollows'] },
      'follows_and_unfollows',
      'unsupported',
    ],
  ])('explains a blank: %s', (_name, said, metric, reason) => {
    expect(rowOf(said).missing[metric]).toBe(reason)
  })

  it('keeps a metric without a column beside the others', () => {
    const row = rowOf({ day: '2026-11-10', totals: { likes: 1, content_views: 12 } })
    expect(row.other).toEqual({ content_views: 12 })
    expect(rowOf({ day: '2026-11-10' }, row).other).toEqual({ content_views: 12 })
  })

  it('calls a day final 48 hours after its end in Los Angeles and not a second before', () => {
    const at = (instant: string) => {
      const input = {
        accountId: 'a',
        reading: readingOf({ day: '2026-11-01' }),
        days: ['2026-11-01'],
        stored: new Map(),
        today: '2026-11-03',
      }
      return dayRows({ ...input, now: new Date(instant) })[0]?.isFinal
    }
    expect(at('2026-11-04T07:59:59Z')).toBe(false)
    expect(at('2026-11-04T08:00:00Z')).toBe(true)
  })

  it('calls no day final of which something was not even asked', () => {
    const reading = readingOf({ day: '2026-11-10' })
    reading.days.set('2026-11-10', { day: '2026-11-10', totals: new Map(), follows: undefined })
    const [row] = dayRows({ accountId: 'a', reading, days: ['2026-11-10'], stored: new Map(), today, now })
    expect(row).toMatchObject({ isFinal: false, missing: { follows_and_unfollows: 'not_read_yet' } })
  })

  it('knows only the follows or unfollows that were said', () => {
    expect(rowOf({ day: '2026-11-10', follows: { follows: 3, unfollows: 0 } })).toMatchObject({
      follows: 3,
      unfollows: 0,
    })
    expect(rowOf({ day: '2026-11-10', follows: null })).toMatchObject({ follows: null, unfollows: null })
  })
})
