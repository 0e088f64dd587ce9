import { syncRuns } from '@instagram-dashboard/db'
import { systemCaller, type Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { mendWithoutToken } from '../failures/lose-token.ts'
import { dayOf } from '../instagram/index.ts'
import { Superseded } from '../leases/superseded.ts'
import { describeError } from '../log.ts'
import { userReference } from '../pseudonyms/pseudonym.ts'
import { withSpan } from '../tracing.ts'
import type { ClaimedSync } from './claim-sync.ts'
import { finishRun } from './finish-run.ts'
import { isOwnLimit, judgeRun } from './judge-run.ts'
import { readAndSave } from './read-and-save.ts'
import { beginResult, type SyncResult } from './sync-result.ts'

/**
 * Executes a claimed sync. Never throws for a failure of Instagram's: that is a result of the run.
 * @returns the run, ended
 */
export function executeRun(
  deps: Deps,
  claimed: ClaimedSync,
  caller: Caller = systemCaller(deps.settings.defaultLocale),
): Promise<syncRuns.SyncRunRow> {
  const { id: runId, accountId, trigger } = claimed.run
  const attributes = { 'sync.run_id': runId, 'sync.account_id': accountId, 'sync.trigger': trigger }
  return withSpan('sync', { attributes, isRoot: claimed.policy.isRootOfTrace }, async (span) => {
    const run = await execute(deps, claimed, caller)
    const { status, errorCode, apiCalls, daysWritten } = run
    span.setAttributes({ 'sync.status': status, 'sync.api_calls': apiCalls, 'sync.days_written': daysWritten })
    if (errorCode !== null) span.setAttribute('sync.code', errorCode)
    return run
  })
}

async function execute(deps: Deps, claimed: ClaimedSync, caller: Caller): Promise<syncRuns.SyncRunRow> {
  const result = beginResult(deps, claimed, dayOf(deps.clock.now()))
  try {
    result.error = await errorOf(readAndSave(deps, claimed, { result, caller }))
    const judged = await judgeRun(deps, claimed, result)
    const run = await finishRun(deps, claimed, { result, judged, caller })
    logEnd(deps, run, result)
    deps.counters.countSyncRun(run)
    return run
  } catch (error) {
    if (!(error instanceof Superseded)) throw error
    await result.gate.settle()
    deps.log.info('sync.superseded', { accountId: claimed.account.id, runId: claimed.run.id })
    await mendWithoutToken(deps, claimed.account)
    return closeSuperseded(deps, claimed.run)
  }
}

/** What ended some work early, other than that somebody else took the account over. */
async function errorOf(work: Promise<void>): Promise<unknown> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof Superseded) throw error
    return error
  }
}

/** The one line that tells an operator how a run ended, and with which words of Instagram's. */
function logEnd({ log, keys }: Deps, run: syncRuns.SyncRunRow, { error, answers, calls }: SyncResult): void {
  const fields = {
    userId: userReference(keys, run.userId),
    accountId: run.accountId,
    runId: run.id,
    trigger: run.trigger,
    status: run.status,
    code: run.errorCode,
    reason: run.errorReason,
    daysWritten: run.daysWritten,
    apiCalls: run.apiCalls,
    durationMs: run.finishedAt === null ? null : run.finishedAt.getTime() - run.startedAt.getTime(),
    ...(error === null ? {} : describeError(error)),
  }
  // Nothing was asked, because everybody or this account has to wait: one line for all that wait for the same.
  if (isOwnLimit(error) && answers === null && calls.made === 0) log.info('sync.postponed', fields)
  else if (run.status === 'failed') log.warn('sync.ended', fields)
  else log.info('sync.ended', fields)
}

async function closeSuperseded({ db, clock, counters }: Deps, run: syncRuns.SyncRunRow): Promise<syncRuns.SyncRunRow> {
  const at = clock.now()
  const end = { status: 'failed', phase: 'finished', finishedAt: at, errorCode: 'NOT_CONNECTED', errorAt: at } as const
  const closed = await syncRuns.updateUnfinished(db, run.id, end)
  // Otherwise whoever took the account over has counted it.
  if (closed) counters.countSyncRun(closed)
  return closed ?? { ...run, ...end }
}
