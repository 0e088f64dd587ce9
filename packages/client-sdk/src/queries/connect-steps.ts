import type { ConnectCompleteResult, ConnectStartInput } from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../client.ts'
import { isTransient } from '../connect/finish.ts'
import { detectInAppBrowser } from '../connect/in-app-browser.ts'
import { isInstagramError } from '../errors.ts'
import type { ConnectWith } from './host.ts'
import { codeOf, type PageEvents } from './page-events.ts'
import { instagramKeys } from './query-keys.ts'
import { connectedWith, type Returns, type ReturnState } from './returns.ts'

export interface ConnectState {
  /** Instagram is open, or about to be. */
  isConnecting: boolean
  error: unknown
}

export interface ConnectFlow extends ConnectState {
  /** Call it in the handler of a click. Resolves with `null` when it did not work; `error` then says why. */
  connect: (input?: ConnectStartInput) => Promise<ConnectCompleteResult | null>
  /** Forgets the error, and gives up on a window that is still open. */
  reset: () => void
}

export const notConnecting: ConnectState = { isConnecting: false, error: null }

interface Parts {
  client: InstagramClient
  connectWith: ConnectWith
  events: PageEvents
  invalidate: (key: readonly unknown[]) => Promise<void>
}

interface ConnectStepsInput extends Parts {
  changed: (state: ConnectState) => void
  connected: (result: ConnectCompleteResult) => void
}

export interface ConnectSteps extends Pick<ConnectFlow, 'connect' | 'reset'> {
  /** For as long as the button is on the page. @returns ends it, and the waiting for a window */
  watch: () => () => void
}

/** Connects in a window or over this tab, and tells how that goes. */
export function createConnectSteps(input: ConnectStepsInput): ConnectSteps {
  const { client, connectWith, events, invalidate, changed, connected } = input
  let waiting: AbortController | undefined

  async function connect(start: ConnectStartInput = {}): Promise<ConnectCompleteResult | null> {
    if (waiting !== undefined) {
      // Brings the window that is open to the front; the first call tells how it ends.
      client.connect.popup(start).catch(() => undefined)
      return null
    }
    changed({ isConnecting: true, error: null })
    const isAlone = connectWith === 'popup' || (connectWith === 'auto' && hasMouse())
    const inTab = !isAlone || detectInAppBrowser() !== null
    events.tell({ name: 'connect_opened', placement: start.placement ?? null, opensIn: inTab ? 'tab' : 'window' })
    try {
      if (inTab) {
        await client.connect.redirect(start)
        return null
      }
      waiting = new AbortController()
      const result = await client.connect.popup({ ...start, signal: waiting.signal })
      await invalidate(instagramKeys.all)
      changed(notConnecting)
      events.tell(connectedWith(result))
      connected(result)
      return result
    } catch (error) {
      const wasGivenUp = waiting?.signal.aborted === true && !isInstagramError(error)
      changed({ isConnecting: false, error: wasGivenUp ? null : error })
      events.tell({ name: 'connect_failed', code: wasGivenUp ? 'POPUP_CLOSED' : codeOf(error) })
      events.report(error)
      return null
    } finally {
      waiting = undefined
    }
  }

  return {
    connect,
    reset() {
      waiting?.abort()
      changed(notConnecting)
    },
    watch() {
      // The back button brings this page back as it was left, the connecting button included.
      const show = ({ persisted }: PageTransitionEvent) => {
        if (persisted && waiting === undefined) changed(notConnecting)
      }
      addEventListener('pageshow', show)
      return () => {
        removeEventListener('pageshow', show)
        waiting?.abort()
      }
    },
  }
}

export interface ConnectReturn extends ReturnState {
  /** Tries the same return again while it still works, else begins anew. */
  retry: () => void
}

export const returning: ReturnState = { status: 'working', result: null, error: null }

interface ReturnStepsInput extends Pick<Parts, 'client' | 'events'> {
  returns: Pick<Returns, 'take'>
  changed: (state: ReturnState) => void
}

export interface ReturnSteps {
  /** Ends what Instagram sent back, and tells how. Safe to begin again. @returns ends the telling */
  watch: () => () => void
  /** @param failure how the return has ended */
  retry: (failure: unknown) => void
}

/** What a redirect page of the host's own does. */
export function createReturnSteps({ client, events, returns, changed }: ReturnStepsInput): ReturnSteps {
  // A component may be shown, left and shown again while one return is ended: the newest showing alone is told.
  let showing = 0
  const failed = (error: unknown) => changed({ status: 'failed', result: null, error })
  function end(): void {
    showing += 1
    const own = showing
    returns.take().then(
      (result) => {
        if (own === showing) changed({ status: result === null ? 'none' : 'connected', result, error: null })
      },
      (error: unknown) => {
        if (own === showing) failed(error)
      },
    )
  }
  return {
    watch() {
      end()
      return () => {
        showing += 1
      }
    },
    retry(failure) {
      changed(returning)
      // What Instagram sent is held while it still works. Without it only a new connection helps.
      if (isTransient(failure)) end()
      else {
        client.connect.redirect({ placement: 'return-page' }).catch((error: unknown) => {
          events.tell({ name: 'connect_failed', code: codeOf(error) })
          events.report(error)
          failed(error)
        })
      }
    },
  }
}

function hasMouse(): boolean {
  return matchMedia('(hover: hover) and (pointer: fine)').matches
}
