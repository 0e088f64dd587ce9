import { useCallback, useEffect, useRef, useState } from 'react'
import type * as contract from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../../client.ts'
import { followRun, hasEnded } from '../../domains/sync.ts'
import {
  type Failure,
  type InstagramList,
  instagramQueries,
  type QueryOptions,
  storedFailure,
  toFailure,
  useEvent,
  useInstagramContext,
  useReadList,
} from '../data/index.ts'

export type SyncState =
  | { kind: 'idle' }
  /** `first` is the one that fetches the history of a new connection. */
  | { kind: 'running'; first: boolean; progress: contract.SyncProgress }
  | { kind: 'finished'; run: contract.SyncRun }
  | { kind: 'failed'; failure: Failure }

export interface Sync {
  state: SyncState
  run: () => void
  /** Forgets how the last sync ended. */
  dismiss: () => void
}

interface Report {
  progress: (run: Pick<contract.SyncRun, 'trigger' | 'progress'>) => void
  signal: AbortSignal
  now: () => Date
}

/** A run that ended this short a time ago may have ended after the account was read. */
const justNowMilliseconds = 20_000
/** How often the numbers are read again while a history comes in. */
const refreshMilliseconds = 2_500

/** Starts syncs, and follows one that is already under way: the first of an account starts by itself. */
export function useSync(accountId: string, onNumbers: () => void): Sync {
  const { client, now, events } = useInstagramContext()
  const [state, setState] = useState<SyncState>({ kind: 'idle' })
  const refresh = useEvent(onNumbers)
  const current = useRef<AbortController>(undefined)

  const track = useCallback(
    (work: (report: Report) => Promise<contract.SyncRun | null>) => {
      current.current?.abort()
      const controller = new AbortController()
      current.current = controller
      const { signal } = controller
      let refreshedAt = Date.now()

      function progress({ trigger, progress: newest }: Pick<contract.SyncRun, 'trigger' | 'progress'>) {
        if (signal.aborted) return
        setState({ kind: 'running', first: trigger === 'first_connection', progress: newest })
        if (Date.now() - refreshedAt < refreshMilliseconds) return
        refreshedAt = Date.now()
        refresh()
      }

      work({ progress, signal, now }).then(
        (run) => {
          if (signal.aborted || run === null) return
          const failure = run.status === 'failed' && run.error !== null ? storedFailure(run.error) : null
          // A scheduled sync that was postponed runs later by itself: the user has nothing to do.
          if (run.trigger === 'scheduled' && run.error?.action === 'wait') setState({ kind: 'idle' })
          else setState(failure === null ? { kind: 'finished', run } : { kind: 'failed', failure })
          refresh()
        },
        (error: unknown) => {
          if (signal.aborted) return
          events.report(error)
          setState({ kind: 'failed', failure: toFailure(error) })
          refresh()
        },
      )
    },
    [now, refresh, events],
  )

  useEffect(() => {
    setState({ kind: 'idle' })
    track((report) => followRunning(client, accountId, report))
    return () => current.current?.abort()
  }, [client, accountId, track])

  const run = useCallback(() => {
    events.tell({ name: 'sync_pressed', accountId })
    track(({ progress, signal }) =>
      client.sync.run({ accountId, signal, onProgress: (newest) => progress({ trigger: 'manual', progress: newest }) }),
    )
  }, [client, accountId, events, track])

  const dismiss = useCallback(() => setState({ kind: 'idle' }), [])
  return { state, run, dismiss }
}

/** Watches the run that is under way until it ends. Without one it answers the run that has just ended, or `null`. */
async function followRunning(
  client: InstagramClient,
  accountId: string,
  { progress, signal, now }: Report,
): Promise<contract.SyncRun | null> {
  const { items } = await client.sync.history({ accountId, limit: 1 }, { signal })
  const [run] = items
  if (run === undefined) return null
  if (hasEnded(run)) return endedJustNow(run, now()) ? run : null
  const onProgress = (newest: contract.SyncRunProgress) => progress({ trigger: run.trigger, progress: newest })
  return followRun({ ...client.sync, locale: client.locale }, run, { onProgress, signal })
}

function endedJustNow({ finishedAt }: contract.SyncRun, now: Date): boolean {
  return finishedAt !== null && now.getTime() - finishedAt.getTime() < justNowMilliseconds
}

/** The runs of an account, newest first. */
export function useSyncHistory(
  input: Omit<contract.SyncHistoryInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<contract.SyncRun, contract.SyncHistoryResult> {
  return useReadList(instagramQueries.syncHistory, input, options)
}
