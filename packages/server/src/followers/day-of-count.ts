import { addMs, hourMs, minuteMs } from '../clock/index.ts'
import { addDays, dayOf, endOfDay, startOfDay } from '../instagram/index.ts'

/** A count from so soon after midnight is still the total at the end of the day before. */
const closingMs = 3 * hourMs
/** Clocks of two machines differ by less; what is further ahead was written by one that was wrong. */
const mostAheadMs = 2 * minuteMs

/** Which Los Angeles day a count tells of, and how. */
export interface PlaceOfCount {
  /** `closing`: the total at the end of `day`, counted just after it. `running`: of `day` while it was under way. */
  kind: 'closing' | 'running'
  day: string
  /** How much of the day in which it was counted had passed, from 0 up to 1. */
  share: number
}

/** A count in the first three hours of a day closes the day before. */
export function dayOfCount(takenAt: Date): PlaceOfCount {
  const countedOn = dayOf(takenAt)
  const { start, closed, end } = hoursOf(countedOn)
  const share = (takenAt.getTime() - start.getTime()) / (end.getTime() - start.getTime())
  return takenAt < closed
    ? { kind: 'closing', day: addDays(countedOn, -1), share }
    : { kind: 'running', day: countedOn, share }
}

/** When the day in which something was counted begins, until when a count closes the day before, and when it ends. */
export function hoursOf(day: string): { start: Date; closed: Date; end: Date } {
  const start = startOfDay(day)
  return { start, closed: addMs(start, closingMs), end: endOfDay(day) }
}

/** Later instants were written by a clock that ran ahead. */
export function latestBelievable(now: Date): Date {
  return addMs(now, mostAheadMs)
}
