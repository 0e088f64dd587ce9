import type { SyncProgress, SyncRun, SyncRunProgress } from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../client.ts'
import { followRun, hasEnded } from '../domains/sync.ts'
import { type Failure, storedFailure, toFailure } from './failure.ts'
import type { PageEvents } from './page-events.ts'

export type SyncState =
  | { kind: 'idle' }
  /** `first` is the one that fetches the history of a new connection. */
  | { kind: 'running'; first: boolean; progress: SyncProgress }
  | { kind: 'finished'; run: SyncRun }
  | { kind: 'failed'; failure: Failure }

export interface Sync {
  state: SyncState
  run: () => void
  /** Forgets how the last sync ended. */
  dismiss: () => void
}

interface SyncStepsInput {
  client: InstagramClient
  accountId: string
  events: PageEvents
  now: () => Date
  changed: (state: SyncState) => void
  /** There are other numbers than before. */
  refresh: () => void
}

interface SyncSteps extends Pick<Sync, 'run' | 'dismiss'> {
  /** Follows what is under way already: the first sync of an account starts by itself. @returns ends the following */
  watch: () => () => void
}

interface Report {
  progress: (run: Pick<SyncRun, 'trigger' | 'progress'>) => void
  signal: AbortSignal
  now: () => Date
}

/** A run that ended this short a time ago may have ended after the account was read. */
const justNowMilliseconds = 20_000
/** How often the numbers are read again while a history comes in. */
const refreshMilliseconds = 2_500

/** Starts syncs of an account, and follows one that is already under way. */
export function createSyncSteps({ client, accountId, events, now, changed, refresh }: SyncStepsInput): SyncSteps {
  let current: AbortController | undefined

  function track(work: (report: Report) => Promise<SyncRun | null>): void {
    current?.abort()
    const controller = new AbortController()
    current = controller
    const { signal } = controller
    let refreshedAt = Date.now()
    let phase: SyncProgress['phase'] | undefined

    function progress({ trigger, progress: newest }: Pick<SyncRun, 'trigger' | 'progress'>) {
      if (signal.aborted) return
      changed({ kind: 'running', first: trigger === 'first_connection', progress: newest })
      // What a phase has brought is there when the next one begins: how many follow is known after one call.
      const isNext = phase !== undefined && phase !== newest.phase
      phase = newest.phase
      if (!isNext && Date.now() - refreshedAt < refreshMilliseconds) return
      refreshedAt = Date.now()
      refresh()
    }

    work({ progress, signal, now }).then(
      (run) => {
        if (signal.aborted || run === null) return
        const failure = run.status === 'failed' && run.error !== null ? storedFailure(run.error) : null
        // A scheduled sync that was postponed runs later by itself: the user has nothing to do.
        if (run.trigger === 'scheduled' && run.error?.action === 'wait') changed({ kind: 'idle' })
        else changed(failure === null ? { kind: 'finished', run } : { kind: 'failed', failure })
        refresh()
      },
      (error: unknown) => {
        if (signal.aborted) return
        events.report(error)
        changed({ kind: 'failed', failure: toFailure(error) })
        refresh()
      },
    )
  }

  return {
    watch() {
      changed({ kind: 'idle' })
      track((report) => followRunning(client, accountId, report))
      return () => current?.abort()
    },
    run() {
      events.tell({ name: 'sync_pressed', accountId })
      track(({ progress, signal }) => {
        const onProgress = (newest: SyncRunProgress) => progress({ trigger: 'manual', progress: newest })
        return client.sync.run({ accountId, signal, onProgress })
      })
    },
    dismiss: () => changed({ kind: 'idle' }),
  }
}

/** Watches the run that is under way until it ends. Without one it answers the run that has just ended, or `null`. */
async function followRunning(
  client: InstagramClient,
  accountId: string,
  { progress, signal, now }: Report,
): Promise<SyncRun | null> {
  const { items } = await client.sync.history({ accountId, limit: 1 }, { signal })
  const [run] = items
  if (run === undefined) return null
  if (hasEnded(run)) return endedJustNow(run, now()) ? run : null
  const onProgress = (newest: SyncRunProgress) => progress({ trigger: run.trigger, progress: newest })
  return followRun({ ...client.sync, locale: client.locale }, run, { onProgress, signal })
}

function endedJustNow({ finishedAt }: SyncRun, now: Date): boolean {
  return finishedAt !== null && now.getTime() - finishedAt.getTime() < justNowMilliseconds
}
