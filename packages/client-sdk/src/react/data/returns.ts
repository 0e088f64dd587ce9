import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../../client.ts'
import { takeConnected } from '../../connect/ended-return.ts'
import { heldReturn } from '../../connect/held-return.ts'
import { resultOf } from '../../connect/popup.ts'
import { codeOf, type InstagramEvent, type PageEvents } from './page-events.ts'

/** How a return from Instagram stands that no page of the host's own has asked about. */
export interface ReturnState {
  status: 'working' | 'connected' | 'failed'
  result: ConnectCompleteResult | null
  error: unknown
}

/** What this tab came back from Instagram with, for everything that shows it on one page. */
export interface Returns {
  /**
   * Ends a return that this tab left for, wherever it came back to; nothing without one. What the server's own page has
   * ended is read again, so that it can be welcomed.
   */
  begin: () => void
  /** Ends it for a redirect page of the host's own, which shows it then and nobody else. */
  take: () => Promise<ConnectCompleteResult | null>
  /** Tries once more what failed and still works. */
  retry: () => void
  /** It has been seen. */
  dismiss: () => void
  state: () => ReturnState | null
  subscribe: (onChange: () => void) => () => void
}

interface Sources {
  client: InstagramClient
  events: PageEvents
  /** Reads again what a connection changes. */
  invalidate: () => Promise<void>
}

export function createReturns({ client, events, invalidate }: Sources): Returns {
  const listeners = new Set<() => void>()
  let state: ReturnState | null = null
  let running: Promise<ConnectCompleteResult | null> | undefined
  let isTaken = false

  function change(next: ReturnState | null): void {
    state = isTaken ? null : next
    for (const listener of listeners) listener()
  }

  async function end(call: () => Promise<ConnectCompleteResult | null>): Promise<ConnectCompleteResult | null> {
    try {
      const result = await call()
      await invalidate()
      if (result !== null) events.tell(connectedWith(result))
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
      if (heldReturn() !== undefined) return run(() => client.connect.handleReturn())
      const connected = takeConnected()
      if (connected === undefined) return
      // Without it the numbers come all the same.
      const read = () => client.connect.attempt({ state: connected }).then(resultOf, () => null)
      run(async () => (await read()) ?? null)
    },
    take() {
      const { status, result, error } = state ?? {}
      isTaken = running !== undefined || state === null
      change(null)
      if (running === undefined && status === 'connected') return Promise.resolve(result ?? null)
      if (running === undefined && status === 'failed') return Promise.reject(error)
      running ??= end(() => client.connect.handleReturn())
      return running
    },
    retry: () => run(() => client.connect.handleReturn()),
    dismiss: () => change(null),
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
