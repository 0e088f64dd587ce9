import type {
  ConnectCancelInput,
  ConnectCompleteInput,
  ConnectCompleteResult,
} from '@instagram-dashboard/server/contract'
import type { InstagramErrorOptions, InstagramErrorCode } from './errors.ts'

/** What Instagram put into the address of the redirect page. */
export type ReturnFromInstagram =
  | { kind: 'tampered'; state: string | undefined }
  | { kind: 'accepted'; input: ConnectCompleteInput }
  | { kind: 'refused'; error: string; input: ConnectCancelInput | undefined }

/** A failure as it crosses from one tab to another. */
export interface SentFailure extends Omit<InstagramErrorOptions, 'cause'> {
  code: InstagramErrorCode
  message: string
}

export type ConnectOutcome = { result: ConnectCompleteResult } | { failure: SentFailure }

/** What the redirect page in a popup and the page that opened it tell each other about one attempt. */
export type ConnectMessage = { state: string } & (
  | { kind: 'returned'; found: ReturnFromInstagram }
  | { kind: 'taken' }
  | { kind: 'settled'; outcome: ConnectOutcome }
)

/** A channel between the tabs of one origin; it needs no opener. */
export interface ConnectChannel {
  send: (message: ConnectMessage) => void
  close: () => void
}

/** `undefined` where tabs can not talk: then asking the server has to do. */
export function openConnectChannel(state: string, hear: (message: ConnectMessage) => void): ConnectChannel | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined
  const channel = new BroadcastChannel('instagram-dashboard/connect')
  channel.addEventListener('message', ({ data }: MessageEvent<ConnectMessage>) => {
    if (data.state === state) hear(data)
  })
  return { send: (message) => channel.postMessage(message), close: () => channel.close() }
}
