import type { Deps } from '../deps.ts'
import { AppError, type FieldProblem } from '../errors.ts'
import { addDays, dayOf, daysFrom } from '../instagram/index.ts'
import type { MetricsRangeInput } from './contract.ts'
import { readingsNow } from '../corrections/readings.ts'
import { viewNow, type View } from './view.ts'

const defaultDays = 30
/** The first day on which anybody was on Instagram. */
const firstDayOfInstagram = '2010-10-06'
/** Two years and a day: how far a range that has no days of Instagram in it may reach. */
const longestEmptyDays = 731
/** What `startDate` says to ask for everything. */
export const beginning = 'beginning'

export interface DayRange {
  first: string
  last: string
  /** Every day of the range. */
  days: string[]
}

type AskedRange = Pick<MetricsRangeInput, 'startDate' | 'endDate'>

/**
 * The asked range of an account: `beginning` is the first day of which anything of it is stored.
 * @throws AppError VALIDATION when it ends before it begins, or years after today
 */
export async function readRange(
  deps: Pick<Deps, 'db' | 'clock'>,
  accountId: string,
  { startDate, endDate, view = viewNow(deps, accountId) }: AskedRange & { view?: View },
): Promise<DayRange> {
  return resolveStored({ startDate, endDate }, view.now, () => view.readings.findFirstDay())
}

/**
 * One range for several accounts: `beginning` is the first day of which anything of any of them is stored.
 * @throws AppError VALIDATION as of one account
 */
export async function readSharedRange(
  { db, now }: Pick<Deps, 'db'> & { now: Date },
  accountIds: readonly string[],
  { startDate, endDate }: AskedRange,
): Promise<DayRange> {
  return resolveStored({ startDate, endDate }, now, async () => {
    let first: string | undefined
    for (const id of accountIds) {
      const day = await readingsNow(db, id).findFirstDay()
      if (day !== undefined && (first === undefined || day < first)) first = day
    }
    return first
  })
}

/** The asked range, where `beginning` is the day that is found. */
async function resolveStored(
  { startDate, endDate }: AskedRange,
  now: Date,
  findFirstDay: () => Promise<string | undefined>,
): Promise<DayRange> {
  if (startDate !== beginning) return resolveRange({ startDate, endDate }, now)
  const last = endDate ?? addDays(dayOf(now), -1)
  const stored = await findFirstDay()
  const first = stored ?? addDays(last, 1 - defaultDays)
  // An end before everything is a day of which nothing is known, and no mistake.
  return resolveRange({ startDate: first > last ? last : first, endDate: last }, now)
}

/**
 * The asked range, or the last thirty whole days: a day that is under way would look like a fall. However early it is to
 * begin, days from before there was an Instagram are left out of a long range.
 * @throws AppError VALIDATION when it ends before it begins, or years after today
 */
export function resolveRange({ startDate, endDate }: AskedRange, now: Date): DayRange {
  const today = dayOf(now)
  const last = endDate ?? latest(startDate, addDays(today, -1))
  const asked = startDate ?? addDays(last, 1 - defaultDays)
  requireOrder(asked, last)
  const oldest = earlier(firstDayOfInstagram, addDays(last, 1 - longestEmptyDays))
  const first = asked < oldest ? oldest : asked
  const end = addDays(first < today ? today : first, longestEmptyDays)
  if (last >= end) throw invalid('range_too_long')
  return { first, last, days: daysFrom(first, last) }
}

/** @throws AppError VALIDATION when a range ends before it begins */
export function requireOrder(first: string, last: string): void {
  if (first > last) throw invalid('end_before_start')
}

const earlier = (one: string, other: string) => (one < other ? one : other)

function latest(startDate: string | undefined, yesterday: string): string {
  return startDate !== undefined && startDate > yesterday ? startDate : yesterday
}

function invalid(problem: FieldProblem): AppError {
  return new AppError('VALIDATION', { field: 'startDate', problem })
}

/** The range of equal length that ends the day before. */
export function previousRange({ first, days }: DayRange): DayRange {
  const last = addDays(first, -1)
  const start = addDays(first, -days.length)
  return { first: start, last, days: daysFrom(start, last) }
}
