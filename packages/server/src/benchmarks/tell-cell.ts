import type { benchmarks } from '@instagram-dashboard/db'
import type { Window } from './figures.ts'
import { benchmarkMetricNames, benchmarkMetrics, placeOf, type BenchmarkMetric } from './grids.ts'
import { createRandom, drawThreshold, fewestAccounts, noisyRunningCounts } from './noise.ts'
import { percentilesOf, rising } from './spread.ts'

/** What is known of a cell while its accounts are counted. */
export interface Counted {
  /** Each of another user. */
  accounts: number
  /** Which ones, as a text that another list would not have. */
  digest: string
  counts: Record<BenchmarkMetric, number[]>
}

export function countIn(counts: Counted['counts'], values: Record<BenchmarkMetric, number | null>): void {
  for (const name of benchmarkMetricNames) {
    const value = values[name]
    if (value === null) continue
    const { bins } = benchmarkMetrics[name]
    const bin = Math.min(bins - 1, Math.floor(placeOf(benchmarkMetrics[name], value)))
    counts[name][bin] = (counts[name][bin] ?? 0) + 1
  }
}

export function noCounts(): Counted['counts'] {
  // The guarantee: a list for each of the names.
  return Object.fromEntries(
    benchmarkMetricNames.map((name) => [name, Array<number>(benchmarkMetrics[name].bins).fill(0)]),
  ) as Counted['counts']
}

/**
 * What is told of a cell, nothing where too few are in it. Everything that is told comes from the noisy counts and from the
 * number that a cell needs, so that nothing else of the accounts gets out.
 * @param seedOf makes a seed that nobody outside knows. The same accounts are told the same, however often it is asked
 */
export function tellCell(
  counted: Counted,
  { cell, window, now, seedOf }: { cell: string; window: Window; now: Date; seedOf: (about: string) => string },
): benchmarks.BenchmarkRow[] {
  const place = `${cell}:${window.last}`
  if (counted.accounts < drawThreshold(createRandom(seedOf(`threshold:${place}`)))) return []
  const random = createRandom(seedOf(`noise:${place}:${counted.digest}`))
  const told = benchmarkMetricNames.map((metric) => ({
    metric,
    running: rising(noisyRunningCounts(counted.counts[metric], random)),
  }))
  const total = told.reduce((sum, { running }) => sum + (running.at(-1) ?? 0), 0) / told.length
  const accounts = Math.max(fewestAccounts, 10 * Math.round(total / 10))
  return told.map(({ metric, running }) => ({
    cell,
    metric,
    accounts,
    startDay: window.first,
    endDay: window.last,
    percentiles: percentilesOf(benchmarkMetrics[metric], running),
    computedAt: now,
  }))
}
