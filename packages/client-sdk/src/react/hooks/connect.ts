import type * as contract from '@instagram-dashboard/server/contract'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { isTransient } from '../../connect/finish.ts'
import {
  type ConnectFlow,
  type ConnectReturn,
  createConnectSteps,
  createReturnSteps,
  notConnecting,
  returning,
} from '../../queries/index.ts'
import {
  instagramKeys,
  type InstagramMutation,
  instagramQueries,
  type InstagramQuery,
  type QueryOptions,
  useChange,
  useEvent,
  useInstagramContext,
  useInvalidate,
  useRead,
} from '../data/index.ts'

export type { ConnectFlow, ConnectReturn } from '../../queries/index.ts'

/** The user's accounts. */
export function useConnectStatus(options?: QueryOptions): InstagramQuery<contract.ConnectStatusResult> {
  return useRead(instagramQueries.connectStatus, undefined, options)
}

/** The texts of a connect screen; the user gets the same ones each time. */
export function useConnectTexts(options?: QueryOptions): InstagramQuery<contract.ConnectTexts> {
  return useRead(instagramQueries.connectTexts, undefined, options)
}

/** Forgets the access to an account, on demand also its numbers. */
export function useDisconnect(): InstagramMutation<contract.DisconnectInput, contract.SuccessResult> {
  return useChange(({ connect }, input) => connect.disconnect(input), [instagramKeys.all])
}

/** Connects as the provider's `connectWith` says: in a window, or over this tab. */
export function useConnect(onConnected?: (result: contract.ConnectCompleteResult) => void): ConnectFlow {
  const { client, connectWith, events } = useInstagramContext()
  const invalidate = useInvalidate()
  const [state, setState] = useState(notConnecting)
  const connected = useEvent((result: contract.ConnectCompleteResult) => onConnected?.(result))
  const { connect, reset, watch } = useMemo(
    () => createConnectSteps({ client, connectWith, events, invalidate, connected, changed: setState }),
    [client, connectWith, events, invalidate, connected],
  )
  useEffect(() => watch(), [watch])
  return { ...state, connect, reset }
}

/** For the redirect page: ends what Instagram sent back. Safe with StrictMode, reloads and the back button. */
export function useConnectReturn(): ConnectReturn {
  const { client, events, returns } = useInstagramContext()
  const [state, setState] = useState(returning)
  const { watch, retry } = useMemo(
    () => createReturnSteps({ client, events, returns, changed: setState }),
    [client, events, returns],
  )
  useEffect(() => watch(), [watch])
  const { error } = state
  return { ...state, retry: useCallback(() => retry(error), [retry, error]) }
}

export interface Returned {
  isWorking: boolean
  /** `null` for none. */
  error: unknown
  /** Tries again while that can help, and else puts the failure away. */
  goOn: () => void
  dismiss: () => void
}

/**
 * What the provider has ended by itself, for the parts that show it. A result is told to all of them, once, and is theirs
 * from then on.
 */
export function useReturned(onConnected?: (result: contract.ConnectCompleteResult) => void): Returned {
  const { returns } = useInstagramContext()
  const state = useSyncExternalStore(returns.subscribe, returns.state, () => null)
  const tell = useEvent((result: contract.ConnectCompleteResult) => onConnected?.(result))
  const told = useRef<contract.ConnectCompleteResult>(undefined)
  const { status, result = null, error = null } = state ?? {}
  useEffect(() => {
    if (result === null || result === told.current) return
    told.current = result
    tell(result)
    queueMicrotask(returns.dismiss)
  }, [returns, result, tell])
  const goOn = useCallback(() => (isTransient(error) ? returns.retry() : returns.dismiss()), [returns, error])
  return { isWorking: status === 'working', error, goOn, dismiss: returns.dismiss }
}
