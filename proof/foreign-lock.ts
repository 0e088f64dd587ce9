import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { accounts, callBudgets, openDatabase } from '../packages/db/src/index.ts'

export interface LockProof {
  heldMs: number
  /** Milliseconds from the write's beginning to its good end. */
  waitedMs: number
  /** The longest that the event loop stood still, in milliseconds. */
  longestStallMs: number
  /** What was read meanwhile, and the longest that a read and a proof of readiness together took, in milliseconds. */
  reads: number
  longestReadMs: number
}

/**
 * A foreign process holds SQLite's write lock while this one wants to write: it waits without stopped still, and what is
 * there is read meanwhile.
 */
export async function proveForeignLock({ heldMs }: { heldMs: number }): Promise<LockProof> {
  const folder = mkdtempSync(join(tmpdir(), 'lock-proof-'))
  const databaseUrl = `file:${join(folder, 'proof.db')}`
  const db = await openDatabase(databaseUrl)
  try {
    const script = fileURLToPath(new URL('./lock-holder.ts', import.meta.url))
    const holder = spawn(
      process.execPath,
      ['--conditions=source', '--no-warnings', script, databaseUrl, String(heldMs)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const ended = new Promise((resolve) => holder.on('exit', resolve))
    await new Promise<void>((resolve) => holder.stdout.once('data', () => resolve()))
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const start = performance.now()
    let isWritten = false
    const write = db.transaction((tx) => callBudgets.lock(tx, 'account')).then(() => (isWritten = true))
    let reads = 0
    let longestReadMs = 0
    while (!isWritten) {
      const asked = performance.now()
      await accounts.findById(db, 'nobody')
      await db.ping()
      longestReadMs = Math.max(longestReadMs, performance.now() - asked)
      reads += 1
      await pause(5)
    }
    await write
    const waitedMs = performance.now() - start
    delay.disable()
    await ended
    return {
      heldMs,
      waitedMs: Math.round(waitedMs),
      longestStallMs: Math.round(delay.max / 1e6),
      reads,
      longestReadMs: Math.round(longestReadMs),
    }
  } finally {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
