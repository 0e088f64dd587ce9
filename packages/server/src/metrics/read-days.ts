import { dailyMetrics, followerSnapshots } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { metricNames, type DailyMetrics, type MetricName } from './contract.ts'
import { presentDay } from './daily-metrics.ts'

/** The stored days of a range, oldest first, each with the followers counted on it. */
export async function readDays(
  { db }: Pick<Deps, 'db'>,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<DailyMetrics[]> {
  const rows = await dailyMetrics.listDays(db, accountId, { first, last })
  const snapshots = await followerSnapshots.listDays(db, accountId, { first, last })
  const counted = new Map(
    snapshots.filter(({ source }) => source === 'observed').map(({ day, followersCount }) => [day, followersCount]),
  )
  const read = new Set(rows.map(({ day }) => day))
  return [
    ...rows.map((row) => presentDay(row, counted.get(row.day) ?? null)),
    // A sync that was cut short may have counted the followers and read no numbers.
    ...[...counted].filter(([day]) => !read.has(day)).map(([day, followersCount]) => countedDay(day, followersCount)),
  ].toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

/** A day that was never read: all unknown. */
export function blankDay(date: string): DailyMetrics {
  const values = Object.fromEntries(metricNames.map((name) => [name, null])) as Record<MetricName, null>
  const missing = Object.fromEntries(metricNames.map((name) => [name, 'not_yet_available'])) as DailyMetrics['missing']
  return { date, ...values, isFinal: false, missing }
}

function countedDay(date: string, followersCount: number): DailyMetrics {
  const blank = blankDay(date)
  const { followersCount: _known, ...missing } = blank.missing
  return { ...blank, followersCount, missing }
}
