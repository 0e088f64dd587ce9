import type { dailyMetrics } from '@instagram-dashboard/db'
import { metricNames, missingReasons, type DailyMetrics, type MetricName, type MissingReason } from './contract.ts'
import { metricDefinitions } from './metric-definitions.ts'

/** Percent with two decimals; `null` when reach is 0 or one of the two is unknown. */
export function engagementRate(engagement: number | null, reach: number | null): number | null {
  if (engagement === null || reach === null || reach === 0) return null
  return round((100 * engagement) / reach)
}

export function round(value: number): number {
  return Math.round(value * 100) / 100
}

function asReason(text: string | undefined): MissingReason {
  return missingReasons.find((known) => known === text) ?? 'not_returned'
}

/** A day without the reasons for what is missing. */
export type DayNumbers = Omit<DailyMetrics, 'missing' | 'provisional' | 'derived'>

/** The numbers of a stored day. @param followersCount counted on that day; `null` when nobody counted */
export function presentNumbers(row: dailyMetrics.DayNumbersRow, followersCount: number | null): DayNumbers {
  return {
    date: row.day,
    followersCount,
    impressions: row.views,
    reach: row.reach,
    engagement: row.totalInteractions,
    profileViews: row.profileViews,
    likes: row.likes,
    comments: row.comments,
    shares: row.shares,
    saves: row.saves,
    accountsEngaged: row.accountsEngaged,
    engagementRate: engagementRate(row.totalInteractions, row.reach),
    isFinal: row.isFinal,
  }
}

/** A stored day as callers see it. @param followersCount counted on that day; `null` when nobody counted */
export function presentDay(row: dailyMetrics.DailyMetricsRow, followersCount: number | null): DailyMetrics {
  const numbers = presentNumbers(row, followersCount)
  const missing: DailyMetrics['missing'] = {}
  for (const name of metricNames) {
    if (numbers[name] === null) missing[name] = reasonOf(name, row)
  }
  return { ...numbers, provisional: [], derived: [], missing }
}

function reasonOf(name: MetricName, { missing }: dailyMetrics.DailyMetricsRow): MissingReason {
  if (name === 'followersCount') return 'not_measured'
  const { instagramName } = metricDefinitions[name]
  return instagramName === null ? 'not_computable' : asReason(missing[instagramName])
}
