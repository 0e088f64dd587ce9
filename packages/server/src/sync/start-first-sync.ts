import { accountLists, accounts, syncRuns } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { isAtWork } from '../leases/account-lease.ts'
import { claimSync } from './claim-sync.ts'
import { executeRun } from './execute-run.ts'
import { syncPolicies } from './policy.ts'

/** Starts the sync that follows a connection. It runs in the background; nobody waits for it. */
export async function startFirstSync(deps: Deps, account: accounts.AccountRow): Promise<void> {
  const policy = account.lastSyncedAt === null ? syncPolicies.first_connection : syncPolicies.scheduled
  try {
    const { claimed } = await claimSync(deps, account, policy)
    if (claimed) deps.background.run('first-sync', () => executeRun(deps, claimed))
  } catch (error) {
    // Already at work, or disconnected meanwhile: either way there is nothing to begin.
    if (!(error instanceof AppError)) throw error
  }
}

const batch = 100

/** Accounts whose sync a crash cut off, or whose first one never began. */
export async function listInterrupted(deps: Pick<Deps, 'db' | 'clock' | 'leaseOwner'>): Promise<string[]> {
  const { db } = deps
  const found: string[] = []
  // Most of them are at work: they must not fill the page of those that nobody works on.
  for (let after = ''; found.length < batch;) {
    const page = await syncRuns.listAccountsWithUnfinished(db, { after, limit: batch })
    for (const accountId of page) {
      const account = await accounts.findById(db, accountId)
      if (account && !isAtWork(deps, account)) found.push(accountId)
    }
    const last = page.at(-1)
    if (last === undefined || page.length < batch) break
    after = last
  }
  const waiting = await accountLists.listActive(db, { after: '', limit: batch, neverSynced: true })
  return [...found, ...waiting.filter(isForgotten).map(({ id }) => id)]
}

/** Whether an account is still one of those. */
export async function isInterrupted(deps: Deps, account: accounts.AccountRow): Promise<boolean> {
  if (isForgotten(account)) return true
  return !isAtWork(deps, account) && (await syncRuns.listUnfinished(deps.db, account.id)).length > 0
}

function isForgotten({ lastSyncedAt, lastErrorAt, leaseOwner }: accounts.AccountRow): boolean {
  return lastSyncedAt === null && lastErrorAt === null && leaseOwner === null
}
