import { accounts, syncRuns } from '@instagram-dashboard/db'
import { addMs } from '../clock/time.ts'
import type { Deps } from '../deps.ts'
import { syncLeaseMs, type ClaimedSync } from './claim-sync.ts'
import { Superseded } from '../leases/superseded.ts'
import type { SyncPhase } from './contract.ts'

// Short, so that a press of the button, which takes the account over, is noticed soon.
const nightlyStepMs = 5_000

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

/** Saves each step while somebody watches; at night only what keeps the lease and tells an operator where a run is. */
export function progressOf(deps: Deps, claimed: ClaimedSync): (progress: Progress) => Promise<void> {
  const { clock, background } = deps
  let savedAt = clock.now().getTime()
  return async (progress) => {
    const now = clock.now().getTime()
    if (claimed.run.trigger !== 'scheduled' || now - savedAt >= nightlyStepMs) {
      await saveProgress(deps, claimed, progress)
      savedAt = now
    }
    if (background.isEnding()) throw new Stopped('The program ends')
  }
}

async function saveProgress(
  { db, clock }: Deps,
  { run, account, lease }: ClaimedSync,
  progress: Progress,
): Promise<void> {
  const leaseUntil = addMs(clock.now(), syncLeaseMs)
  await db.transaction(async (tx) => {
    if (!(await accounts.renewLease(tx, { id: account.id, lease }, { leaseUntil }))) {
      throw new Superseded('The lease is lost')
    }
    await syncRuns.updateUnfinished(tx, run.id, { status: 'running', ...progress })
  })
}
