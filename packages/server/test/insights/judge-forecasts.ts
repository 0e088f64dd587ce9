import { forecastDays, forecastFollowers, forecastReach, type Forecast } from '../../src/insights/forecast.ts'
import { drawsOf, seedAccount } from './seeded-accounts.ts'

export interface ForecastJudgement {
  forecasts: number
  points: number
  /** Share of what came that was within the range. */
  coverage: number
  byStep: Record<string, number>
  /** Mean width of the range, in percent of its middle. */
  width: number
}

/** Forecasts from seeded pasts, held against the futures of the same seeds. */
export function judgeForecasts(metric: 'followersCount' | 'reach', accounts: number, seed: number): ForecastJudgement {
  const hits = new Map<number, { within: number; all: number }>()
  let widths = 0
  let forecasts = 0
  for (let index = 0; index < accounts; index += 1) {
    const draws = drawsOf(seed + index + 77)
    const pastDays = Math.floor(draws.between(70, 365))
    const { history } = seedAccount({
      seed: seed + index,
      plant: null,
      historyDays: pastDays - 30,
      rangeDays: 30 + forecastDays + 2,
    })
    const { changes, series } = history
    let total = Math.round(draws.between(200, 5_000))
    const totals = changes.map((change) => (change === null ? null : (total += change)))
    const upTo = <Value>(values: readonly Value[]) => values.slice(0, pastDays)
    const forecast: Forecast | null =
      metric === 'followersCount'
        ? forecastFollowers(upTo(totals), upTo(changes), 0)
        : forecastReach({ firstWeekday: 0, values: upTo(series.reach.values) })
    if (forecast === null) continue
    forecasts += 1
    const values = metric === 'followersCount' ? totals : series.reach.values
    const last = (metric === 'followersCount' ? totals : series.reach.values)
      .slice(0, pastDays)
      .findLastIndex((value) => value !== null)
    for (const { step, low, middle, high } of forecast.points) {
      const came =
        metric === 'followersCount'
          ? (values[last + step] ?? null)
          : meanOf(values.slice(last + step - 6, last + step + 1))
      if (came === null) continue
      const seen = hits.get(step) ?? { within: 0, all: 0 }
      hits.set(step, { within: seen.within + (came >= low && came <= high ? 1 : 0), all: seen.all + 1 })
      widths += (100 * (high - low)) / Math.max(1, middle)
    }
  }
  const all = [...hits.values()].reduce((sum, { all: one }) => sum + one, 0)
  return {
    forecasts,
    points: all,
    coverage: [...hits.values()].reduce((sum, { within }) => sum + within, 0) / all,
    byStep: Object.fromEntries(
      [...hits].filter(([step]) => step % 7 === 0).map(([step, { within, all: one }]) => [step, within / one]),
    ),
    width: widths / all,
  }
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length < 5 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
