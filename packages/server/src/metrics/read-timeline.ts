import type { accounts } from '@instagram-dashboard/db'
import { DateTime } from 'luxon'
import type { Deps } from '../deps.ts'
import { dayOf } from '../instagram/index.ts'
import { aggregate, isKnown } from './aggregate.ts'
import type { MetricName } from './metric-definitions.ts'
import type { TimelineInput, TimelineInterval, TimelineResult } from './timeline-contract.ts'
import type { DayNumbers } from './daily-metrics.ts'
import { metricDefinitions } from './metric-definitions.ts'
import { correctedDays } from './corrected-since.ts'
import { readRange } from './range.ts'
import { readNumbers } from './read-days.ts'
import { viewOf } from './view.ts'

/** The asked metrics as columns over every day, week or month of the range; a day never read is a gap. */
export async function readTimeline(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'createdAt'>,
  { asOf, ...input }: TimelineInput,
): Promise<TimelineResult> {
  const view = viewOf(deps, account, asOf)
  const range = await readRange(deps, account.id, { ...input, view })
  const metrics = [...new Set(input.metrics)]
  const stored = await readNumbers(deps, account.id, { ...range, metrics, view })
  const { interval = 'day' } = input
  const columns =
    interval === 'day'
      ? dayColumns(range.days, stored, metrics)
      : bucketColumns(range.days, stored, { metrics, interval, today: dayOf(view.now) })
  return {
    ...columns,
    aggregation: Object.fromEntries(metrics.map((name) => [name, metricDefinitions[name].aggregation])),
    ...(asOf && (await correctedDays(deps, account, { ...range, asOf, names: metrics }))),
  }
}

/** A week or month of the calendar, and which days of it are asked for. */
interface Bucket {
  start: string
  end: string
  days: string[]
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
  // Asked of the first day of each bucket alone: calendars are slow to ask, and a range has thousands of days.
  const buckets: Bucket[] = []
  let open: Bucket = { start: '', end: '', days: [] }
  for (const day of days) {
    if (day > open.end) {
      open = { ...bucketOf(day, interval), days: [] }
      buckets.push(open)
    }
    open.days.push(day)
  }
  const read = buckets.map((bucket) => bucket.days.map((day) => numbers.get(day)))
  const known = read.map((bucket) => bucket.filter((day) => day !== undefined))
  return {
    days: buckets.map(({ start }) => start),
    series: Object.fromEntries(metrics.map((name) => [name, known.map((bucket) => aggregate(name, bucket).value)])),
    // A day that was never read is not final.
    final: read.map((bucket) => bucket.every((day) => day?.isFinal === true)),
    isPartial: buckets.map(
      ({ start, end, days: within }, index) =>
        within[0] !== start ||
        within.at(-1) !== end ||
        (start <= today && today <= end) ||
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

/** Weeks begin on Monday. */
function bucketOf(day: string, interval: 'week' | 'month'): Omit<Bucket, 'days'> {
  const time = DateTime.fromISO(day, { zone: 'utc' })
  return {
    start: time.startOf(interval).toISODate() ?? day,
    end: time.endOf(interval).toISODate() ?? day,
  }
}
