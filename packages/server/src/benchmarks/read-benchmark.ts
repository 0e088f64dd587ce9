import { benchmarks, type accounts } from '@instagram-dashboard/db'
import type { BenchmarkDeps } from './compute-benchmarks.ts'
import type { BenchmarkInput, BenchmarkItem, BenchmarkResult, BenchmarkStatus } from './contract.ts'
import { newestWindow, readFigures } from './figures.ts'
import { benchmarkMetricNames, benchmarkMetrics, boundsOf } from './grids.ts'
import { deviationOf } from './noise.ts'
import { percentOf } from './spread.ts'

/** Nine of ten of a normal distribution lie within so many standard deviations. */
const widthOfMargin = 1.645

/** An account among those of like size, as far as its user wants to be counted. */
export async function readBenchmark(
  { db, clock, settings }: Pick<BenchmarkDeps, 'db' | 'clock' | 'settings'>,
  account: Pick<accounts.AccountRow, 'id' | 'userId'>,
  { metric }: Pick<BenchmarkInput, 'metric'>,
): Promise<BenchmarkResult> {
  if (!settings.benchmark) return nothing('off')
  if (await benchmarks.optedOut(db, account.userId)) return nothing('opted_out')
  const window = newestWindow(clock.now())
  const member = await benchmarks.findMember(db, account.id)
  const own = (await readFigures(db, [account.id], window)).get(account.id)
  const cell = (member?.endDay === window.last ? member.cell : null) ?? own?.cell ?? null
  if (cell === null || own === undefined) return nothing('unknown_size')
  const { fewest, most } = boundsOf(cell)
  const size = { fewestFollowers: fewest, mostFollowers: most }
  const rows = (await benchmarks.listCell(db, cell)).filter(({ endDay }) => endDay === window.last)
  const [first] = rows
  if (first === undefined) return { ...nothing('too_few_accounts'), ...size }
  const items = benchmarkMetricNames.flatMap((name): BenchmarkItem[] => {
    const row = rows.find((one) => one.metric === name)
    if (row === undefined || (metric !== undefined && metric !== name)) return []
    const value = own.values[name]
    const { percentiles } = row
    const at = (percent: number) => percentiles[percent] ?? 0
    return [
      {
        metric: name,
        value: value === null ? null : Math.round(value * 100) / 100,
        percentile: value === null ? null : percentOf(percentiles, value),
        margin: marginOf(name, row.accounts),
        p10: at(10),
        p25: at(25),
        p50: at(50),
        p75: at(75),
        p90: at(90),
      },
    ]
  })
  const { accounts: about, startDay: startDate, endDay: endDate, computedAt } = first
  return { status: 'ready', ...size, accounts: about, startDate, endDate, computedAt, items }
}

function marginOf(name: keyof typeof benchmarkMetrics, accountsTold: number): number {
  const off = (100 * widthOfMargin * deviationOf(benchmarkMetrics[name].bins)) / accountsTold
  return Math.min(50, Math.ceil(off))
}

function nothing(status: BenchmarkStatus): BenchmarkResult {
  return {
    status,
    fewestFollowers: null,
    mostFollowers: null,
    accounts: null,
    startDate: null,
    endDate: null,
    computedAt: null,
    items: [],
  }
}
