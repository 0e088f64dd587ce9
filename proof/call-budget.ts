import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { openDatabase } from '../packages/db/src/index.ts'
import type { BudgetWork } from './budget-worker.ts'

export interface BudgetProof {
  calls: number
  refused: number
  restarts: number
  /** The most calls about one account in any sixty minutes, less the error of the clock. */
  mostWithinAnHour: number
}

const callsPerHour = 200
const hourMs = 3_600_000

/**
 * Two workers with a database connection each ask for calls about the same accounts as fast as they can, on one SQLite
 * file and one simulated clock, and are killed and started again in between.
 * @param clockErrorMs the clock is put right again and again, forth and back, and is wrong by so much at most
 */
export async function proveCallBudget({
  calls,
  seed,
  accounts = 40,
  clockErrorMs = 0,
}: {
  calls: number
  accounts?: number
  seed: number
  clockErrorMs?: number
}): Promise<BudgetProof> {
  // In memory where that is offered: what is proven is the counting, not the disk.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'budget-proof-'))
  const databaseUrl = `file:${join(folder, 'proof.db')}`
  await (await openDatabase(databaseUrl)).close()
  const counters = new SharedArrayBuffer(32)
  const counted = new BigInt64Array(counters)
  const log = new SharedArrayBuffer((calls + 10_000) * 16)
  const allowed = () => Number(Atomics.load(counted, 1))
  const callsOfALife = Math.max(1_000, Math.ceil(calls / 10))
  let restarts = 0

  async function runWorker(index: number): Promise<void> {
    for (let life = 0; allowed() < calls; life += 1) {
      const work: BudgetWork = {
        databaseUrl,
        accounts,
        callsPerHour,
        seed: seed + index + 2 * life,
        clockErrorMs,
        counters,
        log,
      }
      const worker = new Worker(new URL('./budget-worker.ts', import.meta.url), {
        workerData: work,
        execArgv: ['--conditions=source', '--no-warnings'],
      })
      const failed = new Promise<never>((_resolve, reject) => worker.once('error', reject))
      // The two are killed at different times, each in the middle of whatever it does.
      const end = Math.min(calls, allowed() + callsOfALife * (1 + index / 2))
      while (allowed() < end) await Promise.race([pause(20), failed])
      await worker.terminate()
      restarts += 1
    }
  }
  try {
    await Promise.all([runWorker(0), runWorker(1)])
    const made: number[][] = Array.from({ length: accounts }, () => [])
    const entries = new Float64Array(log)
    for (let entry = 0; entry < allowed(); entry += 1) {
      // A worker that is killed on its way to a call leaves its line empty, and belongs to no account.
      made[(entries[2 * entry] ?? 0) - 1]?.push(entries[2 * entry + 1] ?? 0)
    }
    return {
      calls: allowed(),
      refused: Number(counted[2]),
      restarts,
      mostWithinAnHour: Math.max(...made.map((instants) => mostWithin(hourMs - clockErrorMs, instants))),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function mostWithin(milliseconds: number, instants: readonly number[]): number {
  const sorted = instants.toSorted((a, b) => a - b)
  let most = 0
  let first = 0
  for (const [last, instant] of sorted.entries()) {
    while ((sorted[first] ?? instant) <= instant - milliseconds) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}
