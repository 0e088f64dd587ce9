import type { DailyMetrics, GrowthPoint, TimelineInterval } from '@instagram-dashboard/server/contract'
import { addDays } from './range.ts'

/** Who came and who left within a day, a week or a month. */
export interface Gains {
  /** The first day of it, `YYYY-MM-DD`. */
  date: string
  /** By Instagram's word, of the days of which it has said so; `null` where it has of none. */
  gained: number | null
  lost: number | null
  /** The change of the other days, by the difference of two counts; `null` where there is none. */
  counted: number | null
  /** All of it: what was gained, without what was lost, and what was counted; `null` where nothing is known. */
  change: number | null
  /** The range begins or ends within it. */
  isPartial: boolean
  /** One of its days may still change. */
  mayChange: boolean
}

/** Bars are still told apart on a phone up to so many. */
const mostDays = 45
const mostWeeks = 300

/** How days are put together to be drawn as bars. */
export function gainsInterval(days: number): TimelineInterval {
  if (days <= mostDays) return 'day'
  return days <= mostWeeks ? 'week' : 'month'
}

interface PutTogether {
  interval: TimelineInterval
  /** The stored days: they know whether what Instagram said of one may still change. */
  byDate: ReadonlyMap<string, Pick<DailyMetrics, 'isFinal'>>
}

/** The followers of days, put together by day, by week from Monday on, or by month. @param points every day, oldest first */
export function gainsOf(points: readonly GrowthPoint[], { interval, byDate }: PutTogether): Gains[] {
  const groups = Map.groupBy(points, ({ date }) => firstDayOf(date, interval))
  const [first, last] = [points[0]?.date, points.at(-1)?.date ?? '']
  return [...groups].map(([date, days]) => {
    const told = days.filter(({ gained, lost }) => gained !== null && lost !== null)
    const counted = days.filter(({ change, gained }) => change !== null && gained === null)
    const sum = (some: readonly GrowthPoint[], of: (day: GrowthPoint) => number | null) =>
      some.length === 0 ? null : some.reduce((total, day) => total + (of(day) ?? 0), 0)
    return {
      date,
      gained: sum(told, ({ gained }) => gained),
      lost: sum(told, ({ lost }) => lost),
      counted: sum(counted, ({ change }) => change),
      change: sum([...told, ...counted], ({ change }) => change),
      isPartial: date < (first ?? date) || nextOf(date, interval) > addDays(last, 1),
      mayChange: told.some((day) => byDate.get(day.date)?.isFinal === false),
    }
  })
}

/**
 * What all of them make together: gained and lost by Instagram's word, and the change of the days that were counted alone,
 * `null` where there is none; `null` where Instagram has said nothing of any day.
 */
export function totalGains(
  points: readonly GrowthPoint[],
): { gained: number; lost: number; counted: number | null } | null {
  let [gained, lost, counted, told]: [number, number, number | null, number] = [0, 0, null, 0]
  for (const point of points) {
    if (point.gained !== null && point.lost !== null) {
      gained += point.gained
      lost += point.lost
      told += 1
    } else if (point.change !== null) counted = (counted ?? 0) + point.change
  }
  return told === 0 ? null : { gained, lost, counted }
}

function firstDayOf(date: string, interval: TimelineInterval): string {
  if (interval === 'day') return date
  if (interval === 'month') return `${date.slice(0, 8)}01`
  return addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7))
}

function nextOf(date: string, interval: TimelineInterval): string {
  if (interval === 'month') return firstDayOf(addDays(date, 31), 'month')
  return addDays(date, interval === 'week' ? 7 : 1)
}
