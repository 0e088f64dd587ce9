import type * as contract from '@instagram-dashboard/server/contract'
import { useCallback, useEffect, useMemo, useState } from 'react'
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
