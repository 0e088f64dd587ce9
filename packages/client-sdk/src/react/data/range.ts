export const rangeDays = [7, 30, 90, 365] as const
export type RangeDays = (typeof rangeDays)[number]

export interface DayRange {
  startDate: string
  endDate: string
}

const losAngelesDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' })

/** The last `days` days, today's included. Instagram counts in Los Angeles days. */
export function daysUntilToday(days: RangeDays, now: Date): DayRange {
  const endDate = losAngelesDay.format(now)
  return { startDate: addDays(endDate, 1 - days), endDate }
}

/** The last `days` whole days. Today's is not over yet: in a sum it would always look like a fall. */
export function wholeDays(days: RangeDays, now: Date): DayRange {
  const { startDate, endDate } = daysUntilToday(days, now)
  return { startDate: addDays(startDate, -1), endDate: addDays(endDate, -1) }
}

export function addDays(date: string, count: number): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + count)
  return day.toISOString().slice(0, 10)
}
