import { AppError, type FieldProblem } from '../errors.ts'
import { addDays } from '../instagram/index.ts'

const longestDays = 731

/** @throws AppError VALIDATION for days between which nobody can reach anything */
export function checkDays({ startDay, byDay }: { startDay: string; byDay: string }, today: string): void {
  if (byDay < today) throw refused('by', 'in_the_past')
  if (byDay > addDays(today, longestDays)) throw refused('by', 'range_too_long')
  if (startDay > today) throw refused('startDate', 'in_the_future')
  if (startDay < addDays(today, -longestDays)) throw refused('startDate', 'too_long_ago')
}

export function refused(field: string, problem: FieldProblem): AppError {
  return new AppError('VALIDATION', { field, problem })
}
