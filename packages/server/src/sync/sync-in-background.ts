import { accounts, syncQueue } from '@instagram-dashboard/db'
import { believed, furthest } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { tellFindings } from '../insights/tell-findings.ts'
import { tellWeek } from '../insights/tell-week.ts'
import { describeError } from '../log.ts'
import { claimSync } from './claim-sync.ts'
import { executeRun } from './execute-run.ts'
import { syncPolicies, type SyncPolicy } from './policy.ts'

/** How the background's sync of an account ended; `skipped` was at work already, or new enough. */
export const syncOutcomes = ['succeeded', 'partial', 'failed', 'skipped'] as const
export type SyncOutcome = (typeof syncOutcomes)[number]

/** What of the catching up is due by now. */
export function catchUpDue(now: Date): { now: Date; latest: Date } {
  return { now, latest: furthest('wait', now) }
}

/** One account, unless it is as new as `since`, by whomever it was synced meanwhile. */
export async function syncIfOlder(deps: Deps, id: string, since: Date | null): Promise<SyncOutcome> {
  const account = await accounts.findById(deps.db, id)
  const syncedAt = believed(account?.lastSyncedAt, 'happened', deps.clock.now())
  if (!account || (since !== null && syncedAt !== null && syncedAt >= since)) return 'skipped'
  return syncInBackground(deps, account)
}

/** Syncs one account in the background; what prevents it is an outcome. */
export async function syncInBackground(
  deps: Deps,
  account: accounts.AccountRow,
  { isCatchUp = false }: { isCatchUp?: boolean } = {},
): Promise<SyncOutcome> {
  if (deps.background.isEnding()) return 'skipped'
  try {
    // A user still waits for the first numbers: those come first, the older days after them.
    const { claimed } = await claimSync(deps, account, policyFor(account, isCatchUp))
    if (!claimed) return 'skipped'
    const { status } = await executeRun(deps, claimed)
    if (status !== 'succeeded' && status !== 'partial') return 'failed'
    await tellWhatWasFound(deps, account.id)
    return status
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // At work already, or disconnected meanwhile.
    if (error.code === 'SYNC_IN_PROGRESS' && !isCatchUp) await noteLeftOut(deps, account.id)
    return 'skipped'
  }
}

/** What the numbers say can wait for the next night, and is no failure of this one. */
async function tellWhatWasFound(deps: Deps, accountId: string): Promise<void> {
  try {
    await tellFindings(deps, accountId)
    await tellWeek(deps, accountId)
  } catch (error) {
    deps.log.warn('insights.failed', { accountId, ...describeError(error) })
  }
}

function policyFor({ lastSyncedAt }: accounts.AccountRow, isCatchUp: boolean): SyncPolicy {
  if (lastSyncedAt === null) return syncPolicies.first_connection
  return isCatchUp ? syncPolicies.catch_up : syncPolicies.scheduled
}

/** Tells an operator later why an account was left out: by whom it was leased. */
async function noteLeftOut({ db, clock }: Deps, id: string): Promise<void> {
  const by = (await accounts.findById(db, id))?.leaseOwner ?? null
  await syncQueue.saveLeftOut(db, id, { at: clock.now(), by })
}
