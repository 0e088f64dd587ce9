import type { dailyMetrics } from '@instagram-dashboard/db'
import { addDays, dayOf, daysFrom, settledFrom, startOfDay } from '../instagram/days.ts'

/** Complete days before today that the history holds in the end. */
export const historyDays = 90
/** Complete days before today that somebody who waits is shown; the background fills in the rest. */
export const firstViewDays = 30

export interface PlannedDay {
  day: string
  /** `totals`: a first look, without who followed and unfollowed; the day is read whole once it is settled. */
  parts: 'whole' | 'totals'
}

/**
 * What a sync reads that somebody waits for, newest first: today, and every day of the last month that is missing, was
 * cut short, or was last read while Instagram still corrected it.
 */
export function planDays(today: string, stored: readonly dailyMetrics.DayStateRow[]): PlannedDay[] {
  const settled = settledDays(stored)
  return daysFrom(addDays(today, -firstViewDays), today)
    .filter((day) => !settled.has(day))
    .toReversed()
    .map((day) => ({ day, parts: 'whole' }))
}

/**
 * What a sync of the background reads, newest first. Each day is read twice: its totals when it has just ended, and all
 * of it when Instagram has stopped correcting it. So a night of an account that misses nothing reads yesterday's totals
 * and one settled day: with the profile four calls. Of a day that came back empty the totals are asked for once more.
 */
export function planNight(now: Date, stored: readonly dailyMetrics.DayStateRow[]): PlannedDay[] {
  const today = dayOf(now)
  const settled = settledDays(stored)
  const rows = new Map(stored.map((row) => [row.day, row]))
  return daysFrom(addDays(today, -historyDays), addDays(today, -1))
    .filter((day) => !settled.has(day))
    .toReversed()
    .flatMap((day): PlannedDay[] => {
      if (settledFrom(day) <= now) return [{ day, parts: 'whole' }]
      return wasSeen(rows.get(day)) ? [] : [{ day, parts: 'totals' }]
    })
}

/** Whether days of the history are still to be read that no coming night would read anyway. */
export function hasOpenDays(today: string, stored: readonly dailyMetrics.DayStateRow[], now: Date): boolean {
  const settled = settledDays(stored)
  return daysFrom(addDays(today, -historyDays), today).some((day) => !settled.has(day) && settledFrom(day) <= now)
}

function settledDays(stored: readonly dailyMetrics.DayStateRow[]): Set<string> {
  return new Set(
    stored.filter(({ day, isFinal, fetchedAt }) => isFinal && fetchedAt >= settledFrom(day)).map(({ day }) => day),
  )
}

/** Read after its end; or, when that brought nothing because Instagram is late, another day later. */
function wasSeen(row: dailyMetrics.DayStateRow | undefined): boolean {
  if (row === undefined) return false
  const isEmpty = row.reach === null && row.views === null && row.totalInteractions === null
  return row.fetchedAt >= startOfDay(addDays(row.day, isEmpty ? 2 : 1))
}
