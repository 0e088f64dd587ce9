import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import type { QueryClient } from '@tanstack/query-core'
import type { InstagramClient } from '../client.ts'
import { forgetConnected, lastConnected } from '../connect/ended-return.ts'
import { heldReturn } from '../connect/held-return.ts'
import { resultOf } from '../connect/popup.ts'
import { codeOf, type InstagramEvent, type PageEvents } from './page-events.ts'
import { instagramKeys } from './query-keys.ts'

export interface ReturnState {
  /** `none`: this visit is no return from Instagram. */
  status: 'working' | 'connected' | 'failed' | 'none'
  result: ConnectCompleteResult | null
  error: unknown
}

/** What this tab came back from Instagram with, for everything that shows it on one page. */
export interface Returns {
  /**
   * Ends a return that this tab holds, wherever it came back to; nothing without one. The address is not looked at: what
   * is in it may be of another login. What the server's own page has ended is read again, so that it can be welcomed.
   */
  begin: () => void
  /** Ends it for a redirect page of the host's own, which shows it then and nobody else. */
  take: () => Promise<ConnectCompleteResult | null>
  /** Tries once more what failed and still works. */
  retry: () => void
  /** It has been seen. */
  dismiss: () => void
  /** `null` for nothing to show. */
  state: () => ReturnState | null
  subscribe: (onChange: () => void) => () => void
}

interface Sources {
  cacheOf: (client: InstagramClient) => QueryClient
  events: PageEvents
}

/** Those of each client, which are one for everything on a page. */
export function createReturnsOf(sources: Sources): (client: InstagramClient) => Returns {
  const known = new WeakMap<InstagramClient, Returns>()
  // A page that learns who is signed in has another client then, which ends the same return once more.
  const told = new Set<string>()
  return (client) => {
    const returns = known.get(client) ?? createReturns(client, { ...sources, told })
    known.set(client, returns)
    return returns
  }
}

function createReturns(client: InstagramClient, { cacheOf, events, told }: Sources & { told: Set<string> }): Returns {
  const listeners = new Set<() => void>()
  let state: ReturnState | null = null
  let running: Promise<ConnectCompleteResult | null> | undefined
  let isTaken = false

  function change(next: ReturnState | null): void {
    state = isTaken ? null : next
    for (const listener of listeners) listener()
  }

  function tell(result: ConnectCompleteResult): void {
    const { id, connectedAt } = result.account
    const name = `${id} ${String(connectedAt)}`
    if (!told.has(name)) events.tell(connectedWith(result))
    told.add(name)
  }

  async function end(call: () => Promise<ConnectCompleteResult | null>): Promise<ConnectCompleteResult | null> {
    try {
      const result = await call()
      await cacheOf(client).invalidateQueries({ queryKey: instagramKeys.all })
      if (result !== null) tell(result)
      change(result === null ? null : { status: 'connected', result, error: null })
      return result
    } catch (error) {
      events.tell({ name: 'connect_failed', code: codeOf(error) })
      events.report(error)
      change({ status: 'failed', result: null, error })
      throw error
    } finally {
      running = undefined
      isTaken = false
    }
  }

  function run(call: () => Promise<ConnectCompleteResult | null>): void {
    change({ status: 'working', result: null, error: null })
    running = end(call)
    // Who shows it reads the state.
    running.catch(() => undefined)
  }

  return {
    begin() {
      if (running !== undefined || state !== null) return
      if (heldReturn() !== undefined) return run(() => client.connect.handleReturn(null))
      const connected = lastConnected()
      if (connected === undefined) return
      // Without it the numbers come all the same.
      const read = () => client.connect.attempt({ state: connected }).then(resultOf, () => null)
      run(async () => (await read()) ?? null)
    },
    take() {
      const { status, result, error } = state ?? {}
      isTaken = running !== undefined || state === null
      forgetConnected()
      change(null)
      if (running === undefined && status === 'connected') return Promise.resolve(result ?? null)
      if (running === undefined && status === 'failed') return Promise.reject(error)
      running ??= end(() => client.connect.handleReturn())
      return running
    },
    retry: () => run(() => client.connect.handleReturn(null)),
    dismiss() {
      forgetConnected()
      change(null)
    },
    state: () => state,
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
  }
}

/** What is told of a new connection. */
export function connectedWith({ account, isFirstConnection }: ConnectCompleteResult): InstagramEvent {
  return { name: 'connect_returned', accountId: account.id, isFirstConnection }
}
