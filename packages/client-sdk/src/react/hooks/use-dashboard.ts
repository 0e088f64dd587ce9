import type {
  DailyMetrics,
  GrowthResult,
  MetricsSummaryResult,
  MetricSummary,
  TimelineInterval,
} from '@instagram-dashboard/server/contract'
import type { Timeline } from '../../timeline.ts'
import { useInstagramContext } from '../data/context.ts'
import { addDays, daysUntilToday, wholeDays, type DayRange, type RangeDays } from '../data/range.ts'
import { useRead, type InstagramQuery } from '../data/queries.ts'
import { instagramKeys } from '../data/query-keys.ts'

/** The metrics that the tiles and the timeline draw. */
export const chartMetrics = ['reach', 'impressions', 'engagement', 'profileViews'] as const
export type ChartMetric = (typeof chartMetrics)[number]

export interface DashboardData {
  accountId: string
  days: RangeDays
  range: DayRange
  interval: TimelineInterval
  summary: MetricsSummaryResult
  /** Counted as of now, so today belongs to it. */
  followers: MetricSummary
  timeline: Timeline<ChartMetric | 'engagementRate'>
  /** The same columns of the period of equal length before. */
  previous: Timeline<ChartMetric>
  growth: GrowthResult
  /** Stored days by date: they know why a number is missing. */
  byDate: ReadonlyMap<string, DailyMetrics>
}

/** All that the numbers' part of the dashboard shows, in one request. */
export function useDashboard(accountId: string, days: RangeDays): InstagramQuery<DashboardData> {
  const { now: read } = useInstagramContext()
  return useRead({
    key: instagramKeys.metric('dashboard', { accountId, days }),
    keepPrevious: true,
    async read({ metrics }, call) {
      const now = read()
      const range = wholeDays(days, now)
      const before = { startDate: addDays(range.startDate, -days), endDate: addDays(range.endDate, -days) }
      const untilToday = { accountId, ...daysUntilToday(days, now) }
      const interval: TimelineInterval = days === 365 ? 'week' : 'day'
      const asked = { accountId, ...range }
      const [summary, { followersCount }, timeline, previous, growth, list] = await Promise.all([
        metrics.summary(asked, call),
        metrics.summary(untilToday, call),
        metrics.timeline({ ...asked, interval, metrics: [...chartMetrics, 'engagementRate'] }, call),
        metrics.timeline({ accountId, ...before, interval, metrics: chartMetrics }, call),
        metrics.growth(untilToday, call),
        metrics.list(asked, call),
      ])
      // A sync that was cut short can have counted the followers without writing a single day.
      const counted = growth.points.findLast((point) => point.followers !== null)?.followers ?? null
      const followers = { ...followersCount, value: followersCount.value ?? counted }
      const byDate = new Map(list.items.map((item) => [item.date, item]))
      return { accountId, days, range, interval, summary, followers, timeline, previous, growth, byDate }
    },
  })
}
