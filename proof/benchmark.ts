import { createSecretKey } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openDatabase } from '../packages/db/src/index.ts'
import { computeBenchmarks } from '../packages/server/src/benchmarks/compute-benchmarks.ts'
import { benchmarkMetricNames, cellOf } from '../packages/server/src/benchmarks/grids.ts'
import { readBenchmark } from '../packages/server/src/benchmarks/read-benchmark.ts'
import { attackRate } from '../packages/server/test/membership-attack.ts'
import { seedAccounts, truePercentiles, type SeededAccount } from '../packages/server/test/seeded-accounts.ts'

export interface BenchmarkProof {
  accounts: number
  /** By how many percent the told percentile is off: on average, and the ninetieth and last of a hundred. */
  meanError: number
  error90: number
  worstCellMean: number
  /** Accounts in each cell, and the mean error there. */
  cells: Record<string, { accounts: number; meanError: number }>
  /** How often the best attacker is right about an account, percent: the one that is seen best, and an ordinary one. */
  attackWorst: number
  attackUsual: number
  /** How long the job took, and how long at most it let nobody else by. */
  jobMs: number
  longestPauseMs: number
}

/** Compares thousands of seeded accounts in a real database, and attacks what is told of them. */
export async function proveBenchmark({
  seed,
  accounts,
  trials,
}: {
  seed: number
  accounts: number
  trials: number
}): Promise<BenchmarkProof> {
  const folder = mkdtempSync(join(tmpdir(), 'benchmark-proof-'))
  const db = await openDatabase(`file:${join(folder, 'proof.db')}`)
  try {
    const now = new Date('2026-11-16T18:00:00Z')
    const seeded = await seedAccounts(db, { now, size: accounts, followers: [1_000, 99_999], seed: `proof ${seed}` })
    const deps = {
      db,
      clock: { now: () => now },
      keys: { pseudonyms: createSecretKey(Buffer.from(`a key of this proof alone, ${seed}`)) },
      background: { isEnding: () => false },
      settings: { benchmark: true },
    }
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const begin = performance.now()
    await computeBenchmarks(deps)
    const jobMs = Math.round(performance.now() - begin)
    delay.disable()
    const errors = await errorsOf(deps, seeded)
    const all = errors.flatMap(({ off }) => off).toSorted((a, b) => a - b)
    const cells = Object.fromEntries(
      [...Map.groupBy(errors, ({ cell }) => cell)].map(([cell, some]) => [
        cell,
        { accounts: some.length, meanError: mean(some.flatMap(({ off }) => off)) },
      ]),
    )
    const [first, ...others] = seeded.map(({ values }) => values)
    const seen = { engagementRate: 0, reachPerFollower: 0, followersGrowthPercent: -100, postsPerWeek: 0 }
    const percentRight = (victim: typeof seen) =>
      Math.round(1_000 * attackRate(others.slice(0, 500), victim, { trials, seed: `attack ${seed}` })) / 10
    return {
      accounts,
      meanError: mean(all),
      error90: all[Math.floor(all.length * 0.9)] ?? 0,
      worstCellMean: Math.max(...Object.values(cells).map(({ meanError }) => meanError)),
      cells,
      attackWorst: percentRight(seen),
      attackUsual: percentRight(first ?? seen),
      jobMs,
      longestPauseMs: Math.round(delay.max / 1e6),
    }
  } finally {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function errorsOf(
  deps: Parameters<typeof readBenchmark>[0],
  seeded: readonly SeededAccount[],
): Promise<{ cell: string; off: number[] }[]> {
  const errors: { cell: string; off: number[] }[] = []
  for (const [cell, members] of Map.groupBy(seeded, ({ followers }) => cellOf(followers))) {
    const truth = benchmarkMetricNames.map((name) => [name, truePercentiles(members, name)] as const)
    for (const { id, userId } of members) {
      const { items } = await readBenchmark(deps, { id, userId }, {})
      const off = truth.flatMap(([name, percentiles]) => {
        const told = items.find(({ metric }) => metric === name)?.percentile
        return told == null ? [] : Math.abs(told - (percentiles.get(id) ?? Number.NaN))
      })
      errors.push({ cell, off: off.length === truth.length ? off : [100] })
    }
  }
  return errors
}

function mean(values: readonly number[]): number {
  return Math.round((100 * values.reduce((sum, value) => sum + value, 0)) / values.length) / 100
}
