import { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { claimSync } from './claim-sync.ts'
import { executeRun } from './execute-run.ts'

/** How many accounts ended in each way; `skipped` were at work already. */
export interface ScheduledSyncCounts {
  succeeded: number
  partial: number
  failed: number
  skipped: number
}

const pageSize = 100

/** Syncs every active account, one after the other. One account's failure is its own. */
export async function syncScheduled(deps: Deps): Promise<ScheduledSyncCounts> {
  const counts: ScheduledSyncCounts = { succeeded: 0, partial: 0, failed: 0, skipped: 0 }
  for (let after = ''; ;) {
    const page = await accounts.listActive(deps.db, { after, limit: pageSize, neverSynced: false })
    for (const account of page) counts[await syncOne(deps, account)] += 1
    const last = page.at(-1)
    if (!last || page.length < pageSize) return counts
    after = last.id
  }
}

async function syncOne(deps: Deps, account: accounts.AccountRow): Promise<keyof ScheduledSyncCounts> {
  try {
    const claim = await claimSync(deps, { account, trigger: 'scheduled' })
    if ('joined' in claim) return 'skipped'
    const { status } = await executeRun(deps, claim.claimed)
    return status === 'succeeded' || status === 'partial' ? status : 'failed'
  } catch (error) {
    // At work already, or disconnected meanwhile.
    if (error instanceof AppError) return 'skipped'
    throw error
  }
}
