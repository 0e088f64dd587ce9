import { adjust, knownOf } from './adjusted-series.ts'
import { between, bestOf, tryOut, widthsOf } from './forecast-range.ts'
import { weekdayAt, type Series } from './history.ts'
import { clipped, mean, median, robustDeviation } from './statistics.ts'

export const forecastDays = 28
/** Eight weeks. */
export const fewestForecastDays = 56
const halfLives = [10, 28, 80] as const
const steps = [1, 3, 7, 14, 21, 28] as const
const weeks = [1, 2, 3, 4] as const

export interface ForecastPoint {
  /** The day, as so many days after the last known one; of a week its last day. */
  step: number
  low: number
  middle: number
  high: number
}

export interface Forecast {
  points: ForecastPoint[]
  backtest: {
    /** From how many days of the past the same was forecast. */
    origins: number
    /** Of the last point, in percent of what came. */
    meanAbsolutePercentError: number
  }
}

/**
 * Followers of the next 28 days: the last total, and gains that go on as they went, recent days counting more.
 * @param totals at the end of each day, `changes` gained minus lost; both as far as they stay as they are
 * @returns `null` on less than eight weeks
 */
export function forecastFollowers(
  totals: readonly (number | null)[],
  changes: readonly (number | null)[],
  firstWeekday: number,
): Forecast | null {
  const last = totals.findLastIndex((total) => total !== null)
  const now = totals[last]
  const known = changes.slice(0, last + 1)
  if (now === null || now === undefined || knownOf(known, 0, last).length < fewestForecastDays) return null
  const middle = median(knownOf(known, 0, last))
  const most = 5 * Math.max(robustDeviation(knownOf(known, 0, last)), 1)
  const drawnIn = known.map((change) =>
    change === null ? null : Math.min(middle + most, Math.max(middle - most, change)),
  )
  const weekdays = weekdayGains(drawnIn, firstWeekday)
  const horizon = { last, ahead: steps, daysOfStep: 1 }
  const cameIn = (from: number, step: number): number | null => {
    const [before, after] = [totals[from], totals[from + step]]
    return typeof before === 'number' && typeof after === 'number' ? after - before : null
  }
  const methods = halfLives.map((halfLife) => {
    const levels = levelsOf(drawnIn, halfLife)
    const expected = (from: number, step: number) => {
      let sum = (levels[from] ?? 0) * step
      for (let day = 1; day <= step; day += 1) sum += weekdays[(firstWeekday + from + day) % 7] ?? 0
      return sum
    }
    return {
      halfLife,
      expected,
      tries: tryOut(horizon, (from, step) => missedBy(cameIn(from, step), expected(from, step))),
    }
  })
  const best = bestOf(methods, steps)
  const noise = Math.max(0.5, deviationOf(drawnIn))
  const widths = widthsOf(
    best.tries,
    horizon,
    (step) => noise * Math.sqrt(step + step ** 2 / effectiveDays(best.halfLife)),
  )
  const points = Array.from({ length: forecastDays }, (_, index) => {
    const step = index + 1
    const { bias, width } = between(widths, step)
    const total = now + best.expected(last, step) + bias
    return {
      step,
      low: Math.max(0, Math.floor(total - width)),
      middle: Math.max(0, Math.round(total)),
      high: Math.max(0, Math.ceil(total + width)),
    }
  })
  const ends = (best.tries.errors.get(forecastDays) ?? []).map((error) => Math.abs(error))
  return {
    points,
    backtest: { origins: ends.length, meanAbsolutePercentError: percent(mean(ends) / Math.max(1, now)) },
  }
}

/**
 * Reach of the next four weeks, as the average of their days, since days of it do not add up.
 * @returns `null` on less than eight weeks
 */
export function forecastReach(series: Series): Forecast | null {
  const { values, weekdays } = adjust(series)
  const last = values.findLastIndex((value) => value !== null)
  if (knownOf(values, 0, last).length < fewestForecastDays) return null
  const drawnIn = values.slice(0, last + 1)
  const horizon = { last, ahead: weeks, daysOfStep: 7 }
  const cameIn = (from: number, week: number): number | null => {
    const days = knownOf(series.values, from + 7 * week - 6, from + 7 * week)
    return from + 7 * week > last || days.length < 5 ? null : Math.log1p(mean(days))
  }
  const ofWeek = (from: number, week: number) =>
    Math.log(
      mean(Array.from({ length: 7 }, (_, day) => Math.exp(weekdays[weekdayAt(series, from + 7 * week - day)] ?? 0))),
    )
  const methods = halfLives.map((halfLife) => {
    const levels = levelsOf(drawnIn, halfLife)
    const expected = (from: number, week: number) => (levels[from] ?? 0) + ofWeek(from, week)
    return {
      halfLife,
      expected,
      tries: tryOut(horizon, (from, week) => missedBy(cameIn(from, week), expected(from, week))),
    }
  })
  const best = bestOf(methods, weeks)
  const noise = Math.max(0.02, deviationOf(drawnIn))
  const widths = widthsOf(best.tries, horizon, () => noise * Math.sqrt(1 / 7 + 1 / effectiveDays(best.halfLife)))
  const points = weeks.map((week) => {
    const { bias, width } = between(widths, week)
    const level = best.expected(last, week) + bias
    const at = (value: number) => Math.max(0, Math.round(Math.expm1(value)))
    return { step: 7 * week, low: at(level - width), middle: at(level), high: at(level + width) }
  })
  const ends = (best.tries.errors.get(4) ?? []).map((error) => Math.abs(Math.expm1(-error)))
  return { points, backtest: { origins: ends.length, meanAbsolutePercentError: percent(mean(ends)) } }
}

const missedBy = (came: number | null, expected: number) => (came === null ? null : came - expected)
const percent = (share: number) => Math.round(1000 * share) / 10
/** How many days weigh as much as all of them do with a half-life. */
const effectiveDays = (halfLife: number) => (2 * halfLife) / Math.LN2

/** The level after each day, each day before it weighing half as much a half-life later. */
function levelsOf(values: readonly (number | null)[], halfLife: number): number[] {
  const kept = 0.5 ** (1 / halfLife)
  let sum = 0
  let weight = 0
  return values.map((value) => {
    sum *= kept
    weight *= kept
    if (value !== null) {
      sum += value
      weight += 1
    }
    return weight > 0 ? sum / weight : 0
  })
}

/** What each weekday gains more than the days around it. */
function weekdayGains(changes: readonly (number | null)[], firstWeekday: number): number[] {
  const found: number[][] = Array.from({ length: 7 }, () => [])
  for (const [index, change] of changes.entries()) {
    const around = knownOf(changes, index - 3, index + 3)
    if (change !== null && around.length === 7) found[(firstWeekday + index) % 7]?.push(change - mean(around))
  }
  const gains = found.map((values) => (mean(clipped(values)) * values.length) / (values.length + 4))
  const middle = mean(gains)
  return gains.map((gain) => gain - middle)
}

function deviationOf(values: readonly (number | null)[]): number {
  const distances: number[] = []
  for (const [index, value] of values.entries()) {
    const around = knownOf(values, index - 7, index + 7)
    if (value !== null && around.length >= 8) distances.push(value - mean(around))
  }
  return Math.sqrt(mean(clipped(distances, 3).map((distance) => distance ** 2)) * (15 / 14))
}
