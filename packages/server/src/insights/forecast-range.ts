import { quantile } from 'simple-statistics'
import { mean, median } from './statistics.ts'

export const forecastLevel = 0.8
/** How far eight of ten values of a normal noise reach, in deviations. */
const reachOfLevel = 1.2816
/** A backtest begins with so many days behind it. */
const warmUpDays = 28
/** So many independent tries of its own weigh as much as what noise without memory would do. */
const borrowedTries = 3

export interface Horizon {
  /** The last known day, as a place in the history. */
  last: number
  /** How far ahead, in steps. */
  ahead: readonly number[]
  daysOfStep: number
}

/** What a method would have said at an origin, and by how much it missed what came. */
export interface Tries {
  /** By step. */
  errors: Map<number, number[]>
  origins: number
}

/** Forecasts from each day of the past that has enough behind it. */
export function tryOut(
  { last, ahead, daysOfStep }: Horizon,
  missed: (from: number, step: number) => number | null,
): Tries {
  const errors = new Map<number, number[]>()
  for (const step of ahead) {
    const found: number[] = []
    for (let from = warmUpDays; from + step * daysOfStep <= last; from += 1) {
      const error = missed(from, step)
      if (error !== null) found.push(error)
    }
    errors.set(step, found)
  }
  return { errors, origins: Math.max(0, last - warmUpDays) }
}

/** The method that missed by the least, near and far alike; a shorter memory has to be clearly better. */
export function bestOf<Method extends { halfLife: number; tries: Tries }>(
  methods: readonly [Method, ...Method[]] | readonly Method[],
  ahead: readonly number[],
): Method {
  const missOf = ({ tries }: Method) =>
    mean(ahead.map((step) => Math.log(1e-9 + mean((tries.errors.get(step) ?? []).map((error) => Math.abs(error))))))
  const judged = methods.map((method) => ({ method, miss: missOf(method) - 0.03 * Math.log(method.halfLife) }))
  const best = judged.toSorted((a, b) => a.miss - b.miss)[0]
  if (best === undefined) throw new RangeError('No method to forecast with')
  return best.method
}

export interface Width {
  step: number
  bias: number
  width: number
}

/**
 * How far eight of ten past forecasts were off, and which way, at each step; drawn toward what noise without memory does,
 * as far as the account's own tries are few: those of neighbouring days are nearly the same.
 */
export function widthsOf(
  { errors }: Tries,
  { ahead, daysOfStep }: Horizon,
  deviation: (step: number) => number,
): Width[] {
  let widest = 0
  return ahead.map((step) => {
    const found = errors.get(step) ?? []
    const tries = found.length / Math.max(7, step * daysOfStep)
    const bias = found.length === 0 ? 0 : (median(found) * tries) / (tries + borrowedTries)
    const without = reachOfLevel * deviation(step)
    const distances = found.map((error) => Math.abs(error - bias))
    // A few values are farther apart than the next one is from them.
    const share = Math.min(1, forecastLevel * (1 + 0.7 / Math.max(1, tries)))
    const own = distances.length === 0 ? without : quantile(distances, share)
    const trusted = tries / (tries + borrowedTries)
    const width = Math.exp(
      trusted * Math.log(Math.max(own, 1e-9)) + (1 - trusted) * Math.log(Math.max(without, own * 0.5, 1e-9)),
    )
    widest = Math.max(widest, width)
    return { step, bias, width: widest }
  })
}

/** Between two steps in proportion. */
export function between(widths: readonly Width[], step: number): { bias: number; width: number } {
  const after = widths.find((one) => one.step >= step) ?? widths.at(-1)
  const before = widths.findLast((one) => one.step <= step) ?? after
  if (after === undefined || before === undefined) return { bias: 0, width: 0 }
  const share = after.step === before.step ? 0 : (step - before.step) / (after.step - before.step)
  return {
    bias: before.bias + share * (after.bias - before.bias),
    width: before.width + share * (after.width - before.width),
  }
}
