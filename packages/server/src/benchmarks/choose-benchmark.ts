import { benchmarks } from '@instagram-dashboard/db'
import type { BenchmarkDeps } from './compute-benchmarks.ts'
import type { BenchmarkChoice, SetBenchmarkInput, SetBenchmarkResult } from './contract.ts'

type Own = { userId: string }

/** Whether the accounts of a user are counted in comparisons. */
export async function readChoice(
  { db, settings }: Pick<BenchmarkDeps, 'db' | 'settings'>,
  { userId }: Own,
): Promise<BenchmarkChoice> {
  const out = await benchmarks.optedOut(db, userId)
  return { isOn: settings.benchmark, isOptedOut: out !== undefined }
}

/**
 * Leaves the accounts of a user out from now on, or counts them in with the next cell that is counted for the first time. What
 * was told with them in it is gone.
 */
export async function choose(
  { db, clock }: Pick<BenchmarkDeps, 'db' | 'clock'>,
  { userId }: Own,
  { isOptedOut }: SetBenchmarkInput,
): Promise<SetBenchmarkResult> {
  await db.transaction(async (tx) => {
    if (!isOptedOut) return benchmarks.optIn(tx, userId)
    await benchmarks.dropOfUser(tx, userId)
    await benchmarks.optOut(tx, userId, clock.now())
  })
  return { success: true }
}
