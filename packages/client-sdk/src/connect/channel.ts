import type * as contract from '@instagram-dashboard/server/contract'
import type { InstagramErrorOptions, InstagramErrorCode } from '../errors.ts'

/** What Instagram put into the address of the redirect page. */
export type ReturnFromInstagram =
  | { kind: 'tampered'; state: string | undefined }
  | { kind: 'accepted'; input: contract.ConnectCompleteInput }
  /** `noAnswer` as `error` when the window came back without any parameter. */
  | { kind: 'refused'; error: string; input: contract.ConnectCancelInput | undefined }

/** What the server is told when Instagram sent a window back without code and without error. */
export const noAnswer = 'no_answer'

/** A failure as it crosses from one tab to another. */
export interface SentFailure extends Omit<InstagramErrorOptions, 'cause'> {
  code: InstagramErrorCode
  message: string
}

export type ConnectOutcome = { result: contract.ConnectCompleteResult } | { failure: SentFailure }

/** The state of an attempt; `undefined` for a window that came back without one and does not remember it. */
type State = string | undefined

/** What the redirect page in a popup and the page that opened it tell each other about one attempt. */
export type ConnectMessage = { state: State } & (
  | { kind: 'returned'; found: ReturnFromInstagram; address: string }
  | { kind: 'taken' }
  | { kind: 'settled'; outcome: ConnectOutcome }
)

/** A channel between the tabs of one origin; it needs no opener. */
export interface ConnectChannel {
  send: (message: ConnectMessage) => void
  close: () => void
}

/** Only messages of these states arrive. `undefined` without `BroadcastChannel`: then the server is polled. */
export function openConnectChannel(
  states: State[],
  onMessage: (message: ConnectMessage) => void,
): ConnectChannel | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined
  const channel = new BroadcastChannel('instagram-dashboard/connect')
  channel.addEventListener('message', ({ data }: MessageEvent<ConnectMessage>) => {
    if (states.includes(data.state)) onMessage(data)
  })
  return { send: (message) => channel.postMessage(message), close: () => channel.close() }
}
