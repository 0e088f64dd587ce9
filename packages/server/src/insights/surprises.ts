import { adjust, countingNoise, knownOf } from './adjusted-series.ts'
import { weekdayAt, type Series } from './history.ts'
import { median, robustDeviation, sideDeviation, skewness, studentQuantile } from './statistics.ts'

/** How one day stands against the eight weeks before it. */
export interface Surprise {
  index: number
  /** What the day was expected to be. */
  expected: number
  value: number
  /** In standard deviations of what the same forecast missed the days before by; below 0 for less than expected. */
  score: number
  /** How many days before it was held against. */
  sampleSize: number
  /** How much farther chance reaches to the day's side than to the other. */
  skew: number
}

const levelDays = 21
const fewestLevelDays = 10
const baselineDays = 56
const noiseDays = 182
const fewestBaselineDays = 18
/** No account is steadier than this from day to day. */
const leastDeviation = 0.05
/** Nearer to the usual than this, in rough deviations, nothing is odd. */
const worthALook = 1.8

/**
 * Each day against a forecast from the three weeks before it, and the error of that against the errors of the same
 * forecast in the eight weeks before: what is usual is what this account itself has shown, trend, noise and all.
 */
export function surprisesOf(series: Series, from: number): Map<number, Surprise> {
  const { values, weekdays, weeks } = adjust(series)
  const levels = new Map<number, number>()
  const errors: (number | null)[] = values.map((value, index) => {
    const before = knownOf(values, index - levelDays, index - 1)
    if (before.length < fewestLevelDays) return null
    const level = median(before)
    levels.set(index, level)
    return value === null ? null : value - level
  })
  const all = knownOf(errors, 0, errors.length - 1)
  const skew = skewness(all)
  const [middle, roughly] = [median(all), Math.max(robustDeviation(all), leastDeviation)]
  const found = new Map<number, Surprise>()
  for (let index = from; index < values.length; index += 1) {
    const error = errors[index]
    const level = levels.get(index)
    const value = series.values[index]
    if (error === null || error === undefined || level === undefined || value === null || value === undefined) continue
    const weekday = weekdays[weekdayAt(series, index)] ?? 0
    const rough = (error - middle) / roughly
    if (Math.abs(rough) < worthALook) {
      const expected = Math.max(0, Math.expm1(level + middle + weekday))
      found.set(index, { index, expected, value, score: rough, sampleSize: 0, skew: 0 })
      continue
    }
    const before = knownOf(errors, index - baselineDays, index - 1)
    if (before.length < fewestBaselineDays) continue
    const usual = median(before)
    const distance = error - usual
    const expected = level + usual + weekday
    // How far chance goes is known the better the longer it was watched.
    const watched = knownOf(errors, index - noiseDays, index - 1)
    const deviation = Math.max(
      sideDeviation(watched, distance > 0 ? 'high' : 'low'),
      0.9 * robustDeviation(watched),
      countingNoise(expected),
      leastDeviation,
    )
    // What the weekdays were learned from is also what they are held against.
    const score = distance / (deviation * Math.sqrt(1 + 1 / before.length + 1.57 / Math.max(1, weeks)))
    found.set(index, {
      index,
      expected: Math.max(0, Math.expm1(expected)),
      value,
      score,
      sampleSize: watched.length,
      skew: Math.sign(distance) * skew,
    })
  }
  return found
}

/**
 * What a score has to exceed, by Student's distribution with Cornish and Fisher's term for noise that is not symmetric. A
 * robust deviation knows as much as a usual one of two fifths of the days.
 */
export function surpriseThreshold(
  falseShare: number,
  { tests, sampleSize, skew }: { tests: number } & Pick<Surprise, 'sampleSize' | 'skew'>,
): number {
  const symmetric = studentQuantile(falseShare / Math.max(1, tests) / 2, 0.4 * sampleSize)
  return symmetric + ((symmetric ** 2 - 1) * skew) / 6
}
