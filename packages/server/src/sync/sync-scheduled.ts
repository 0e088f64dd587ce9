import { accountLists, accountMarks, accounts, syncQueue } from '@instagram-dashboard/db'
import { believed, furthest } from '../clock/belief.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { claimSync } from './claim-sync.ts'
import { executeRun } from './execute-run.ts'
import { syncPolicies, type SyncPolicy } from './policy.ts'
import { workUnlessHeld, workWhenLetGo } from '../jobs/held-accounts.ts'
import { probeFirst } from '../jobs/probe-first.ts'

/** How many accounts ended in each way; `skipped` were at work already, or new enough. */
export interface ScheduledSyncCounts {
  succeeded: number
  partial: number
  failed: number
  skipped: number
}

const noneSynced = (): ScheduledSyncCounts => ({ succeeded: 0, partial: 0, failed: 0, skipped: 0 })

const pageSize = 100
// An account waits for some twenty answers one after another and computes for thirty milliseconds: so many keep a core busy
// and leave it room for users.
export const parallelAccounts = 24

/**
 * Syncs every active account, a few at a time. One account's failure is its own. What another job has in hand comes last,
 * when that has let go.
 * @param since leaves out what is as new as this, so that whoever takes over a night goes on where it was cut off
 */
export async function syncScheduled(
  deps: Deps,
  { since }: { since?: Date | undefined } = {},
): Promise<ScheduledSyncCounts> {
  const counts = noneSynced()
  const begin = deps.clock.now()
  const held: string[] = []
  const syncOne = async (id: string, work: () => Promise<keyof ScheduledSyncCounts>) => {
    const outcome = await workUnlessHeld(deps, id, work)
    if (outcome !== 'held') counts[outcome] += 1
    return outcome
  }
  for (let after = ''; ;) {
    const page = await accountLists.listActive(deps.db, { after, limit: pageSize, neverSynced: false })
    await probeFirst(deps, { items: page, width: parallelAccounts }, async (account) => {
      const work = () => (since ? syncIfOlder(deps, account.id, since) : syncInBackground(deps, account))
      if ((await syncOne(account.id, work)) === 'held') held.push(account.id)
    })
    const last = page.at(-1)
    if (!last || page.length < pageSize || deps.background.isEnding()) break
    after = last.id
  }
  const leftOut = await workWhenLetGo(deps, { held, width: parallelAccounts }, (id) =>
    // Whoever had it may have synced it.
    syncOne(id, () => syncIfOlder(deps, id, since ?? begin)),
  )
  for (const accountId of leftOut) deps.log.warn('sync.left_out', { accountId })
  counts.skipped += leftOut.length
  return counts
}

/**
 * Goes on with everything that waits for the background: the older days of a new connection, syncs that Instagram or
 * the budget cut short, refusals that need a second confirmation.
 */
export async function catchUp(deps: Deps): Promise<ScheduledSyncCounts> {
  const counts = noneSynced()
  for (;;) {
    const due = await syncQueue.listDue(deps.db, { ...catchUpDue(deps.clock.now()), limit: pageSize })
    const skippedBefore = counts.skipped
    await probeFirst(deps, { items: due, width: parallelAccounts }, async (id) => {
      const account = await accounts.findById(deps.db, id)
      // The first calls after a silence show whether it is over; as long as it is not, nobody else need begin.
      if (account && (await deps.budget.isAppRefused())) counts.skipped += 1
      else if (account) counts[await syncInBackground(deps, account, { isCatchUp: true })] += 1
    })
    // The rest is at work elsewhere, or there is none: the next minute looks again.
    if (due.length < pageSize || counts.skipped - skippedBefore === due.length) return counts
  }
}

/** What of the catching up is due by now. */
export function catchUpDue(now: Date): { now: Date; latest: Date } {
  return { now, latest: furthest('wait', now) }
}

/** One account, unless it is as new as `since`, by whomever it was synced meanwhile. */
export async function syncIfOlder(deps: Deps, id: string, since: Date): Promise<keyof ScheduledSyncCounts> {
  const account = await accounts.findById(deps.db, id)
  const syncedAt = believed(account?.lastSyncedAt, 'happened', deps.clock.now())
  if (!account || (syncedAt !== null && syncedAt >= since)) return 'skipped'
  return syncInBackground(deps, account)
}

/** Syncs one account in the background; what prevents it is an outcome. */
export async function syncInBackground(
  deps: Deps,
  account: accounts.AccountRow,
  { isCatchUp = false }: { isCatchUp?: boolean } = {},
): Promise<keyof ScheduledSyncCounts> {
  if (deps.background.isEnding()) return 'skipped'
  try {
    // A user still waits for the first numbers: those come first, the older days after them.
    const { claimed } = await claimSync(deps, account, policyFor(account, isCatchUp))
    if (!claimed) return 'skipped'
    const { status } = await executeRun(deps, claimed)
    return status === 'succeeded' || status === 'partial' ? status : 'failed'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // At work already, or disconnected meanwhile.
    if (error.code === 'SYNC_IN_PROGRESS' && !isCatchUp) await noteLeftOut(deps, account.id)
    return 'skipped'
  }
}

function policyFor({ lastSyncedAt }: accounts.AccountRow, isCatchUp: boolean): SyncPolicy {
  if (lastSyncedAt === null) return syncPolicies.first_connection
  return isCatchUp ? syncPolicies.catch_up : syncPolicies.scheduled
}

/** Tells an operator later why an account was left out: by whom it was leased. */
async function noteLeftOut({ db, clock }: Deps, id: string): Promise<void> {
  const by = (await accounts.findById(db, id))?.leaseOwner ?? null
  await accountMarks.saveLeftOut(db, id, { at: clock.now(), by })
}
