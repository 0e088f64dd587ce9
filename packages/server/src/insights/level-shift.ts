import { adjust, countingNoise, knownOf, noiseOf } from './adjusted-series.ts'
import { falseShare, strengthOf, type Finding, type History } from './history.ts'
import { mean, median, robustDeviation, studentQuantile } from './statistics.ts'

const metrics = ['reach', 'impressions', 'engagement'] as const
type ShiftMetric = (typeof metrics)[number]

const daysBefore = 56
const trendDays = 182
const fewestBefore = 28
const fewestAfter = 10
const mostAfter = 28
const leastRise = Math.log(1.25)
const leastFall = Math.log(0.8)
/** Below this a day is a handful. */
const fewest = 20
/** So much of the change has to be a step where a line may explain the rest. */
const stepShare = 0.4
/** No account is steadier than this from day to day. */
const leastDeviation = 0.05
/** How much less is known without the days that are left out. */
const trimmingLoss = 1.15

interface Shift {
  metric: ShiftMetric
  index: number
  before: number
  after: number
  change: number
  score: number
  threshold: number
  sampleSize: number
  daysAfter: number
}

/** A fall or a rise that stayed: the middle of the days since, against the eight weeks before, outside the usual week-to-week noise. */
export function levelShifts(history: History): Finding[] {
  const weeks = Math.max(1, Math.ceil((history.days.length - history.rangeStart) / 7))
  const tests = metrics.length * weeks * 2
  const shifts = metrics.flatMap((metric) => shiftOf(history, metric, tests))
  // Metrics of one account move together: the first that says so is the one that says most.
  const shift = shifts[0]
  return shift === undefined ? [] : [findingOf(history, shift, tests)]
}

function shiftOf(history: History, metric: ShiftMetric, tests: number): Shift[] {
  const { values } = adjust(history.series[metric])
  const last = values.findLastIndex((value) => value !== null)
  const { daily, persistence } = noiseOf(values, last)
  const first = Math.max(history.rangeStart, fewestBefore)
  const judge = (index: number): Shift | null => {
    const before = knownOf(values, index - daysBefore, index - 1)
    const after = knownOf(values, index, Math.min(last, index + mostAfter - 1))
    if (before.length < fewestBefore || after.length < fewestAfter) return null
    const noise = Math.max(daily, leastDeviation)
    const [levelBefore, levelAfter] = [levelOf(before, noise), levelOf(after, noise)]
    const change = levelAfter - levelBefore
    const trend = trendBefore(values, index, (before.length + after.length) / 2)
    const deviation = Math.max(noise, countingNoise(levelBefore))
    const error =
      deviation * persistence * Math.sqrt(trimmingLoss * (1 / before.length + 1 / after.length + trend.error))
    return {
      metric,
      index,
      before: levelBefore,
      after: levelAfter,
      change,
      // What went on as it had gone before is no shift.
      score: (change - trend.expected) / error,
      threshold: studentQuantile(falseShare.level_shift / tests / 2, 0.5 * before.length),
      sampleSize: before.length,
      daysAfter: after.length,
    }
  }
  const isShift = (shift: Shift) => {
    const { change, score, threshold, before, after } = shift
    if ((change < leastRise && change > leastFall) || Math.sign(score) !== Math.sign(change)) return false
    if (Math.expm1(Math.max(before, after)) < fewest || Math.abs(score) < threshold) return false
    return isStep(values, { index: shift.index, last, change })
  }
  const judged = placesFrom(first, last - fewestAfter + 1).flatMap((index) => judge(index) ?? [])
  const strongest = judged.filter(isShift).toSorted((a, b) => Math.abs(b.score) - Math.abs(a.score))[0]
  if (strongest === undefined) return []
  const exact = judge(placeOfStep(values, { index: strongest.index, first, last }))
  return [exact !== null && isShift(exact) ? exact : strongest]
}

const placesFrom = (first: number, last: number) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)

/** The mean without the days of a viral post: those are no level. */
function levelOf(values: readonly number[], noise: number): number {
  const middle = median(values)
  return mean(values.filter((value) => Math.abs(value - middle) <= 2.5 * noise))
}

