import type { DailyMetrics, MetricName } from './contract.ts'
import { engagementRate, round } from './daily-metrics.ts'
import { metricDefinitions } from './metric-definitions.ts'

export interface Aggregated {
  value: number | null
  /** Days that went into the value. */
  knownDays: number
}

/** Makes one number of some days, oldest first. Unknown days are left out; none known makes `null`, never 0. */
export function aggregate(name: MetricName, days: readonly DailyMetrics[]): Aggregated {
  const { aggregation } = metricDefinitions[name]
  if (aggregation === 'ratio') {
    const both = days.filter(({ engagement, reach }) => engagement !== null && reach !== null)
    const total = (metric: 'engagement' | 'reach') => both.reduce((sum, day) => sum + (day[metric] ?? 0), 0)
    return { value: engagementRate(total('engagement'), total('reach')), knownDays: both.length }
  }
  const known = days.map((day) => day[name]).filter((value) => value !== null)
  const last = known.at(-1)
  if (last === undefined) return { value: null, knownDays: 0 }
  if (aggregation === 'last') return { value: last, knownDays: known.length }
  const sum = known.reduce((total, value) => total + value, 0)
  return { value: aggregation === 'sum' ? sum : round(sum / known.length), knownDays: known.length }
}
