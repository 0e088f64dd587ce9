import type {
  DailyMetrics,
  GrowthResult,
  MetricsSummaryResult,
  MetricSummary,
  Timeline,
  TimelineInterval,
} from '@instagram-dashboard/client-sdk'
import { useApp } from './app-context.ts'
import { daysUntilToday, wholeDays, type DayRange, type RangeDays } from './range.ts'
import { useLoad, type Loaded } from './use-load.ts'

/** The metrics that the tiles and the timeline draw. */
export const chartMetrics = ['reach', 'impressions', 'engagement'] as const
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
  growth: GrowthResult
  /** Stored days by date: they know why a number is missing. */
  byDate: ReadonlyMap<string, DailyMetrics>
}

export function useDashboard(accountId: string, days: RangeDays): Loaded<DashboardData> {
  const { client, locale } = useApp()
  return useLoad(`${accountId}|${days}|${locale}`, async () => {
    const now = new Date()
    const range = wholeDays(days, now)
    const untilToday = { accountId, ...daysUntilToday(days, now) }
    const interval: TimelineInterval = days === 365 ? 'week' : 'day'
    const asked = { accountId, ...range }
    const [summary, { followersCount }, timeline, growth, list] = await Promise.all([
      client.metrics.summary(asked),
      client.metrics.summary(untilToday),
      client.metrics.timeline({ ...asked, interval, metrics: [...chartMetrics, 'engagementRate'] }),
      client.metrics.growth(untilToday),
      client.metrics.list(asked),
    ])
    // A sync that was cut short can have counted the followers without writing a single day.
    const counted = growth.items.findLast((item) => item.followers !== null)?.followers ?? null
    const followers = { ...followersCount, value: followersCount.value ?? counted }
    const byDate = new Map(list.items.map((item) => [item.date, item]))
    return { accountId, days, range, interval, summary, followers, timeline, growth, byDate }
  })
}
