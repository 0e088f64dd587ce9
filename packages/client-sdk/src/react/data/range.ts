import type { TimelineInterval } from '@instagram-dashboard/server/contract'

export const rangeDays = [7, 30, 90, 365] as const
export type RangeDays = (typeof rangeDays)[number]

export interface DayRange {
  startDate: string
  endDate: string
}

/**
 * What the user has chosen to see, as it stands in the address: a number of whole days until yesterday, everything that is
 * stored, or two days as `2026-11-01..2026-11-30`.
 */
export type RangeChoice = `${RangeDays}` | 'beginning' | `${string}..${string}`

export const defaultRange: RangeChoice = '30'

/** What a text of an address stands for; `null` when it is none of it. */
export function readRange(text: string): RangeChoice | null {
  const days = rangeDays.find((count) => String(count) === text)
  if (days !== undefined) return `${days}`
  if (text === 'beginning') return text
  const [startDate = '', endDate = '', ...more] = text.split('..')
  const isRange = more.length === 0 && isDay(startDate) && isDay(endDate) && startDate <= endDate
  return isRange ? `${startDate}..${endDate}` : null
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text
}

/** The days of a choice, by Instagram's `today`; the first day stored is known to the server alone. */
export function daysOf(choice: RangeChoice, today: string): DayRange {
  const days = rangeDays.find((count) => String(count) === choice)
  if (days !== undefined) return wholeDays(days, today)
  const yesterday = addDays(today, -1)
  if (choice === 'beginning') return { startDate: choice, endDate: yesterday }
  const [startDate = today, endDate = today] = choice.split('..')
  return { startDate: startDate < today ? startDate : yesterday, endDate: endDate < today ? endDate : yesterday }
}

/** The last `days` whole days before Instagram's `today`, which is not over yet: in a sum it would look like a fall. */
export function wholeDays(days: RangeDays, today: string): DayRange {
  return { startDate: addDays(today, -days), endDate: addDays(today, -1) }
}

export function addDays(date: string, count: number): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + count)
  return day.toISOString().slice(0, 10)
}

/** How many days a range has, the first and the last included. */
export function lengthOf({ startDate, endDate }: DayRange): number {
  return Math.round((Date.parse(endDate) - Date.parse(startDate)) / 86_400_000) + 1
}

/** How finely a range of so many days is drawn. */
export function intervalOf(days: number): TimelineInterval {
  if (days <= 120) return 'day'
  return days <= 800 ? 'week' : 'month'
}

/** How far back the bucket to compare a bucket with lies: a week is compared with one that begins on the same weekday. */
export function daysBack(days: number, interval: TimelineInterval): number {
  return interval === 'week' ? days - (days % 7) : days
}

/** As many days as years of 52 weeks, which begin on the same weekday, have at least that many. */
export function wholeYears(days: number): number {
  return Math.ceil(days / 364) * 364
}
