import type { dailyMetrics } from '@instagram-dashboard/db'
import { addDays, finalFrom } from '../instagram/days.ts'
import { recentSeriesDays } from '../instagram/metric-catalogue.ts'
import type { DayReading, Reading } from './read-instagram.ts'

type Row = dailyMetrics.DailyMetricsRow
type MetricColumn = Exclude<
  keyof Row,
  'accountId' | 'day' | 'other' | 'missing' | 'unsettled' | 'followsReadAt' | 'rawEndTime' | 'isFinal' | 'fetchedAt'
>

/** Instagram's name of each stored metric. */
export const instagramNameOf = {
  reach: 'reach',
  views: 'views',
  accountsEngaged: 'accounts_engaged',
  totalInteractions: 'total_interactions',
  likes: 'likes',
  comments: 'comments',
  saves: 'saves',
  shares: 'shares',
  replies: 'replies',
  reposts: 'reposts',
  profileViews: 'profile_views',
  websiteClicks: 'website_clicks',
  profileLinksTaps: 'profile_links_taps',
  newFollowers: 'follower_count',
  follows: 'follows_and_unfollows',
  unfollows: 'follows_and_unfollows',
} as const satisfies Record<MetricColumn, string>

const columns = Object.keys(instagramNameOf) as MetricColumn[]
const knownNames = new Set<string>(Object.values(instagramNameOf))

export interface DayRowsInput {
  accountId: string
  reading: Reading
  /** Which of the read days to make rows of. */
  days: readonly string[]
  stored: ReadonlyMap<string, Row>
  today: string
  now: Date
}

/**
 * The rows to save: what Instagram said now, or, where it now says nothing, what it said before. A number is never
 * replaced by a blank, and a blank always has its reason.
 */
export function dayRows({ accountId, reading, days, stored, today, now }: DayRowsInput): Row[] {
  const dayReadings = days.flatMap((day) => reading.days.get(day) ?? [])
  return dayReadings.map((dayReading): Row => {
    const { day, totals, follows } = dayReading
    const before = stored.get(day)
    const reach = reading.series?.get('reach')?.get(day)
    const said = (column: MetricColumn): number | undefined => {
      if (column === 'reach') return reach?.value ?? totals.get('reach')
      if (column === 'newFollowers') return reading.series?.get('follower_count')?.get(day)?.value
      if (column === 'follows') return follows?.follows
      if (column === 'unfollows') return follows?.unfollows
      return totals.get(instagramNameOf[column])
    }
    const values = Object.fromEntries(
      columns.map((column) => [column, said(column) ?? before?.[column] ?? null]),
    ) as Record<MetricColumn, number | null>
    const other = Object.fromEntries([...totals].filter(([name]) => !knownNames.has(name)))
    return {
      accountId,
      day,
      ...values,
      other: Object.keys(other).length > 0 ? other : (before?.other ?? null),
      missing: Object.fromEntries(
        columns
          .filter((column) => values[column] === null)
          .map((column) => [
            instagramNameOf[column],
            missingReason(instagramNameOf[column], { dayReading, today, now, reading }),
          ]),
      ),
      unsettled: [],
      followsReadAt: follows === undefined ? (before?.followsReadAt ?? null) : now,
      rawEndTime: reach?.rawEndTime ?? before?.rawEndTime ?? null,
      // A day of which something was not even asked is read again.
      isFinal: now >= finalFrom(day) && follows !== undefined,
      fetchedAt: now,
    }
  })
}

function missingReason(
  name: string,
  {
    dayReading: { day, follows },
    today,
    now,
    reading,
  }: { dayReading: DayReading; today: string; now: Date; reading: Reading },
): string {
  if (name === 'follows_and_unfollows' && follows === undefined) return 'not_read_yet'
  if (name === 'follower_count' && reading.series === null) return 'not_read_yet'
  if (name === 'follower_count' && day < addDays(today, -recentSeriesDays)) return 'outside_retention'
  if (reading.refusedMetrics.has(name)) return 'unsupported'
  return now < finalFrom(day) ? 'not_yet_available' : 'not_returned'
}