/** How far the level would have moved between the two middles had it gone on as in the half year before, and how sure that is. */
function trendBefore(
  values: readonly (number | null)[],
  index: number,
  distance: number,
): { expected: number; error: number } {
  const points: [number, number][] = []
  for (let place = Math.max(0, index - trendDays); place < index; place += 1) {
    const value = values[place]
    if (value !== null && value !== undefined) points.push([place, value])
  }
  const spread = points.length ** 3 / 12
  return { expected: slopeOf(points) * distance, error: distance ** 2 / Math.max(1, spread) }
}

/** The median of the slopes between points half of all apart (Theil and Sen). */
function slopeOf(points: readonly [number, number][]): number {
  const apart = Math.floor(points.length / 2)
  return median(
    points.slice(apart).flatMap(([x, y], index) => {
      const other = points[index]
      return other === undefined ? [] : [(y - other[1]) / (x - other[0])]
    }),
  )
}

interface Place {
  index: number
  last: number
}

/** Where near a place two levels leave least unexplained. */
function placeOfStep(values: readonly (number | null)[], { index, first, last }: Place & { first: number }): number {
  const [from, to] = [Math.max(0, index - 42), Math.min(last, index + mostAfter + 14)]
  const costOf = (place: number) => {
    const sides = [knownOf(values, from, place - 1), knownOf(values, place, to)]
    return sides.reduce((sum, side) => {
      const middle = median(side)
      return sum + side.reduce((cost, value) => cost + Math.abs(value - middle), 0)
    }, 0)
  }
  return (
    placesFrom(Math.max(first, index - 14), Math.min(last - fewestAfter + 1, index + 14))
      .map((place) => ({ place, cost: costOf(place) }))
      .toSorted((a, b) => a.cost - b.cost)
      .map(({ place }) => place)[0] ?? index
  )
}

/** Whether a step remains where a line is allowed for as well (least squares): steady growth is no shift. */
function isStep(values: readonly (number | null)[], { index, last, change }: Place & { change: number }): boolean {
  const points: { place: number; isAfter: number; value: number }[] = []
  for (let place = Math.max(0, index - daysBefore); place <= Math.min(last, index + mostAfter - 1); place += 1) {
    const value = values[place]
    if (value !== null && value !== undefined) points.push({ place, isAfter: place >= index ? 1 : 0, value })
  }
  const middles = [0, 1].map((side) => median(points.flatMap(({ isAfter, value }) => (isAfter === side ? value : []))))
  const most = 2.5 * robustDeviation(points.map(({ isAfter, value }) => value - (middles[isAfter] ?? 0)))
  const drawnIn = points.map(({ isAfter, value }) => {
    const middle = middles[isAfter] ?? 0
    return Math.min(middle + most, Math.max(middle - most, value))
  })
  const centred = (numbers: readonly number[]) => {
    const middle = mean(numbers)
    return numbers.map((number) => number - middle)
  }
  const time = centred(points.map(({ place }) => place))
  const side = centred(points.map(({ isAfter }) => isAfter))
  const level = centred(drawnIn)
  const product = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
  const determinant = product(time, time) * product(side, side) - product(time, side) ** 2
  if (determinant <= 0) return false
  const step = (product(side, level) * product(time, time) - product(time, side) * product(time, level)) / determinant
  return step / change >= stepShare
}

function findingOf({ days }: History, shift: Shift, tests: number): Finding {
  const { metric, index, before, after, change, score, threshold, sampleSize, daysAfter } = shift
  const [was, is] = [Math.expm1(before), Math.expm1(after)]
  const since = days[index] ?? ''
  return {
    rule: 'level_shift',
    subject: `${change > 0 ? 'rise' : 'fall'}:${since}`,
    direction: change > 0 ? 'up' : 'down',
    metric,
    numbers: {
      before: Math.round(was),
      after: Math.round(is),
      changePercent: Math.round(100 * Math.expm1(change)),
      daysAfter,
    },
    days: days.slice(index, index + daysAfter),
    mediaId: null,
    type: null,
    evidence: {
      score: Math.round(score * 100) / 100,
      threshold: Math.round(threshold * 100) / 100,
      sampleSize,
      baseline: Math.round(was),
      tests,
    },
    strength: strengthOf(0.4 + 1.6 * Math.abs(change)),
  }
}
