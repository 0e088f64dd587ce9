import type { TimelineInterval } from '@instagram-dashboard/server/contract'

export const rangeDays = [7, 30, 90, 365] as const
export type RangeDays = (typeof rangeDays)[number]

export interface DayRange {
  startDate: string
  endDate: string
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

/** How far back the bucket to compare a bucket with lies: a week is compared with one that begins on the same weekday. */
export function daysBack(days: RangeDays, interval: TimelineInterval): number {
  return interval === 'week' ? days - (days % 7) : days
}
