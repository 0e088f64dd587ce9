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

/** A stored day as callers see it. @param followersCount counted on that day; `null` when nobody counted */
export function presentDay(row: dailyMetrics.DailyMetricsRow, followersCount: number | null): DailyMetrics {
  const valueOf = (name: MetricName): number | null => {
    if (name === 'followersCount') return followersCount
    if (name === 'engagementRate') return engagementRate(row.totalInteractions, row.reach)
    const { column } = metricDefinitions[name]
    return row[column]
  }
  const values = Object.fromEntries(metricNames.map((name) => [name, valueOf(name)])) as Record<
    MetricName,
    number | null
  >
  const missing: DailyMetrics['missing'] = {}
  for (const name of metricNames) {
    if (values[name] !== null) continue
    const { instagramName } = metricDefinitions[name]
    if (name === 'followersCount') missing[name] = 'not_measured'
    else if (instagramName === null) missing[name] = 'not_computable'
    else missing[name] = asReason(row.missing[instagramName])
  }
  return { date: row.day, ...values, isFinal: row.isFinal, missing }
}
