import { DateTime } from 'luxon'

/** A Los Angeles calendar day, `YYYY-MM-DD`. */
export type Day = string

const zone = 'America/Los_Angeles'
const dayFormat = 'yyyy-MM-dd'
export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
/** The time zone is asked once for each day: history is read thousands of days at a time. */
const starts = new Map<Day, number>()

/** The Los Angeles day that contains this instant. */
export function dayOf(instant: Date): Day {
  // Eight hours behind UTC is right in winter and, in summer, wrong only for the first hour of a day.
  const guess = dayFromNumber(Math.floor((instant.getTime() - 8 * hourMs) / dayMs))
  return instant.getTime() >= endOfDay(guess).getTime() ? addDays(guess, 1) : guess
}

/** The first instant of the day; a day is 23, 24 or 25 hours long, so the next one is never "plus 24 hours". */
export function startOfDay(day: Day): Date {
  const known = starts.get(day)
  if (known !== undefined) return new Date(known)
  const start = DateTime.fromFormat(day, dayFormat, { zone }).startOf('day').toMillis()
  starts.set(day, start)
  return new Date(start)
}

/** The first instant after the day. */
export function endOfDay(day: Day): Date {
  return startOfDay(addDays(day, 1))
}

/** Moves by calendar days. */
export function addDays(day: Day, count: number): Day {
  return dayFromNumber(dayNumber(day) + count)
}

/** Number of calendar days since 1970-01-01, for arithmetic. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs
}

/** The inverse of {@link dayNumber}. */
export function dayFromNumber(number: number): Day {
  return new Date(number * dayMs).toISOString().slice(0, 10)
}

/** Whether the text names a real calendar day. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromFormat(text, dayFormat, { zone: 'utc' }).isValid
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(day: Day): number {
  return (((dayNumber(day) + 4) % 7) + 7) % 7
}

/** Days whose Los Angeles midnight lies in [since, until]: an `until` at exactly midnight brings one day more. */
export function daysInWindow(since: Date, until: Date): Day[] {
  const first = dayOf(since)
  const start = startOfDay(first).getTime() >= since.getTime() ? first : addDays(first, 1)
  const last = dayOf(until)
  // A window inside one day names no midnight; Meta leaves that case open, the day around it is the kindest answer.
  if (start > last) return [first]
  const days: Day[] = []
  for (let day = start; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

/** Instants as the Graph API writes them: `2026-10-01T07:00:00+0000`. */
export function formatGraphTime(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}+0000`
}

/** Instants as error messages about sessions write them: `Thursday, 10-Dec-15 04:00:00 PST`. */
export function formatSessionTime(instant: Date): string {
  return DateTime.fromJSDate(instant, { zone }).setLocale('en-US').toFormat('cccc, dd-LLL-yy HH:mm:ss ZZZZ')
}
