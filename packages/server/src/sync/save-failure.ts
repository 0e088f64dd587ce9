import { accounts, syncRuns } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { recordEvent } from '../events/record.ts'
import type { ClaimedSync } from './claim-sync.ts'
import type { SyncVerdict } from './sync-failure.ts'

/** Ends a run that brought nothing: only a final verdict touches the connection. */
export async function saveFailure(
  { db, clock }: Deps,
  { run, account, lease }: ClaimedSync,
  { verdict, apiCalls, caller }: { verdict: SyncVerdict; apiCalls: number; caller: Caller },
): Promise<syncRuns.SyncRunRow> {
  const now = clock.now()
  const outcome = {
    status: 'failed',
    phase: 'finished',
    finishedAt: now,
    apiCalls,
    errorCode: verdict.code,
    errorAt: now,
  } as const
  return db.transaction(async (tx) => {
    const saved = await accounts.updateAndRelease(
      tx,
      { id: account.id, lease },
      {
        lastErrorCode: verdict.code,
        lastErrorAt: now,
        nextSyncAllowedAt: new Date(now.getTime() + verdict.retryAfterSeconds * 1000),
        ...(verdict.endsConnection ? { status: 'reconnect_required' as const } : {}),
        updatedAt: now,
      },
    )
    const finished = await syncRuns.updateUnfinished(tx, run.id, outcome)
    if (saved) {
      const subject = { userId: account.userId, accountId: account.id }
      const data = { runId: run.id, trigger: run.trigger, code: verdict.code }
      await recordEvent(tx, { type: 'sync.failed', ...subject, data }, { caller, at: now })
      if (verdict.endsConnection) {
        const lost = { type: 'connection.lost', ...subject, data: { code: verdict.code } } as const
        await recordEvent(tx, lost, { caller, at: now })
      }
    }
    return finished ?? { ...run, ...outcome }
  })
}
