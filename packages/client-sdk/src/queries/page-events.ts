import { type InstagramError, type InstagramErrorCode, isInstagramError } from '../errors.ts'

/** What the parts tell a host's analytics: no names and no numbers of the user, only our ids. The list is closed. */
export type InstagramEvent =
  /** The invitation to connect is on the page. */
  | { name: 'invitation_shown'; placement: string }
  /** Instagram is about to open, in a window of its own or in this tab. */
  | { name: 'connect_opened'; placement: string | null; opensIn: 'window' | 'tab' }
  /** An account was connected. */
  | { name: 'connect_returned'; accountId: string; isFirstConnection: boolean }
  /** Connecting ended without an account: `OAUTH_DENIED` and `POPUP_CLOSED` are choices of the user. */
  | { name: 'connect_failed'; code: InstagramErrorCode }
  /** The numbers of an account are on the page, or those of another one. */
  | { name: 'dashboard_shown'; accountId: string }
  /** The user asked for new numbers. */
  | { name: 'sync_pressed'; accountId: string }
  /** The user gave up an account. */
  | { name: 'account_disconnected'; accountId: string; isErased: boolean }

export type InstagramEventName = InstagramEvent['name']

export interface HostListeners {
  onEvent: ((event: InstagramEvent) => void) | undefined
  onError: ((error: InstagramError) => void) | undefined
}

export interface PageEvents {
  tell: (event: InstagramEvent) => void
  /** Tells a failure of a call once, however many parts show it; what no call failed with is not for it. */
  report: (error: unknown) => void
}

/** @param listeners asked anew for each event, so that a host may give other functions with each rendering */
export function createPageEvents(listeners: () => HostListeners): PageEvents {
  const reported = new WeakSet<InstagramError>()
  return {
    tell: (event) => callSafely(listeners().onEvent, event),
    report: (error) => {
      if (!isInstagramError(error) || reported.has(error)) return
      reported.add(error)
      callSafely(listeners().onError, error)
    },
  }
}

/** A fault of the host's listener is the host's, and must not stop what it listens to. */
function callSafely<T>(listener: ((value: T) => void) | undefined, value: T): void {
  try {
    listener?.(value)
  } catch (fault) {
    globalThis.reportError?.(fault)
  }
}

/** For `connect_failed`: the code of a failure, `INTERNAL` for a fault of the page. */
export const codeOf = (error: unknown): InstagramErrorCode => (isInstagramError(error) ? error.code : 'INTERNAL')
