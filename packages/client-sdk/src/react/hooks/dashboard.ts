import type * as contract from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../../client.ts'
import type { Timeline } from '../../domains/timeline.ts'
import {
  addDays,
  type DayRange,
  instagramKeys,
  type InstagramQuery,
  one,
  type RangeDays,
  useRead,
  wholeDays,
} from '../data/index.ts'

/** The metrics that the tiles and the timeline draw. */
export const chartMetrics = ['reach', 'impressions', 'engagement', 'profileViews'] as const
/** Those that fewer people look for: the timeline draws them where they are chosen. */
export const furtherMetrics = [
  'follows',
  'unfollows',
  'replies',
  'reposts',
  'websiteClicks',
  'profileLinksTaps',
] as const
export const drawnMetrics = [...chartMetrics, ...furtherMetrics] as const
export type ChartMetric = (typeof drawnMetrics)[number]

export interface DashboardInput {
  accountId: string
  days: RangeDays
  /** Instagram's day by the server's clock: another one is another query. */
  today: string
}

export interface DashboardData {
  accountId: string
  days: RangeDays
  range: DayRange
  interval: contract.TimelineInterval
  summary: contract.MetricsSummaryResult
  timeline: Timeline<ChartMetric | 'engagementRate'>
  /** The same columns of the period of equal length before. */
  previous: Timeline<ChartMetric>
  growth: contract.GrowthResult
  /** Stored days by date: they know why a number is missing. */
  byDate: ReadonlyMap<string, contract.DailyMetrics>
}

/** All that the dashboard's numbers need, in one request and over one range: whole days until yesterday. */
export function useDashboard(input: DashboardInput): InstagramQuery<DashboardData> {
  return useRead(dashboardQuery, input, { keepPrevious: true })
}

function dashboardQuery({ locale, metrics }: InstagramClient, input: DashboardInput) {
  return one({ locale }, instagramKeys.metric('dashboard', input), async (call): Promise<DashboardData> => {
    const { accountId, days, today } = input
    const range = wholeDays(days, today)
    const previousRange = { startDate: addDays(range.startDate, -days), endDate: addDays(range.endDate, -days) }
    const interval: contract.TimelineInterval = days === 365 ? 'week' : 'day'
    const [summary, timeline, previous, growth, { items }] = await Promise.all([
      metrics.summary({ accountId, ...range }, call),
      metrics.timeline({ accountId, ...range, interval, metrics: [...drawnMetrics, 'engagementRate'] }, call),
      metrics.timeline({ accountId, ...previousRange, interval, metrics: drawnMetrics }, call),
      metrics.growth({ accountId, ...range }, call),
      metrics.list({ accountId, ...range }, call),
    ])
    const byDate = new Map(items.map((day) => [day.date, day]))
    return { accountId, days, range, interval, summary, timeline, previous, growth, byDate }
  })
}
