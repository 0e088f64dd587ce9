import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { dayOf } from '../instagram/days.ts'
import {
  metricNames,
  type MetricName,
  type MetricsRangeInput,
  type MetricsSummaryResult,
  type MetricSummary,
} from './contract.ts'
import { aggregate } from './aggregate.ts'
import { round, type DayNumbers } from './daily-metrics.ts'
import { metricDefinitions } from './metric-definitions.ts'
import { previousRange, resolveRange } from './range.ts'
import { readNumbers } from './read-days.ts'

/** Each metric over the range, beside the range of equal length before it. */
export async function summarizeMetrics(
  deps: Deps,
  account: accounts.AccountRow,
  input: MetricsRangeInput,
): Promise<MetricsSummaryResult> {
  const range = resolveRange(input, deps.clock.now())
  const before = previousRange(range)
  const stored = await readNumbers(deps, account.id, { first: before.first, last: range.last, needsFollowers: true })
  const current = stored.filter(({ date }) => date >= range.first)
  const previous = stored.filter(({ date }) => date < range.first)
  const summaries = Object.fromEntries(
    metricNames.map((name) => [
      name,
      summarize(name, { current, previous, days: range.days, previousDays: before.days }),
    ]),
  ) as Record<MetricName, MetricSummary>
  return {
    ...summaries,
    period: {
      startDate: range.first,
      endDate: range.last,
      previousStartDate: before.first,
      previousEndDate: before.last,
      today: dayOf(deps.clock.now()),
    },
    periodReach: null,
    engagementRateBasis: 'daily_reach',
  }
}

interface Periods {
  current: DayNumbers[]
  previous: DayNumbers[]
  days: string[]
  previousDays: string[]
}

export function summarize(name: MetricName, { current, previous, days, previousDays }: Periods): MetricSummary {
  // Days at the end that Instagram has not published yet would make every running period look like a fall, so the
  // period before is cut at the same length.
  const lastKnown = current.findLast((day) => day[name] !== null)?.date
  const length = lastKnown === undefined ? days.length : days.indexOf(lastKnown) + 1
  const cut = previousDays[length - 1] ?? ''
  const { aggregation } = metricDefinitions[name]
  const { value, knownDays } = aggregate(name, current)
  const earlier = aggregate(name, aggregation === 'last' ? previous : previous.filter(({ date }) => date <= cut))
  const isComparable = aggregation === 'last' || knownDays === earlier.knownDays
  const change = value === null || earlier.value === null || !isComparable ? null : round(value - earlier.value)
  return {
    value,
    previous: earlier.value,
    change,
    changePercent:
      change === null || earlier.value === null || earlier.value === 0 ? null : round((100 * change) / earlier.value),
    aggregation,
    knownDays,
    previousKnownDays: earlier.knownDays,
    provisionalDays: current.filter((day) => !day.isFinal).length,
    previousProvisionalDays: previous.filter((day) => !day.isFinal).length,
  }
}
