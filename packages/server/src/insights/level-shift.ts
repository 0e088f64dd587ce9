import { adjust, countingNoise, knownOf, noiseOf } from './adjusted-series.ts'
import { falseShare, strengthOf, type Finding, type History } from './history.ts'
import { mean, median, robustDeviation, studentQuantile } from './statistics.ts'

const metrics = ['reach', 'impressions', 'engagement'] as const
type ShiftMetric = (typeof metrics)[number]

const daysBefore = 56
const fewestBefore = 28
const fewestAfter = 10
const mostAfter = 28
const leastRise = Math.log(1.25)
const leastFall = Math.log(0.8)
/** Below this a day is a handful. */
const fewest = 20
/** So much of the change has to be a step where a line may explain the rest. */
const stepShare = 0.5
/** No account is steadier than this from day to day. */
const leastDeviation = 0.05
/** How much less a median knows than a mean. */
const medianLoss = 1.57

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
  const series = history.series[metric]
  const { values } = adjust(series)
  const last = values.findLastIndex((value) => value !== null)
  const { daily, persistence } = noiseOf(values, last)
  const candidates: Shift[] = []
  for (let index = Math.max(history.rangeStart, fewestBefore); index <= last - fewestAfter + 1; index += 1) {
    const before = knownOf(values, index - daysBefore, index - 1)
    const after = knownOf(values, index, Math.min(last, index + mostAfter - 1))
    if (before.length < fewestBefore || after.length < fewestAfter) continue
    const [middleBefore, middleAfter] = [median(before), median(after)]
    const change = middleAfter - middleBefore
    if (change < leastRise && change > leastFall) continue
    if (Math.expm1(Math.max(middleBefore, middleAfter)) < fewest) continue
    const deviation = Math.max(daily, countingNoise(middleBefore), leastDeviation)
    const error = deviation * persistence * Math.sqrt(medianLoss * (1 / before.length + 1 / after.length))
    const threshold = studentQuantile(falseShare.level_shift / tests / 2, 0.5 * before.length)
    const score = change / error
    if (Math.abs(score) < threshold || !isStep(values, { index, last, change })) continue
    candidates.push({
      metric,
      index,
      before: middleBefore,
      after: middleAfter,
      change,
      score,
      threshold,
      sampleSize: before.length,
      daysAfter: after.length,
    })
  }
  const strongest = candidates.toSorted((a, b) => Math.abs(b.score) - Math.abs(a.score))[0]
  if (strongest === undefined) return []
  // Where exactly: there the two levels leave least unexplained.
  const alike = candidates.filter(
    ({ index, change }) => Math.abs(index - strongest.index) <= 10 && change * strongest.change > 0,
  )
  return alike
    .map((shift) => ({ shift, cost: costOfStep(values, { index: shift.index, last }) }))
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, 1)
    .map(({ shift }) => shift)
}

interface Place {
  index: number
  last: number
}

const windowOf = ({ index, last }: Place) => ({
  from: Math.max(0, index - 35),
  to: Math.min(last, index + mostAfter - 1),
})

function costOfStep(values: readonly (number | null)[], place: Place): number {
  const { from, to } = windowOf(place)
  const before = knownOf(values, from, place.index - 1)
  const after = knownOf(values, place.index, to)
  const [middleBefore, middleAfter] = [median(before), median(after)]
  const distance = (middle: number) => (value: number) => Math.abs(value - middle)
  // The mean of both sides, so that windows of different length can be compared.
  return mean([...before.map(distance(middleBefore)), ...after.map(distance(middleAfter))])
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
