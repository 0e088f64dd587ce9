import { benchmarkMetricNames, benchmarkMetrics, placeOf, type BenchmarkMetric } from '../src/benchmarks/grids.ts'
import { createRandom, noisyRunningCounts } from '../src/benchmarks/noise.ts'

type Figures = Record<BenchmarkMetric, number>

/** What undoes the running sums of the noise: the weights of the inverse of their factor. */
function inverseWeights(length: number): number[] {
  const weights = [1]
  for (let index = 1; index < length; index += 1) {
    weights.push((weights[index - 1] ?? 0) * ((2 * index - 3) / (2 * index)))
  }
  return weights
}

function filtered(weights: readonly number[], values: readonly number[]): number[] {
  return values.map((_value, index) => {
    let sum = 0
    for (let earlier = 0; earlier <= index; earlier += 1)
      sum += (weights[index - earlier] ?? 0) * (values[earlier] ?? 0)
    return sum
  })
}

/**
 * How often the best of all attackers is right about whether somebody is in a cell: it knows every other account, the
 * figures of the one and the way in which the noise is made, sees the noisy counts themselves, of which all that is told is
 * made, and compares how likely they are with the one and without. By the lemma of Neyman and Pearson no other rule is
 * right more often.
 * @param options.seed of the coins and of the noise, so that each run of a test is the same
 */
export function attackRate(
  others: readonly Figures[],
  victim: Figures,
  { trials, seed }: { trials: number; seed: string },
): number {
  const coins = createRandom(`${seed}:coins`)
  const cells = benchmarkMetricNames.map((name) => {
    const grid = benchmarkMetrics[name]
    const binOf = (figures: Figures) => Math.min(grid.bins - 1, Math.floor(placeOf(grid, figures[name])))
    const counts = Array<number>(grid.bins).fill(0)
    for (const other of others) counts[binOf(other)] = (counts[binOf(other)] ?? 0) + 1
    const own = binOf(victim)
    const without = runningOf(counts)
    const trace = filtered(inverseWeights(grid.bins), runningOf(counts.map((_count, bin) => (bin === own ? 1 : 0))))
    const size = trace.reduce((sum, value) => sum + value * value, 0)
    return { counts, own, without, trace, size, weights: inverseWeights(grid.bins) }
  })
  let right = 0
  for (let trial = 0; trial < trials; trial += 1) {
    const isIn = coins() < 0.5
    const random = createRandom(`${seed}:noise:${trial}`)
    let evidence = 0
    for (const { counts, own, without, trace, size, weights } of cells) {
      const real = isIn ? counts.map((count, bin) => (bin === own ? count + 1 : count)) : counts
      const seen = noisyRunningCounts(real, random)
      const noise = filtered(
        weights,
        seen.map((sum, index) => sum - (without[index] ?? 0)),
      )
      const along = noise.reduce((sum, value, index) => sum + value * (trace[index] ?? 0), 0)
      // Every metric has the same part in it: the noise of each is as wide as its trace can be long.
      evidence += (along - size / 2) / normOf(weights.length)
    }
    if (evidence > 0 === isIn) right += 1
  }
  return right / trials
}

function normOf(bins: number): number {
  const weights = [1]
  for (let index = 1; index < bins; index += 1) weights.push((weights[index - 1] ?? 0) * (1 - 1 / (2 * index)))
  return weights.reduce((sum, weight) => sum + weight * weight, 0)
}

function runningOf(counts: readonly number[]): number[] {
  let sum = 0
  return counts.map((count) => (sum += count))
}
