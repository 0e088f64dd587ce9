import { accounts, syncRuns } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { claimSync } from './claim-sync.ts'
import { executeRun } from './execute-run.ts'

/** Begins the sync that a fresh connection is owed. It goes on in the background; nobody waits for it. */
export async function startFirstSync(deps: Deps, account: accounts.AccountRow): Promise<void> {
  const trigger = account.lastSyncedAt === null ? 'first_connection' : 'scheduled'
  try {
    const claim = await claimSync(deps, { account, trigger })
    if ('claimed' in claim) deps.background.run('first-sync', () => executeRun(deps, claim.claimed))
  } catch (error) {
    // Already at work, or disconnected meanwhile: either way there is nothing to begin.
    if (!(error instanceof AppError)) throw error
  }
}

const batch = 100

/** After a start: closes the runs that a crash left open and begins again the first syncs that never finished. */
export async function resumeSyncs(deps: Deps): Promise<void> {
  const { db, leaseOwner, clock } = deps
  for (const accountId of await syncRuns.listAccountsWithUnfinished(db, batch)) {
    const account = await accounts.findById(db, accountId)
    if (!account) continue
    const isHeld = account.leaseUntil !== null && account.leaseUntil > clock.now()
    const isOrphan = account.leaseOwner === null || leaseOwner.isGone(account.leaseOwner)
    if (isOrphan || !isHeld) await startFirstSync(deps, account)
  }
  for (const account of await accounts.listActive(db, { after: '', limit: batch, neverSynced: true })) {
    if (account.lastErrorAt === null && account.leaseOwner === null) await startFirstSync(deps, account)
  }
}
