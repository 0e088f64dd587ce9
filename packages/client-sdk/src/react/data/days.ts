import type { DailyMetrics, MetricName, MissingReason, TimelineInterval } from '@instagram-dashboard/server/contract'
import { addDays } from './range.ts'

type StoredDays = ReadonlyMap<string, DailyMetrics>

/** How many of the last days up to `endDate` Instagram may still correct. */
export function countProvisional(byDate: StoredDays, days: number, endDate: string): number {
  const startDate = addDays(endDate, 1 - days)
  return [...byDate.values()].filter(({ date, isFinal }) => !isFinal && date >= startDate && date <= endDate).length
}

const longest = { day: 1, week: 7, month: 31 } as const satisfies Record<TimelineInterval, number>

/** Why a bucket has no number: the reason of its first day that gives one. */
export function reasonOf(
  byDate: StoredDays,
  { metric, date, interval }: { metric: MetricName; date: string; interval: TimelineInterval },
): MissingReason | null {
  for (let index = 0; index < longest[interval]; index++) {
    const reason = byDate.get(addDays(date, index))?.missing[metric]
    if (reason !== undefined) return reason
  }
  return null
}

/** Why a whole period has no number: the reason of its newest day. */
export function newestReason(byDate: StoredDays, metric: MetricName): MissingReason | null {
  const days = [...byDate.values()].toSorted((one, other) => other.date.localeCompare(one.date))
  for (const { missing } of days) {
    const reason = missing[metric]
    if (reason !== undefined) return reason
  }
  return null
}

const losAngelesDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Los_Angeles' })

/** @returns Instagram's day of an instant, `YYYY-MM-DD` */
export function instagramDay(instant: Date): string {
  return losAngelesDay.format(instant)
}
