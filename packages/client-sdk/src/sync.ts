import type {
  SyncHistoryInput,
  SyncHistoryResult,
  SyncInput,
  SyncProgress,
  SyncRun,
  SyncStatus,
} from '@instagram-dashboard/server/contract'
import { wait } from './abort.ts'
import type { CallOptions } from './calls.ts'
import { InstagramError, unexpectedAnswer } from './errors.ts'

/** How far a run is: `done` of `total` steps. */
export interface SyncRunProgress extends SyncProgress {
  status: SyncStatus
}

export interface SyncRunInput extends SyncInput {
  /** Called at the start, at each change that is seen (looked for about twice a second), and at the end. */
  onProgress?: ((progress: SyncRunProgress) => void) | undefined
  /** Ends the waiting, not the sync: the run goes on at the server and appears in `history`. */
  signal?: AbortSignal | undefined
}

/** Fetching an account's numbers from Instagram. Without `accountId` it is the account that was synced last. */
export interface InstagramSync {
  /**
   * Syncs and resolves with the finished run, `succeeded` or `partial`.
   * A failed run rejects with its own error, for example `RECONNECT_REQUIRED` or `INSTAGRAM_UNAVAILABLE`.
   * Also rejects with `NOT_CONNECTED` or `NOT_FOUND`, with `SYNC_COOLDOWN` or `SYNC_IN_PROGRESS` when it is too early
   * (`retryAfterSeconds` says how many seconds to wait), and with the reason of an aborted `signal`.
   */
  run: (input?: SyncRunInput) => Promise<SyncRun>
  /** Starts a sync, or joins the first one, and resolves at once; `history` shows how it goes. Rejects like `run`. */
  start: (input?: SyncInput, options?: CallOptions) => Promise<SyncRun>
  /** The runs, newest first, running ones with their progress. Rejects with `NOT_CONNECTED` or `NOT_FOUND`. */
  history: (input?: SyncHistoryInput, options?: CallOptions) => Promise<SyncHistoryResult>
}

const pollMilliseconds = 500
// While a run lasts no other of the same account starts, so it is the newest one or close to it.
const newestRuns = 5

/** Starts a sync, tells each change and resolves when the run has finished. */
export async function followSync(
  { start, history }: Pick<InstagramSync, 'start' | 'history'>,
  { accountId, onProgress, signal }: SyncRunInput,
  locale: string,
): Promise<SyncRun> {
  let run = await start({ accountId }, { signal })
  let told: SyncRunProgress | undefined
  for (;;) {
    const { id, status } = run
    const progress = { phase: run.progress.phase, done: run.progress.done, total: run.progress.total, status }
    if (!isSame(progress, told)) onProgress?.(progress)
    told = progress
    if (status === 'failed') throw failureOf(run, locale)
    if (status === 'succeeded' || status === 'partial') return run

    await wait(pollMilliseconds, signal)
    const { items } = await history({ accountId: run.accountId, limit: newestRuns }, { signal })
    const newer = items.find((item) => item.id === id)
    if (!newer) throw unexpectedAnswer('unreadable', locale)
    run = newer
  }
}

function isSame(progress: SyncRunProgress, told: SyncRunProgress | undefined): boolean {
  return (
    progress.status === told?.status &&
    progress.phase === told.phase &&
    progress.done === told.done &&
    progress.total === told.total
  )
}

function failureOf({ error }: SyncRun, locale: string): InstagramError {
  return error
    ? new InstagramError(error.code, error.message, { action: error.action })
    : unexpectedAnswer('unreadable', locale)
}
