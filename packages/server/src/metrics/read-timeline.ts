import type { accounts } from '@instagram-dashboard/db'
import { DateTime } from 'luxon'
import type { Deps } from '../deps.ts'
import { dayOf } from '../instagram/index.ts'
import { aggregate, isKnown } from './aggregate.ts'
import type { MetricName } from './metric-definitions.ts'
import type { TimelineInput, TimelineInterval, TimelineResult } from './timeline-contract.ts'
import type { DayNumbers } from './daily-metrics.ts'
import { metricDefinitions } from './metric-definitions.ts'
import { resolveRange } from './range.ts'
import { readNumbers } from './read-days.ts'

/** The asked metrics as columns over every day, week or month of the range; a day never read is a gap. */
export async function readTimeline(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id'>,
  input: TimelineInput,
): Promise<TimelineResult> {
  const now = deps.clock.now()
  const range = resolveRange(input, now)
  const metrics = [...new Set(input.metrics)]
  const stored = await readNumbers(deps, account.id, { ...range, metrics })
  const { interval = 'day' } = input
  const columns =
    interval === 'day'
      ? dayColumns(range.days, stored, metrics)
      : bucketColumns(range.days, stored, { metrics, interval, today: dayOf(now) })
  return {
    ...columns,
    aggregation: Object.fromEntries(metrics.map((name) => [name, metricDefinitions[name].aggregation])),
  }
}

type Columns = Pick<TimelineResult, 'days' | 'series' | 'final' | 'isPartial'>

/** A bucket for each day: its numbers stand as they are. */
function dayColumns(days: string[], stored: readonly DayNumbers[], metrics: readonly MetricName[]): Columns {
  const places = new Map(days.map((day, index) => [day, index]))
  const final = days.map(() => false)
  const columns = metrics.map((name) => ({ name, values: days.map((): number | null => null) }))
  for (const day of stored) {
    const place = places.get(day.date)
    if (place === undefined) continue
    final[place] = day.isFinal
    for (const { name, values } of columns) values[place] = day[name]
  }
  return {
    days,
    series: Object.fromEntries(columns.map(({ name, values }) => [name, values])),
    final,
    isPartial: days.map(() => false),
  }
}

function bucketColumns(
  days: readonly string[],
  stored: readonly DayNumbers[],
  {
    metrics,
    interval,
    today,
  }: { metrics: readonly MetricName[]; interval: Exclude<TimelineInterval, 'day'>; today: string },
): Columns {
  const numbers = new Map(stored.map((day) => [day.date, day]))
  /** Bucket's first calendar day → its days within the range. */
  const buckets = new Map<string, string[]>()
  for (const day of days) {
    const start = startOf(day, interval)
    const bucket = buckets.get(start)
    if (bucket) bucket.push(day)
    else buckets.set(start, [day])
  }
  const read = [...buckets.values()].map((bucket) => bucket.map((day) => numbers.get(day)))
  const known = read.map((bucket) => bucket.filter((day) => day !== undefined))
  return {
    days: [...buckets.keys()],
    series: Object.fromEntries(metrics.map((name) => [name, known.map((bucket) => aggregate(name, bucket).value)])),
    // A day that was never read is not final.
    final: read.map((bucket) => bucket.every((day) => day?.isFinal === true)),
    isPartial: [...buckets].map(
      ([start, bucket], index) =>
        bucket[0] !== start ||
        bucket.at(-1) !== endOf(start, interval) ||
        bucket.includes(today) ||
        metrics.some((name) => isSumOfSome(name, read[index] ?? [])),
    ),
  }
}

/** Whether something is added up of which a part of the days is not known. */
function isSumOfSome(name: MetricName, bucket: readonly (DayNumbers | undefined)[]): boolean {
  if (metricDefinitions[name].aggregation !== 'sum') return false
  const known = bucket.filter((day) => day !== undefined && isKnown(name, day)).length
  return known > 0 && known < bucket.length
}

function startOf(day: string, interval: 'week' | 'month'): string {
  return DateTime.fromISO(day, { zone: 'utc' }).startOf(interval).toISODate() ?? day
}

function endOf(day: string, interval: 'week' | 'month'): string {
  return DateTime.fromISO(day, { zone: 'utc' }).endOf(interval).toISODate() ?? day
}
