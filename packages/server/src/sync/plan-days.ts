import type { dailyMetrics } from '@instagram-dashboard/db'
import { addDays, daysFrom, settledFrom } from '../instagram/days.ts'
import type { SyncTrigger } from './contract.ts'

/** Complete days before today that the history holds in the end. */
export const historyDays = 90
/** Complete days before today that somebody who waits is shown; the background fills in the rest. */
export const firstViewDays = 30

type StoredDay = Pick<dailyMetrics.DailyMetricsRow, 'day' | 'isFinal' | 'fetchedAt'>

/** How far back a sync looks for days that are missing. */
export function depthOf(trigger: SyncTrigger): number {
  return trigger === 'scheduled' ? historyDays : firstViewDays
}

/**
 * The days that a sync reads, newest first: today, and every day of the last `depth` that is missing, was cut short, or
 * was last read while Instagram still corrected it. So the newest days are read again each night until they settle.
 */
export function planDays(today: string, stored: readonly StoredDay[], depth: number): string[] {
  const settled = settledDays(stored)
  return daysFrom(addDays(today, -depth), today)
    .filter((day) => !settled.has(day))
    .toReversed()
}

/** Whether days of the history are still to be read that no coming night would read anyway. */
export function hasOpenDays(today: string, stored: readonly StoredDay[], now: Date): boolean {
  const settled = settledDays(stored)
  return daysFrom(addDays(today, -historyDays), today).some((day) => !settled.has(day) && settledFrom(day) <= now)
}

function settledDays(stored: readonly StoredDay[]): Set<string> {
  return new Set(
    stored.filter(({ day, isFinal, fetchedAt }) => isFinal && fetchedAt >= settledFrom(day)).map(({ day }) => day),
  )
}
