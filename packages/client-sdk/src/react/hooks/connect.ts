import type * as contract from '@instagram-dashboard/server/contract'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { detectInAppBrowser } from '../../connect/in-app-browser.ts'
import { isTransient } from '../../connect/finish.ts'
import { isInstagramError } from '../../errors.ts'
import {
  codeOf,
  connectedWith,
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

export interface ConnectFlow {
  /** Call it in the handler of a click. Resolves with `null` when it did not work; `error` then says why. */
  connect: (input?: contract.ConnectStartInput) => Promise<contract.ConnectCompleteResult | null>
  /** Instagram is open, or about to be. */
  isConnecting: boolean
  error: unknown
  /** Forgets the error, and gives up on a window that is still open. */
  reset: () => void
}

/** Connects as the provider's `connectWith` says: in a window, or over this tab. */
export function useConnect(onConnected?: (result: contract.ConnectCompleteResult) => void): ConnectFlow {
  const { client, connectWith, events } = useInstagramContext()
  const invalidate = useInvalidate()
  const [state, setState] = useState<{ isConnecting: boolean; error: unknown }>({ isConnecting: false, error: null })
  const current = useRef<AbortController>(undefined)
  const tellConnected = useEvent((result: contract.ConnectCompleteResult) => onConnected?.(result))
  useEffect(() => () => current.current?.abort(), [])
  useResumed(() => setState((before) => (current.current === undefined ? { ...before, isConnecting: false } : before)))

  const connect = useCallback(
    async (input: contract.ConnectStartInput = {}) => {
      if (current.current !== undefined) {
        // Brings the window that is open to the front; the first call tells how it ends.
        client.connect.popup(input).catch(() => undefined)
        return null
      }
      setState({ isConnecting: true, error: null })
      const isAlone = connectWith === 'popup' || (connectWith === 'auto' && hasMouse())
      const inTab = !isAlone || detectInAppBrowser() !== null
      events.tell({ name: 'connect_opened', placement: input.placement ?? null, opensIn: inTab ? 'tab' : 'window' })
      try {
        if (inTab) {
          await client.connect.redirect(input)
          return null
        }
        const controller = new AbortController()
        current.current = controller
        const result = await client.connect.popup({ ...input, signal: controller.signal })
        await invalidate(instagramKeys.all)
        setState({ isConnecting: false, error: null })
        events.tell(connectedWith(result))
        tellConnected(result)
        return result
      } catch (error) {
        const wasGivenUp = current.current?.signal.aborted === true && !isInstagramError(error)
        setState({ isConnecting: false, error: wasGivenUp ? null : error })
        events.tell({ name: 'connect_failed', code: wasGivenUp ? 'POPUP_CLOSED' : codeOf(error) })
        events.report(error)
        return null
      } finally {
        current.current = undefined
      }
    },
    [client, connectWith, events, invalidate, tellConnected],
  )
  const reset = useCallback(() => {
    current.current?.abort()
    setState({ isConnecting: false, error: null })
  }, [])
  return { ...state, connect, reset }
}

function hasMouse(): boolean {
  return matchMedia('(hover: hover) and (pointer: fine)').matches
}

/** The back button brings this page back as it was left, the connecting button included. */
function useResumed(onResumed: () => void): void {
  const show = useEvent(({ persisted }: PageTransitionEvent) => {
    if (persisted) onResumed()
  })
  useEffect(() => {
    addEventListener('pageshow', show)
    return () => removeEventListener('pageshow', show)
  }, [show])
}

export interface ConnectReturn {
  /** `none`: this visit is no return from Instagram. */
  status: 'working' | 'connected' | 'failed' | 'none'
  result: contract.ConnectCompleteResult | null
  error: unknown
  /** Tries the same return again while it still works, else begins anew. */
  retry: () => void
}

/** For the redirect page: ends what Instagram sent back. Safe with StrictMode, reloads and the back button. */
export function useConnectReturn(): ConnectReturn {
  const { client, events, returns } = useInstagramContext()
  // Kept for the life of the page: a code works once.
  const [outcome, setOutcome] = useState<Promise<contract.ConnectCompleteResult | null> | null>(null)
  const [state, setState] = useState<Omit<ConnectReturn, 'retry'>>({ status: 'working', result: null, error: null })

  useEffect(() => {
    let left = false
    ;(outcome ?? returns.take()).then(
      (result) => {
        if (!left) setState({ status: result === null ? 'none' : 'connected', result, error: null })
      },
      (error: unknown) => {
        if (!left) setState({ status: 'failed', result: null, error })
      },
    )
    return () => {
      left = true
    }
  }, [returns, outcome])

  const { error: failure } = state
  const retry = useCallback(() => {
    setState({ status: 'working', result: null, error: null })
    // What Instagram sent is held while it still works. Without it only a new connection helps.
    if (isTransient(failure)) setOutcome(returns.take())
    else {
      client.connect.redirect({ placement: 'return-page' }).catch((error: unknown) => {
        events.tell({ name: 'connect_failed', code: codeOf(error) })
        events.report(error)
        setState({ status: 'failed', result: null, error })
      })
    }
  }, [client, events, returns, failure])
  return { ...state, retry }
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
