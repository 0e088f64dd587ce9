import { adjust, countingNoise, knownOf, noiseOf } from './adjusted-series.ts'
import { weekdayAt, type Evidence, type History, type Series } from './history.ts'
import { mean, studentQuantile } from './statistics.ts'

/** What a range is compared in, the one first that says most. */
export const periodMetrics = ['reach', 'impressions', 'engagement'] as const
export type PeriodMetric = (typeof periodMetrics)[number]

/** Of a hundred ranges like any other one may be said to have changed. */
const falseShare = 0.01
/** Less than a tenth is nothing that a creator would call a change, however sure it is. */
const leastChange = Math.log(1.1)
/** Below this a day is a handful. */
const fewest = 20
const fewestBefore = 28
/** No account is steadier than this from day to day. */
const leastDeviation = 0.05
/** So much of a period has to be known for it to be compared. */
const knownShare = 0.7
/** The best of three is no record. */
const fewestPeriods = 4

/** How a range stands against another of equal length. */
export interface PeriodChange {
  metric: PeriodMetric
  direction: 'up' | 'down'
  /** Of a settled day of the range on average, and of one of the other range. */
  perDay: number
  previousPerDay: number
  changePercent: number
  evidence: Evidence
  /** It is more than the ups and downs of the account explain. */
  isClear: boolean
  /** Of how many periods of this length in a row, this one the last, it is the highest; `null` below four. */
  highestOf: number | null
}

/** Each metric of the range of a history against the days of another range, as far as enough of both is known. */
export function periodChanges(history: History, before: Readonly<Record<PeriodMetric, Series>>): PeriodChange[] {
  return periodMetrics.flatMap((metric) => changeOf(history, metric, before[metric]))
}

function changeOf({ series: all, rangeStart }: History, metric: PeriodMetric, before: Series): PeriodChange[] {
  const series = all[metric]
  const range = { firstWeekday: weekdayAt(series, rangeStart), values: series.values.slice(rangeStart) }
  const watched = knownOf(series.values, 0, rangeStart - 1).length
  if (!isKnown(range.values) || !isKnown(before.values) || watched < fewestBefore) return []
  const { values, weekdays } = adjust(series)
  const logsOf = (one: Series) =>
    one.values.flatMap((value, index) =>
      value === null ? [] : Math.log1p(Math.max(0, value)) - (weekdays[weekdayAt(one, index)] ?? 0),
    )
  const [logs, logsBefore] = [logsOf(range), logsOf(before)]
  const [perDay, previousPerDay] = [mean(known(range.values)), mean(known(before.values))]
  if (Math.max(perDay, previousPerDay) < fewest || previousPerDay === 0) return []
  const { daily, persistence } = noiseOf(values, rangeStart - 1)
  const deviation = Math.max(daily, leastDeviation, countingNoise(mean(logsBefore)))
  const error = deviation * persistence * Math.sqrt(1 / logs.length + 1 / logsBefore.length)
  const score = (mean(logs) - mean(logsBefore)) / error
  const threshold = studentQuantile(falseShare / periodMetrics.length / 2, 0.4 * watched)
  const change = Math.log((1 + perDay) / (1 + previousPerDay))
  return [
    {
      metric,
      direction: change >= 0 ? 'up' : 'down',
      perDay: Math.round(perDay),
      previousPerDay: Math.round(previousPerDay),
      changePercent: Math.round((1_000 * (perDay - previousPerDay)) / previousPerDay) / 10,
      evidence: {
        score: Math.round(100 * score) / 100,
        threshold: Math.round(100 * threshold) / 100,
        sampleSize: watched,
        baseline: Math.round(previousPerDay),
        tests: periodMetrics.length,
      },
      isClear:
        Math.abs(score) >= threshold && Math.abs(change) >= leastChange && Math.sign(score) === Math.sign(change),
      highestOf: highestOf(series.values, rangeStart),
    },
  ]
}

const known = (values: readonly (number | null)[]): number[] => values.flatMap((value) => value ?? [])
const isKnown = (values: readonly (number | null)[]): boolean =>
  values.length > 0 && known(values).length >= knownShare * values.length

/** Counts back over periods of equal length for as long as each is known and lower. */
function highestOf(values: readonly (number | null)[], rangeStart: number): number | null {
  const length = values.length - rangeStart
  const highest = mean(known(values.slice(rangeStart)))
  let periods = 1
  for (let start = rangeStart - length; start >= 0; start -= length) {
    const period = values.slice(start, start + length)
    if (!isKnown(period) || mean(known(period)) >= highest) break
    periods += 1
  }
  return periods < fewestPeriods ? null : periods
}
