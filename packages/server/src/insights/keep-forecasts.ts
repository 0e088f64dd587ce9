import { insights, type Handle } from '@instagram-dashboard/db'
import { addDays } from '../instagram/index.ts'
import { forecastMetrics, makeForecast } from './make-forecast.ts'

/** One a week shows how far forecasts were off; more would say the same again. */
const daysBetween = 7

/** Keeps a forecast of each metric, at most one a week, so that its error can be measured when the days have come. */
export async function keepForecasts(
  db: Handle,
  accountId: string,
  { today, now }: { today: string; now: Date },
): Promise<void> {
  for (const metric of forecastMetrics) {
    const newest = await insights.newestForecast(db, accountId, metric)
    // The newest days of a metric settle some days late.
    if (newest !== undefined && addDays(newest.madeOn, daysBetween) > addDays(today, -1)) continue
    const { forecast, lastDay } = await makeForecast(db, accountId, { metric, today })
    if (forecast === null || lastDay === null) continue
    if (newest !== undefined && lastDay < addDays(newest.madeOn, daysBetween)) continue
    const points = forecast.points.map(({ step, low, middle, high }) => ({
      day: addDays(lastDay, step),
      low,
      middle,
      high,
    }))
    await insights.saveForecast(db, { accountId, metric, madeOn: lastDay, points, madeAt: now })
  }
}
