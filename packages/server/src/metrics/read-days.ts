import { dailyMetrics, followerDays } from '@instagram-dashboard/db'
import { markImported } from '../corrections/imported-followers.ts'
import type { Deps } from '../deps.ts'
import { dayOf } from '../instagram/index.ts'
import type { DailyMetrics } from './contract.ts'
import { metricNames, type MetricName } from './metric-definitions.ts'
import { presentDay, presentNumbers, withImported, type DayNumbers } from './daily-metrics.ts'
import { reasonForUnread } from './missing-days.ts'
import type { DayRange } from './range.ts'
import { viewNow, type View } from './view.ts'

type Period = Pick<DayRange, 'first' | 'last'>
type Viewed = Period & { view?: View }
type FollowerDay = followerDays.FollowerDay

/** The stored days of a range, oldest first, each with its followers. */
export async function readDays(
  deps: Pick<Deps, 'db' | 'clock'>,
  accountId: string,
  { first, last, view = viewNow(deps, accountId) }: Viewed,
): Promise<DailyMetrics[]> {
  const rows = await view.readings.listDays({ first, last })
  const followers = await readFollowers(view, { first, last })
  const today = dayOf(view.now)
  return presentDays(rows, followers, today)
}

/** Those of the named days that are stored, as `readDays` gives them. */
export async function readNamedDays(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  accountId: string,
  days: readonly string[],
): Promise<DailyMetrics[]> {
  const rows = await dailyMetrics.listNamed(db, accountId, days)
  const followers = await markImported(db, accountId, await followerDays.listNamed(db, accountId, days))
  return presentDays(rows, new Map(followers.map((day) => [day.day, day])), dayOf(clock.now()))
}

function presentDays(
  rows: readonly dailyMetrics.DailyMetricsRow[],
  followers: ReadonlyMap<string, FollowerDay>,
  today: string,
): DailyMetrics[] {
  const read = rows.map((row) => presentDay(row, followers.get(row.day)))
  return withOtherDays(read, followers, (day) => followedDay(day, today))
}

// A few of many columns are read in half the time.
const furtherNumbers: ReadonlySet<MetricName> = new Set([
  'replies',
  'reposts',
  'websiteClicks',
  'profileLinksTaps',
  'follows',
  'unfollows',
])

/**
 * The same without the reasons for what is missing, which make more of a day than its numbers.
 * @param metrics which numbers have to be right; others may be `null`
 */
export async function readNumbers(
  deps: Pick<Deps, 'db' | 'clock'>,
  accountId: string,
  { first, last, metrics, view = viewNow(deps, accountId) }: Viewed & { metrics: readonly MetricName[] },
): Promise<DayNumbers[]> {
  const { readings } = view
  const isFurther = metrics.some((name) => furtherNumbers.has(name))
  const rows = await (isFurther ? readings.listAllNumbers({ first, last }) : readings.listNumbers({ first, last }))
  if (!metrics.includes('followersCount')) return rows.map((row) => presentNumbers(row, null))
  const followers = await readFollowers(view, { first, last })
  const read = rows.map((row) => presentNumbers(row, followers.get(row.day)?.followers ?? null))
  return withOtherDays(read, followers, ({ day, followers: followersCount }) => ({ ...noNumbers(day), followersCount }))
}

async function readFollowers({ readings }: View, period: Period): Promise<Map<string, FollowerDay>> {
  const days = await readings.listFollowers(period)
  return new Map(days.map((day) => [day.day, day]))
}

/** The followers of a day can be known though its numbers were never read. */
function withOtherDays<Day extends DayNumbers>(
  read: Day[],
  followers: ReadonlyMap<string, FollowerDay>,
  make: (day: FollowerDay) => Day,
): Day[] {
  const days = new Set(read.map(({ date }) => date))
  const others = [...followers.values()].filter((day) => day.followers !== null && !days.has(day.day))
  if (others.length === 0) return read
  return [...read, ...others.map(make)].toSorted((a, b) => (a.date < b.date ? -1 : 1))
}

function noNumbers(date: string): DayNumbers {
  // The guarantee: a value for each of the names.
  const values = Object.fromEntries(metricNames.map((name) => [name, null])) as Record<MetricName, null>
  return { date, ...values, isFinal: false }
}

/** A day that was never read: all unknown. @param today the Los Angeles day by the server's clock */
export function blankDay(date: string, today: string): DailyMetrics {
  const missing: DailyMetrics['missing'] = {}
  for (const name of metricNames) missing[name] = reasonForUnread(name, date, today)
  return { ...noNumbers(date), provisional: [], derived: [], missing }
}

function followedDay(day: FollowerDay, today: string): DailyMetrics {
  const blank = blankDay(day.day, today)
  const { followersCount: _known, ...missing } = blank.missing
  return {
    ...blank,
    followersCount: day.followers,
    provisional: day.isFinal ? [] : ['followersCount'],
    derived: day.isDerived ? ['followersCount'] : [],
    ...withImported([], day),
    missing,
  }
}
