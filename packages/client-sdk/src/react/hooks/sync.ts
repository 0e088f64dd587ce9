import type * as contract from '@instagram-dashboard/server/contract'
import { useEffect, useMemo, useState } from 'react'
import { createSyncSteps, type Sync, type SyncState } from '../../queries/index.ts'
import {
  type InstagramList,
  instagramQueries,
  type QueryOptions,
  useEvent,
  useInstagramContext,
  useReadList,
} from '../data/index.ts'

export type { Sync, SyncState } from '../../queries/index.ts'

/** Starts syncs, and follows one that is already under way: the first of an account starts by itself. */
export function useSync(accountId: string, onNumbers: () => void): Sync {
  const { client, now, events } = useInstagramContext()
  const [state, setState] = useState<SyncState>({ kind: 'idle' })
  const refresh = useEvent(onNumbers)
  const { watch, run, dismiss } = useMemo(
    () => createSyncSteps({ client, accountId, events, now, changed: setState, refresh }),
    [client, accountId, events, now, refresh],
  )
  useEffect(() => watch(), [watch])
  return { state, run, dismiss }
}

/** The runs of an account, newest first. */
export function useSyncHistory(
  input: Omit<contract.SyncHistoryInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<contract.SyncRun, contract.SyncHistoryResult> {
  return useReadList(instagramQueries.syncHistory, input, options)
}
