import { syncRuns } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { StreamLogin } from '../streams/watch-login.ts'
import type { SyncProgressInput, SyncRunProgress } from './contract.ts'
import { presentProgress } from './present-run.ts'

export interface ProgressEvent {
  /** A client that resumes with it is told only what is newer. */
  id: string
  progress: SyncRunProgress
}

/**
 * The state of one of the caller's own runs, at once and then at each change, until the run or the connection ends.
 * Another process may be the one that syncs: the row is read again when a change of it is published.
 * @throws AppError NOT_FOUND for any other run, RATE_LIMITED when too many streams of the user are open
 */
export async function* streamProgress(
  { db, subscriptions, streams }: Deps,
  { login, signal }: { login: StreamLogin; signal?: AbortSignal | undefined },
  { syncRunId, lastEventId }: SyncProgressInput,
): AsyncGenerator<ProgressEvent, void, undefined> {
  using stream = streams.open(login, signal)
  using subscription = subscriptions.subscribe({ topic: 'sync_run', id: syncRunId })
  let told = lastEventId
  while (!stream.ended.aborted) {
    const run = await syncRuns.find(db, syncRunId)
    if (run?.userId !== login.userId) throw new AppError('NOT_FOUND')
    const id = [run.status, run.phase, run.done, run.total].join('.')
    if (id !== told && !goesBack(run, told)) {
      yield { id, progress: presentProgress(run) }
      told = id
    }
    if (run.finishedAt !== null) return
    await subscription.next(stream.ended)
  }
}

/** Parallel steps can be written in another order than they were counted. */
function goesBack(run: syncRuns.SyncRunRow, told: string | undefined): boolean {
  return run.finishedAt === null && run.done < Number(told?.split('.')[2])
}
