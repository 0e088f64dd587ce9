import { AppError, type FieldProblem } from '../errors.ts'
import { addDays, dayOf, daysFrom } from '../instagram/index.ts'
import type { MetricsRangeInput } from './contract.ts'

const defaultDays = 30
/** Two years and a day: as far back as Instagram ever answers. */
export const longestRangeDays = 731

export interface DayRange {
  first: string
  last: string
  /** Every day of the range. */
  days: string[]
}

/**
 * The asked range, or the last thirty whole days: a day that is under way would look like a fall.
 * @throws AppError VALIDATION when it ends before it begins or is longer than 731 days
 */
export function resolveRange({ startDate, endDate }: MetricsRangeInput, now: Date): DayRange {
  const last = endDate ?? latest(startDate, addDays(dayOf(now), -1))
  const first = startDate ?? addDays(last, 1 - defaultDays)
  if (first > last) throw invalid('end_before_start')
  if (addDays(first, longestRangeDays) <= last) throw invalid('range_too_long')
  return { first, last, days: daysFrom(first, last) }
}

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
