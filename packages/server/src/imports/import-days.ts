import { accounts, dailyMetrics } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { instagramNameOf } from '../sync/day-rows.ts'
import { addFault, type ImportReport } from './import-report.ts'
import { countOf, dayOfValue, textOf } from './values.ts'

/** The numbers of one day of the source. */
export interface SourceDay {
  accountKey: string
  day: string
  numbers: Pick<dailyMetrics.DailyMetricsRow, 'views' | 'reach' | 'totalInteractions' | 'profileViews'>
}

/** One number that is none leaves the others of its day; a day without any is left out. */
export function readDay(
  row: Record<string, unknown>,
  { report, table, today }: { report: ImportReport; table: string; today: string },
): SourceDay | null {
  const key = textOf(row['id']) ?? ''
  const [accountKey, day] = [textOf(row['accountId']), dayOfValue(row['date'])]
  const fault = (problem: 'no_account' | 'no_day' | 'in_the_future') => {
    addFault(report, { table, row: key, problem })
    return null
  }
  if (accountKey === null) return fault('no_account')
  if (day === undefined) return fault('no_day')
  if (day > today) return fault('in_the_future')
  const faultsBefore = report.faults.count
  const countIn = (column: string): number | null => {
    const count = countOf(row[column])
    if (count === undefined) addFault(report, { table, row: key, problem: 'no_number', column })
    return count ?? null
  }
  const numbers = {
    views: countIn('impressions'),
    reach: countIn('reach'),
    totalInteractions: countIn('engagement'),
    profileViews: countIn('profileViews'),
  }
  const hasFault = report.faults.count > faultsBefore
  return hasFault && Object.values(numbers).every((count) => count === null) ? null : { accountKey, day, numbers }
}

/** Adds days that an account lacks. One that is here stays as it is, whoever said it. */
export async function importDays(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  accountId: string | null,
  { days, report, isDryRun }: { days: readonly SourceDay[]; report: ImportReport; isDryRun: boolean },
): Promise<void> {
  // The last of several rows about one day is the newest.
  const byDay = new Map(days.map((day) => [day.day, day]))
  if (accountId === null) {
    report.days.imported += byDay.size
    report.days.known += days.length - byDay.size
    return
  }
  const imported = await db.transaction(async (tx) => {
    const account = isDryRun ? await accounts.findById(tx, accountId) : await accounts.lock(tx, accountId)
    if (!account) return 0
    const known = await dailyMetrics.listNamed(tx, accountId, [...byDay.keys()])
    for (const { day } of known) byDay.delete(day)
    const now = clock.now()
    if (!isDryRun) {
      await dailyMetrics.saveDays(
        tx,
        [...byDay.values()].map((day) => rowOf(accountId, day, now)),
        now,
      )
    }
    return byDay.size
  })
  report.days.imported += imported
  report.days.known += days.length - imported
}

/** Numbers that the old app kept; of the others nobody asked Instagram yet. */
function rowOf(accountId: string, { day, numbers }: SourceDay, now: Date): dailyMetrics.DailyMetricsRow {
  // The guarantee: a key for each column of a metric.
  const unknown = Object.fromEntries(Object.keys(instagramNameOf).map((column) => [column, null])) as Record<
    keyof typeof instagramNameOf,
    null
  >
  return {
    accountId,
    day,
    ...unknown,
    ...numbers,
    other: null,
    // Instagram said none of them, also not those that were brought along.
    missing: Object.fromEntries(Object.values(instagramNameOf).map((name) => [name, 'not_read'])),
    unsettled: [],
    followsReadAt: null,
    rawEndTime: null,
    isFinal: false,
    fetchedAt: now,
    importedAt: now,
  }
}
