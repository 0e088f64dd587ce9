import { medianAbsoluteDeviation, median as medianOf, probit, quantile } from 'simple-statistics'

/** A median absolute deviation of this much is a standard deviation of one, where the noise is normal. */
const deviationsPerSpread = 1.4826

/** @returns 0 of nothing */
export const median = (values: readonly number[]): number => (values.length === 0 ? 0 : medianOf([...values]))

/** A standard deviation that a few outliers do not move; 0 of fewer than two values. */
export const robustDeviation = (values: readonly number[]): number =>
  values.length < 2 ? 0 : deviationsPerSpread * medianAbsoluteDeviation([...values])

/** How far the values on one side of the middle reach, as a standard deviation: from the quarter to the tenth farthest. */
export function sideDeviation(values: readonly number[], side: 'high' | 'low'): number {
  if (values.length < 2) return 0
  const middle = median(values)
  // Of many values the twentieth says more of the tail.
  const shares = values.length < 100 ? [0.75, 0.8, 0.85, 0.9] : [0.75, 0.8, 0.85, 0.9, 0.95]
  const ends = quantile(
    [...values],
    shares.map((share) => (side === 'high' ? share : 1 - share)),
  )
  return mean(ends.map((end, index) => Math.abs(end - middle) / probit(shares[index] ?? 0.9)))
}

/**
 * How much farther the high values reach than the low ones: 0 of a symmetric noise. Outliers are left out, and it is drawn
 * toward 0 by half of its error.
 */
export function skewness(values: readonly number[]): number {
  const middle = median(values)
  const most = 3 * robustDeviation(values)
  const ordinary = values.filter((value) => Math.abs(value - middle) <= most)
  const deviation = Math.sqrt(variance(ordinary))
  if (ordinary.length < 40 || deviation === 0) return 0
  const centre = mean(ordinary)
  const skew = mean(ordinary.map((value) => ((value - centre) / deviation) ** 3))
  const error = Math.sqrt(6 / ordinary.length)
  return Math.sign(skew) * Math.min(0.4, Math.max(0, Math.abs(skew) - error / 2))
}

/** Values no farther from their median than so many deviations. */
export function clipped(values: readonly number[], deviations = 2.5): number[] {
  const middle = median(values)
  const most = deviations * robustDeviation(values)
  if (most === 0) return [...values]
  return values.map((value) => Math.min(middle + most, Math.max(middle - most, value)))
}

/**
 * What a value of Student's distribution exceeds with this probability (Cornish and Fisher's expansion of the normal one).
 * @param freedom degrees of freedom; below four counts as four
 */
export function studentQuantile(probability: number, freedom: number): number {
  const z = probit(1 - probability)
  const n = Math.max(4, freedom)
  const first = (z ** 3 + z) / 4
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + first / n + second / n ** 2 + third / n ** 3
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** Of a sample; 0 of fewer than two values. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return 0
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)
}

/** Numbers from 0 up to 1 that are the same for the same seed, so that an answer does not change from call to call. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** So many values of all stand in for what a small group does not tell of its spread. */
const borrowed = 6

export interface GroupDifference {
  /** Mean of the group minus mean of the others, on the scale of the values. */
  difference: number
  /** The difference drawn toward none, as far as its error is great beside what such differences usually are. */
  shrunk: number
  /** In standard errors (Welch's, with a variance that small groups share with all). */
  score: number
  freedom: number
}

/** How a group differs from the others; outliers of both are drawn in first, so that one makes no difference. */
export function differenceOf(
  group: readonly number[],
  others: readonly number[],
  usualDifference: number,
): GroupDifference {
  const [middle, middleOfOthers] = [median(group), median(others)]
  const distances = [...group.map((value) => value - middle), ...others.map((value) => value - middleOfOthers)]
  // Of both together: a few values say too little of how far theirs are spread.
  const most = 3 * robustDeviation(distances)
  const drawnIn = (values: readonly number[], around: number) =>
    most === 0 ? values : values.map((value) => Math.min(around + most, Math.max(around - most, value)))
  const [one, other] = [drawnIn(group, middle), drawnIn(others, middleOfOthers)]
  const whole =
    (variance(one) * (one.length - 1) + variance(other) * (other.length - 1)) / (one.length + other.length - 2)
  const partOf = (values: readonly number[]) =>
    (variance(values) * (values.length - 1) + whole * borrowed) / (values.length - 1 + borrowed) / values.length
  const [partOne, partOther] = [partOf(one), partOf(other)]
  const error = partOne + partOther
  const difference = mean(one) - mean(other)
  const freedom =
    error ** 2 /
    Math.max(
      partOne ** 2 / (one.length - 1 + borrowed) + partOther ** 2 / (other.length - 1 + borrowed),
      Number.MIN_VALUE,
    )
  const trusted = usualDifference ** 2 / (usualDifference ** 2 + error)
  return { difference, shrunk: difference * trusted, score: error > 0 ? difference / Math.sqrt(error) : 0, freedom }
}
