import type { dailyMetrics } from '@instagram-dashboard/db'
import { addDays, daysFrom } from '../instagram/days.ts'

/** Complete days before today that a first sync fills. */
export const historyDays = 30
// Instagram corrects a day until 48 hours after its end, so the newest days are read again each time.
const overlapDays = 3

/**
 * The days that a sync reads, newest first: today, the days that may still change, and every day of the last
 * thirty that is missing or was not final when it was read.
 */
export function planDays(today: string, stored: Pick<dailyMetrics.DailyMetricsRow, 'day' | 'isFinal'>[]): string[] {
  const finalDays = new Set(stored.filter(({ isFinal }) => isFinal).map(({ day }) => day))
  const newest = addDays(today, -overlapDays)
  return daysFrom(addDays(today, -historyDays), today)
    .filter((day) => day > newest || !finalDays.has(day))
    .toReversed()
}
