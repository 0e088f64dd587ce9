import { accountLists, accounts, syncRuns } from '@instagram-dashboard/db'
import { addMs, furthest, hourMs } from '../clock/index.ts'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { askReread, type DaysToRead } from './ask-reread.ts'
import { claimSync } from './claim-sync.ts'
import { executeRun } from './execute-run.ts'
import { syncPolicies } from './policy.ts'
import { runPollMs } from './start-sync.ts'

/** What became of the sync of one account. */
export interface OperatorSync {
  accountId: string
  username: string
  status: string
  /** The code of its failure; `null` when there was none. */
  error: string | null
  apiCalls: number
  daysWritten: number
}

interface OperatorSyncOptions {
  onProgress?: (done: number, total: number) => void
  /** Days to read again, whatever is known of them. What one run can not read, the background does. */
  days?: DaysToRead | undefined
}

// Less than a day, so that a daily run finds them all however long the last one took.
const dueAfterMs = 20 * hourMs

/** Every active account that was not synced for most of a day. */
export async function listOverdue({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<string[]> {
  const now = clock.now()
  return accountLists.listDueForSync(db, {
    now,
    syncedBefore: addMs(now, -dueAfterMs),
    latestSync: furthest('happened', now),
    latestWait: furthest('wait', now),
  })
}

/**
 * Syncs one account now, whatever the cooldown says, and leaves the cooldown of its user as it is.
 * @returns `null` when there is no such account
 * @throws AppError when it is at work or not connected, and VALIDATION for days that can not be read
 */
export async function syncForOperator(
  deps: Deps,
  accountId: string,
  { onProgress, days }: OperatorSyncOptions = {},
): Promise<OperatorSync | null> {
  const account = await accounts.findById(deps.db, accountId)
  if (!account) return null
  const caller = systemCaller(deps.settings.defaultLocale)
  if (days) await askReread(deps, { accountId, days, caller })
  const { run: started, claimed } = await claimSync(deps, account, syncPolicies.admin)
  const work = claimed && executeRun(deps, claimed, caller)
  for (;;) {
    const run = await syncRuns.find(deps.db, started.id)
    if (!run) return null
    onProgress?.(run.done, run.total)
    if (run.finishedAt === null) {
      await Promise.race([deps.clock.sleep(runPollMs), work])
      continue
    }
    await work
    const { status, errorCode, apiCalls, daysWritten } = run
    return { accountId, username: account.username, status, error: errorCode, apiCalls, daysWritten }
  }
}
