import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { forecastLevel } from '../insights/forecast-range.ts'
import { makeForecast } from '../insights/make-forecast.ts'
import { pastError } from '../insights/past-error.ts'
import { addDays, dayOf } from '../instagram/index.ts'
import type { ForecastInput, ForecastResult } from './forecast-contract.ts'

/** What is expected of the next 28 days, and how far what was expected before was off. */
export async function readForecast(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id'>,
  { metric }: ForecastInput,
): Promise<ForecastResult> {
  const today = dayOf(clock.now())
  const { forecast, lastDay, knownDays } = await makeForecast(db, account.id, { metric, today })
  const isDaily = metric === 'followersCount'
  return {
    metric,
    interval: isDaily ? 'day' : 'week',
    aggregation: isDaily ? 'last' : 'daily_average',
    lastDay,
    points:
      forecast === null || lastDay === null
        ? null
        : forecast.points.map(({ step, low, middle, high }) => ({ date: addDays(lastDay, step), low, middle, high })),
    reason: forecast === null ? 'too_little_data' : null,
    rangePercent: 100 * forecastLevel,
    knownDays,
    past: await pastError(db, account.id, { metric, today }),
    backtest: forecast?.backtest ?? null,
  }
}
