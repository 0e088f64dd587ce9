import { dailyMetrics, followerDays, insights, type Handle } from '@instagram-dashboard/db'
import { addDays, daysFrom } from '../instagram/index.ts'
import type { ForecastMetric } from './make-forecast.ts'

const daysBack = 365

export interface PastError {
  /** How many earlier forecasts of this account were held against what came. */
  forecasts: number
  /** Days, or weeks, of them that have come and are settled. */
  points: number
  meanAbsolutePercentError: number
  /** Percent of those points that were within the range. */
  withinPercent: number
}

/** How far our own earlier forecasts of an account were off; `null` before anything that was forecast has come. */
export async function pastError(
  db: Handle,
  accountId: string,
  { metric, today }: { metric: ForecastMetric; today: string },
): Promise<PastError | null> {
  const period = { first: addDays(today, -daysBack), last: today }
  const made = await insights.listForecasts(db, accountId, { metric, ...period })
  if (made.length === 0) return null
  const came =
    metric === 'followersCount' ? await followersOf(db, accountId, period) : await reachOf(db, accountId, period)
  const misses: { share: number; isWithin: boolean }[] = []
  let forecasts = 0
  for (const { points } of made) {
    const before = misses.length
    for (const { day, low, middle, high } of points) {
      const value = came(day)
      if (value === null) continue
      misses.push({ share: Math.abs(value - middle) / Math.max(1, value), isWithin: value >= low && value <= high })
    }
    if (misses.length > before) forecasts += 1
  }
  if (misses.length === 0) return null
  const tenth = (value: number) => Math.round(10 * value) / 10
  return {
    forecasts,
    points: misses.length,
    meanAbsolutePercentError: tenth((100 * misses.reduce((sum, { share }) => sum + share, 0)) / misses.length),
    withinPercent: tenth((100 * misses.filter(({ isWithin }) => isWithin).length) / misses.length),
  }
}

type Came = (day: string) => number | null

async function followersOf(db: Handle, accountId: string, period: { first: string; last: string }): Promise<Came> {
  const rows = await followerDays.listDays(db, accountId, period)
  const totals = new Map(rows.filter(({ isFinal }) => isFinal).map(({ day, followers }) => [day, followers]))
  return (day) => totals.get(day) ?? null
}

/** A week is the average of its days, of which at least five are known. */
async function reachOf(db: Handle, accountId: string, period: { first: string; last: string }): Promise<Came> {
  const rows = await dailyMetrics.listLookedAt(db, accountId, period)
  const values = new Map(rows.map((row) => [row.day, row.unsettled.includes('reach') ? null : row.reach]))
  return (day) => {
    // A week that is not over has no last day.
    if (typeof values.get(day) !== 'number') return null
    const known = daysFrom(addDays(day, -6), day).flatMap((one) => values.get(one) ?? [])
    return known.length < 5 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
  }
}
