import { dailyMetrics, followerDays, type Handle } from '@instagram-dashboard/db'
import { addDays, daysFrom, settledFrom, startOfDay } from '../instagram/index.ts'
import { forecastFollowers, forecastReach, type Forecast } from './forecast.ts'
import { weekdayOf } from './load-history.ts'

export const forecastMetrics = ['followersCount', 'reach'] as const
export type ForecastMetric = (typeof forecastMetrics)[number]

/** A year shows how an account moves; what was before says little of it. */
const historyDays = 365

export interface MadeForecast {
  /** `null` on too little data. */
  forecast: Forecast | null
  /** The last day that is known and settled; `null` when there is none. */
  lastDay: string | null
  /** How many settled days are known. */
  knownDays: number
}

/** The forecast of an account as of a day, from what is settled by now. @param today the Los Angeles day */
export async function makeForecast(
  db: Handle,
  accountId: string,
  { metric, today }: { metric: ForecastMetric; today: string },
): Promise<MadeForecast> {
  const period = { first: addDays(today, -historyDays), last: today }
  const days = daysFrom(period.first, period.last)
  const firstWeekday = weekdayOf(period.first)
  if (metric === 'followersCount') {
    const rows = await followerDays.listDays(db, accountId, period)
    const settled = new Map(rows.filter((row) => row.isFinal || isToldFor(row, today)).map((row) => [row.day, row]))
    const totals = days.map((day) => settled.get(day)?.followers ?? null)
    const changes = days.map((day) => settled.get(day)?.change ?? null)
    return madeOf(days, totals, forecastFollowers(totals, changes, firstWeekday))
  }
  const rows = await dailyMetrics.listLookedAt(db, accountId, period)
  const settled = new Map(rows.map((row) => [row.day, row.unsettled.includes('reach') ? null : row.reach]))
  const values = days.map((day) => settled.get(day) ?? null)
  return madeOf(days, values, forecastReach({ firstWeekday, values }))
}

/**
 * Of a new connection nothing is final for some nights, since its totals hang on a count that is not. What came and went on
 * its settled days is Instagram's word all the same, and the totals between them are off by a few at most.
 */
function isToldFor({ day, followers, change, isEstimated }: followerDays.FollowerDay, today: string): boolean {
  return followers !== null && change !== null && !isEstimated && settledFrom(day) <= startOfDay(today)
}

function madeOf(days: readonly string[], values: readonly (number | null)[], forecast: Forecast | null): MadeForecast {
  const last = values.findLastIndex((value) => value !== null)
  return { forecast, lastDay: days[last] ?? null, knownDays: values.filter((value) => value !== null).length }
}
