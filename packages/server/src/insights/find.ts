import { bestHours } from './best-hours.ts'
import { contentTypes } from './content-types.ts'
import { followersDay } from './followers-day.ts'
import { seriesNames, type Finding, type History } from './history.ts'
import { levelShifts } from './level-shift.ts'
import { oddDays } from './odd-days.ts'
import { growthStreak, postingStreak } from './streaks.ts'

export const mostFindings = 5
const fewestDays = 28
/** A level that shifts makes its first days odd as well. */
const shadowDays = 21

/** Days of the history that have a number of some metric. */
export function knownDays(history: History): number {
  return history.days.filter((_, index) =>
    seriesNames.some((name) => typeof history.series[name].values[index] === 'number'),
  ).length
}

export const isEnough = (history: History): boolean => knownDays(history) >= fewestDays

/** Every finding of a range, what matters most first; none on less than 28 days that are known. */
export function findAll(history: History): Finding[] {
  if (!isEnough(history)) return []
  const shifts = levelShifts(history)
  const found = [
    ...shifts,
    ...oddDays(history).filter((day) => !isShadowOf(day, shifts, history)),
    ...followersDay(history),
    ...contentTypes(history),
    ...bestHours(history),
    ...growthStreak(history),
    ...postingStreak(history),
  ]
  return found.toSorted(
    (a, b) => b.strength - a.strength || a.rule.localeCompare(b.rule) || (a.subject < b.subject ? -1 : 1),
  )
}

function isShadowOf({ subject, direction, numbers }: Finding, shifts: readonly Finding[], { days }: History): boolean {
  return shifts.some((shift) => {
    const distance = days.indexOf(subject) - days.indexOf(shift.days[0] ?? '')
    const isNear = shift.direction === direction && distance >= -1 && distance <= shadowDays
    // A day far beyond the new level is odd of itself.
    const level = Math.log(1 + (shift.numbers['changePercent'] ?? 0) / 100)
    return isNear && Math.abs(Math.log(numbers['ratio'] ?? 1)) < 1.8 * Math.abs(level)
  })
}
