import type { accounts } from '@instagram-dashboard/db'
import { DateTime } from 'luxon'
import type { Deps } from '../deps.ts'
import { aggregate } from './aggregate.ts'
import type { DailyMetrics, TimelineInput, TimelineInterval, TimelineResult } from './contract.ts'
import { metricDefinitions } from './metric-definitions.ts'
import { resolveRange } from './range.ts'
import { blankDay, readDays } from './read-days.ts'

/** The asked metrics as columns over every day, week or month of the range; a day never read is a gap. */
export async function readTimeline(
  deps: Deps,
  account: accounts.AccountRow,
  input: TimelineInput,
): Promise<TimelineResult> {
  const range = resolveRange(input, deps.clock.now())
  const stored = new Map((await readDays(deps, account.id, range)).map((day) => [day.date, day]))
  const buckets = bucketsOf(
    range.days.map((day) => stored.get(day) ?? blankDay(day)),
    input.interval ?? 'day',
  )
  const metrics = [...new Set(input.metrics)]
  return {
    days: [...buckets.keys()],
    series: Object.fromEntries(
      metrics.map((name) => [name, [...buckets.values()].map((days) => aggregate(name, days).value)]),
    ),
    final: [...buckets.values()].map((days) => days.every(({ isFinal }) => isFinal)),
    aggregation: Object.fromEntries(metrics.map((name) => [name, metricDefinitions[name].aggregation])),
  }
}

/** Bucket's first calendar day → its days within the range. */
function bucketsOf(days: readonly DailyMetrics[], interval: TimelineInterval): Map<string, DailyMetrics[]> {
  const buckets = new Map<string, DailyMetrics[]>()
  for (const day of days) {
    const start = interval === 'day' ? day.date : startOf(day.date, interval)
    buckets.set(start, [...(buckets.get(start) ?? []), day])
  }
  return buckets
}

function startOf(day: string, interval: 'week' | 'month'): string {
  return DateTime.fromISO(day, { zone: 'utc' }).startOf(interval).toISODate() ?? day
}
