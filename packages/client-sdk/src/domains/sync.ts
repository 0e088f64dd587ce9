import type * as contract from '@instagram-dashboard/server/contract'
import { wait } from '../transport/abort.ts'
import type { CallOptions } from '../transport/calls.ts'
import type { InstagramConnect } from '../connect/connect.ts'
import { InstagramError, unexpectedAnswer } from '../errors.ts'

export interface SyncRunInput extends contract.SyncInput {
  /** Called at the start, at each change, and at the end. */
  onProgress?: ((progress: contract.SyncRunProgress) => void) | undefined
  /** Ends the waiting, not the sync: the run goes on at the server and appears in `history`. */
  signal?: AbortSignal | undefined
  /** Milliseconds until the waiting ends; default never. With `onProgress` it is of no use. */
  timeoutMs?: number | undefined
}

export interface SyncProgressInput {
  /** The `id` of a run, from `start` or `history`. */
  syncRunId: string
}

/**
 * Fetching an account's numbers from Instagram. Without `accountId` a sync is of the only account, and rejects with
 * `CONFLICT` and the `accounts` when there are several; `history` is of the one that was connected first.
 */
export interface InstagramSync {
  /**
   * Syncs and resolves with the finished run, `succeeded` or `partial`.
   * A failed run rejects with its own error, for example `RECONNECT_REQUIRED` or `INSTAGRAM_UNAVAILABLE`.
   * Also rejects with `NOT_CONNECTED` or `NOT_FOUND`, with `SYNC_COOLDOWN` or `SYNC_IN_PROGRESS` when it is too early
   * (`retryAfterSeconds` says how many seconds to wait), and with the reason of an aborted `signal`.
   */
  run: (input?: SyncRunInput) => Promise<contract.SyncRun>
  /** Starts a sync, or joins the first one, and resolves at once; `progress` tells how it goes. Rejects like `run`. */
  start: (input?: contract.SyncInput, options?: CallOptions) => Promise<contract.SyncRun>
  /**
   * Streams how far one of the caller's runs is, live: its state at once, then each change, the end included; then the
   * iteration is over. A connection that drops is resumed. Leaving the loop or aborting `signal` closes it.
   * Rejects with `NOT_FOUND`, and with `RATE_LIMITED` when the user has three of these open already.
   */
  progress: (input: SyncProgressInput, options?: CallOptions) => AsyncIterable<contract.SyncRunProgress>
  /** The runs, newest first, running ones with their progress. Rejects with `NOT_CONNECTED` or `NOT_FOUND`. */
  history: (input?: contract.SyncHistoryInput, options?: CallOptions) => Promise<contract.SyncHistoryResult>
}

const pollMilliseconds = 500
// While a run lasts no other of the same account starts, so it is the newest one or close to it.
const newestRuns = 5

interface Following extends Pick<InstagramSync, 'history' | 'progress'> {
  locale: string
}
type Starting = Following & Pick<InstagramSync, 'start'> & Pick<InstagramConnect, 'status'>

/** Starts a sync, tells each change and resolves when the run has finished. */
export async function followSync(parts: Starting, input: SyncRunInput): Promise<contract.SyncRun> {
  const started = await parts.start({ accountId: input.accountId }, { signal: input.signal })
  const run = await followRun(parts, started, input)
  if (run.status === 'failed') throw await failureOf(run, parts)
  return run
}

/** Tells each change of a run and resolves when it has finished, well or badly. */
export async function followRun(
  { history, progress, locale }: Following,
  run: contract.SyncRun,
  { onProgress, signal }: Pick<SyncRunInput, 'onProgress' | 'signal'>,
): Promise<contract.SyncRun> {
  const { id, accountId } = run
  let told = ''
  function tell(newest: contract.SyncRunProgress): void {
    const { status, phase, done, total } = newest
    const text = [status, phase, done, total].join()
    if (text !== told) onProgress?.(newest)
    told = text
  }

  tell(progressOf(run))
  if (!hasEnded(run)) {
    for await (const newest of untilFailure(progress({ syncRunId: id }, { signal }), signal)) tell(newest)
  }
  // Brings the finished run; and where no stream gets through, the changes too.
  while (!hasEnded(run)) {
    const { items } = await history({ accountId, limit: newestRuns }, { signal })
    const newer = items.find((item) => item.id === id)
    if (!newer) throw unexpectedAnswer('unreadable', locale)
    run = newer
    tell(progressOf(run))
    if (!hasEnded(run)) await wait(pollMilliseconds, signal)
  }
  return run
}

/** Whether nothing more comes of a run. */
export function hasEnded({ status }: Pick<contract.SyncRun, 'status'>): boolean {
  return status !== 'queued' && status !== 'running'
}

/** A failure just ends it, except for an abort. */
async function* untilFailure<Item>(stream: AsyncIterable<Item>, signal: AbortSignal | undefined): AsyncGenerator<Item> {
  try {
    yield* stream
  } catch {
    signal?.throwIfAborted()
  }
}

function progressOf({ progress: { phase, done, total }, status }: contract.SyncRun): contract.SyncRunProgress {
  return { phase, done, total, status }
}

/** A run does not say when the next one may begin; its account does. */
async function failureOf(
  { accountId, error }: contract.SyncRun,
  { status, locale }: Starting,
): Promise<InstagramError> {
  if (!error) return unexpectedAnswer('unreadable', locale)
  const { code, message, action, at } = error
  const accounts = await status().then(
    (found) => found.accounts,
    () => [],
  )
  const allowedAt = accounts.find(({ id }) => id === accountId)?.nextSyncAllowedAt ?? null
  // It has failed just now, and both instants are the server's: this machine's clock may be wrong.
  const seconds = allowedAt === null ? 0 : Math.ceil((allowedAt.getTime() - at.getTime()) / 1000)
  return new InstagramError(code, message, { action, retryAfterSeconds: seconds > 0 ? seconds : undefined })
}
