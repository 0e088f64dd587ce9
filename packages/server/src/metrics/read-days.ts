import { dailyMetrics, followerSnapshots } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { DayRange } from './range.ts'
import { metricNames, type DailyMetrics, type MetricName } from './contract.ts'
import { presentDay, presentNumbers, type DayNumbers } from './daily-metrics.ts'

type Period = Pick<DayRange, 'first' | 'last'>

/** The stored days of a range, oldest first, each with the followers counted on it. */
export async function readDays(
  { db }: Pick<Deps, 'db'>,
  accountId: string,
  { first, last }: Period,
): Promise<DailyMetrics[]> {
  const rows = await dailyMetrics.listDays(db, accountId, { first, last })
  const counted = await readCounted(db, accountId, { first, last })
  return withCountedDays(
    rows.map((row) => presentDay(row, counted.get(row.day) ?? null)),
    counted,
  )
}

/** The same without the reasons for what is missing, which make more of a day than its numbers. */
export async function readNumbers(
  { db }: Pick<Deps, 'db'>,
  accountId: string,
  { first, last, needsFollowers }: Period & { needsFollowers: boolean },
): Promise<DayNumbers[]> {
  const rows = await dailyMetrics.listNumbers(db, accountId, { first, last })
  const counted = needsFollowers ? await readCounted(db, accountId, { first, last }) : new Map<string, number>()
  return withCountedDays<DayNumbers>(
    rows.map((row) => presentNumbers(row, counted.get(row.day) ?? null)),
    counted,
  )
}

async function readCounted(db: Deps['db'], accountId: string, period: Period): Promise<Map<string, number>> {
  const counted = new Map<string, number>()
  for (const { day, followersCount, source } of await followerSnapshots.listCounts(db, accountId, period)) {
    if (source === 'observed') counted.set(day, followersCount)
  }
  return counted
}

/** A sync that was cut short may have counted the followers and read no numbers. */
function withCountedDays<Day extends DayNumbers>(
  read: Day[],
  counted: ReadonlyMap<string, number>,
): (Day | DailyMetrics)[] {
  const days = new Set(read.map(({ date }) => date))
  const others = [...counted].filter(([day]) => !days.has(day))
  if (others.length === 0) return read
  return [...read, ...others.map(([day, count]) => countedDay(day, count))].toSorted((a, b) =>
    a.date < b.date ? -1 : 1,
  )
}

/** A day that was never read: all unknown. */
export function blankDay(date: string): DailyMetrics {
  const values = Object.fromEntries(metricNames.map((name) => [name, null])) as Record<MetricName, null>
  const missing = Object.fromEntries(metricNames.map((name) => [name, 'not_yet_available'])) as DailyMetrics['missing']
  return { date, ...values, isFinal: false, provisional: [], derived: [], missing }
}

function countedDay(date: string, followersCount: number): DailyMetrics {
  const blank = blankDay(date)
  const { followersCount: _known, ...missing } = blank.missing
  return { ...blank, followersCount, missing }
}
