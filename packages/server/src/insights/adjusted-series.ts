import { weekdayAt, type Series } from './history.ts'
import { clipped, mean, median, robustDeviation } from './statistics.ts'

/** A series on a scale on which a doubling is the same everywhere and every weekday is like the others. */
export interface AdjustedSeries {
  /** `log(1 + value)` minus what its weekday usually adds. */
  values: (number | null)[]
  /** What each weekday usually adds, 0 Monday to 6 Sunday. */
  weekdays: number[]
  /** How many weeks the weekdays were learned from. */
  weeks: number
}

/** A weekday seen this often is believed half. */
const halfBelieved = 2

/** Takes the weekday out: each weekday's median distance from the middle of the seven days around it. */
export function adjust(series: Series): AdjustedSeries {
  const logs = series.values.map((value) => (value === null ? null : Math.log1p(Math.max(0, value))))
  const distances: number[][] = Array.from({ length: 7 }, () => [])
  for (const [index, value] of logs.entries()) {
    const around = knownOf(logs, index - 3, index + 3)
    if (value === null || around.length < 6) continue
    distances[weekdayAt(series, index)]?.push(value - median(around))
  }
  const effects = distances.map((found) => (mean(clipped(found, 2)) * found.length) / (found.length + halfBelieved))
  const middle = mean(effects)
  const weekdays = effects.map((effect) => effect - middle)
  const weeks = Math.min(...distances.map((found) => found.length))
  const values = logs.map((value, index) => (value === null ? null : value - (weekdays[weekdayAt(series, index)] ?? 0)))
  return { values, weekdays, weeks }
}

/** The known values from one place to another, both included. */
export function knownOf(values: readonly (number | null)[], from: number, to: number): number[] {
  const known: number[] = []
  for (let index = Math.max(0, from); index <= Math.min(to, values.length - 1); index += 1) {
    const value = values[index]
    if (value !== null && value !== undefined) known.push(value)
  }
  return known
}

/** What chance alone does to a count of this size, on the same scale: no noise is smaller. */
export const countingNoise = (level: number): number => 1 / Math.sqrt(Math.exp(Math.max(0, level)))

/** How much a day differs from the days around it, as a rule, and how much longer-lived than a day the differences are. */
export function noiseOf(values: readonly (number | null)[], to: number): { daily: number; persistence: number } {
  const distances: number[] = []
  for (let index = 0; index <= to; index += 1) {
    const value = values[index]
    const around = knownOf(values, index - 7, index - 1)
    if (value === null || value === undefined || around.length < 5) continue
    // The median of seven has an error of its own.
    distances.push((value - median(around)) / Math.sqrt(1 + 1.57 / around.length))
  }
  const daily = robustDeviation(distances)
  const weeks: number[] = []
  for (let end = to; end >= 6; end -= 7) {
    const week = knownOf(values, end - 6, end)
    if (week.length >= 5) weeks.push(mean(clipped(week)))
  }
  const steps = weeks.slice(1).map((week, index) => week - (weeks[index] ?? week))
  const weekly = robustDeviation(steps) / Math.SQRT2
  const ratio = daily > 0 ? (weekly * Math.sqrt(7)) / daily : 1
  // Few weeks say little about it.
  const trusted = steps.length / (steps.length + 6)
  return { daily, persistence: Math.exp(trusted * Math.log(Math.max(1, ratio))) }
}
