import { syncRuns } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { ClaimedSync } from './claim-sync.ts'
import type { SyncPhase } from './contract.ts'

// Short, so that a sync that takes the account over is noticed soon.
const unwatchedStepMs = 5_000

/** The program ends: the run stops where it is, and the next start goes on. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

interface Progress {
  phase: SyncPhase
  done: number
  total: number
  apiCalls: number
}

/** Saves each step of a watched run; of others only what keeps the lease and tells an operator where the run is. */
export function progressOf(deps: Deps, claimed: ClaimedSync): (progress: Progress) => Promise<void> {
  const { clock, background } = deps
  let savedAt = clock.now().getTime()
  return async (progress) => {
    const now = clock.now().getTime()
    if (claimed.policy.isWatched || now - savedAt >= unwatchedStepMs) {
      await saveProgress(deps, claimed, progress)
      savedAt = now
    }
    if (background.isEnding()) throw new Stopped('The program ends')
  }
}

async function saveProgress({ db }: Deps, { run, lease }: ClaimedSync, progress: Progress): Promise<void> {
  await db.transaction(async (tx) => {
    await lease.renew(tx)
    await syncRuns.updateUnfinished(tx, run.id, { status: 'running', ...progress })
  })
}
