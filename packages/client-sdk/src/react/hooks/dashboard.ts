import type {
  DailyMetrics,
  GrowthResult,
  MetricsSummaryResult,
  TimelineInterval,
} from '@instagram-dashboard/server/contract'
import type { Timeline } from '../../domains/timeline.ts'
import { addDays, wholeDays, type DayRange, type RangeDays } from '../data/range.ts'
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
  timeline: Timeline<ChartMetric | 'engagementRate'>
  /** The same columns of the period of equal length before. */
  previous: Timeline<ChartMetric>
  growth: GrowthResult
  /** Stored days by date: they know why a number is missing. */
  byDate: ReadonlyMap<string, DailyMetrics>
}

/**
 * All that the numbers' part of the dashboard shows, in one request and over one range: whole days until yesterday.
 * `today` is Instagram's day by the server's clock: another one asks anew.
 */
export function useDashboard(accountId: string, days: RangeDays, today: string): InstagramQuery<DashboardData> {
  return useRead({
    key: instagramKeys.metric('dashboard', { accountId, days, today }),
    keepPrevious: true,
    async read({ metrics }, call) {
      const range = wholeDays(days, today)
      const before = { startDate: addDays(range.startDate, -days), endDate: addDays(range.endDate, -days) }
      const interval: TimelineInterval = days === 365 ? 'week' : 'day'
      const asked = { accountId, ...range }
      const [summary, timeline, previous, growth, list] = await Promise.all([
        metrics.summary(asked, call),
        metrics.timeline({ ...asked, interval, metrics: [...chartMetrics, 'engagementRate'] }, call),
        metrics.timeline({ accountId, ...before, interval, metrics: chartMetrics }, call),
        metrics.growth(asked, call),
        metrics.list(asked, call),
      ])
      const byDate = new Map(list.items.map((item) => [item.date, item]))
      return { accountId, days, range, interval, summary, timeline, previous, growth, byDate }
    },
  })
}
