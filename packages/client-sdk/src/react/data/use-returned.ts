import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { isTransient } from '../../connect/finish.ts'
import { useInstagramContext } from './context.ts'
import { useEvent } from './use-event.ts'

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
export function useReturned(onConnected?: (result: ConnectCompleteResult) => void): Returned {
  const { returns } = useInstagramContext()
  const state = useSyncExternalStore(returns.subscribe, returns.state, () => null)
  const tell = useEvent((result: ConnectCompleteResult) => onConnected?.(result))
  const told = useRef<ConnectCompleteResult>(undefined)
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
