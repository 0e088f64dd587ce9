import type { MetricName } from './metric-definitions.ts'
import { engagementRate, round, type DayNumbers } from './daily-metrics.ts'
import { metricDefinitions } from './metric-definitions.ts'

export interface Aggregated {
  value: number | null
  /** Days that went into the value. */
  knownDays: number
}

/** Whether a day goes into the number. */
export function isKnown(name: MetricName, day: DayNumbers): boolean {
  return metricDefinitions[name].aggregation === 'ratio'
    ? day.engagement !== null && day.reach !== null
    : day[name] !== null
}

/** Makes one number of some days, oldest first. Unknown days are left out; none known makes `null`, never 0. */
export function aggregate(name: MetricName, days: readonly DayNumbers[]): Aggregated {
  const { aggregation } = metricDefinitions[name]
  if (aggregation === 'ratio') return ratioOf(days)
  let last: number | null = null
  let sum = 0
  let knownDays = 0
  for (const day of days) {
    const value = day[name]
    if (value === null) continue
    last = value
    sum += value
    knownDays += 1
  }
  if (knownDays === 0 || aggregation === 'last') return { value: last, knownDays }
  return { value: aggregation === 'sum' ? sum : round(sum / knownDays), knownDays }
}

function ratioOf(days: readonly DayNumbers[]): Aggregated {
  let [engaged, reached, knownDays] = [0, 0, 0]
  for (const { engagement, reach } of days) {
    if (engagement === null || reach === null) continue
    engaged += engagement
    reached += reach
    knownDays += 1
  }
  return { value: engagementRate(engaged, reached), knownDays }
}
