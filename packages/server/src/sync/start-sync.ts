import { accounts, syncRuns } from '@instagram-dashboard/db'
import { secondsUntil } from '../clock/index.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError, asErrorCode, asFailureReason } from '../errors.ts'
import { claimSync } from './claim-sync.ts'
import type { SyncRun } from './contract.ts'
import { executeRun } from './execute-run.ts'
import { syncPolicies } from './policy.ts'
import { presentRun } from './present-run.ts'

/** Milliseconds between two looks at a run that somebody waits for. */
export const runPollMs = 300

/** Starts a sync and answers at once; the run goes on in the background. */
export async function startSync(
  deps: Deps,
  { caller, account }: { caller: Caller; account: accounts.AccountRow },
): Promise<SyncRun> {
  const { run, claimed } = await claimSync(deps, account, syncPolicies.manual)
  if (claimed) deps.background.run('sync', () => executeRun(deps, claimed, caller))
  return presentRun(run, caller.locale)
}

/**
 * Syncs and answers when it is done. The shutdown waits for it, although the caller may have gone.
 * @throws AppError with the code of a run that failed
 */
export async function runSync(
  deps: Deps,
  { caller, account }: { caller: Caller; account: accounts.AccountRow },
): Promise<SyncRun> {
  const { run, claimed } = await claimSync(deps, account, syncPolicies.manual)
  const ended = claimed
    ? await deps.background.track('sync', () => executeRun(deps, claimed, caller))
    : await waitForRun(deps, run)
  if (ended.status === 'failed') throw await failureOf(deps, ended)
  return presentRun(ended, caller.locale)
}

async function waitForRun({ db, subscriptions }: Deps, { id }: syncRuns.SyncRunRow): Promise<syncRuns.SyncRunRow> {
  using subscription = subscriptions.subscribe({ topic: 'sync_run', id })
  for (;;) {
    const run = await syncRuns.find(db, id)
    if (!run) throw new AppError('NOT_FOUND')
    if (run.finishedAt !== null) return run
    await subscription.next()
  }
}

async function failureOf({ db, clock }: Deps, run: syncRuns.SyncRunRow): Promise<AppError> {
  const nextChance = (await accounts.findById(db, run.accountId))?.nextSyncAllowedAt
  const now = clock.now()
  return new AppError(asErrorCode(run.errorCode ?? 'INTERNAL'), {
    reason: asFailureReason(run.errorReason),
    ...(nextChance && nextChance > now ? { retryAfterSeconds: secondsUntil(nextChance, now) } : {}),
  })
}
