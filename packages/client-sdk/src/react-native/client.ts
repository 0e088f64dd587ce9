import { createInstagramClient as createClient, type InstagramClient, type InstagramClientOptions } from '../client.ts'
import { giveAbortReasons } from './abort-reasons.ts'

/**
 * A client for one user, in an app of React Native. Its `fetch` brings no streams: `sync.run` with `onProgress` asks twice
 * per second instead, and `notifications.onNew` rejects. With `fetch` of `expo/fetch`, given as `fetch`, both are live.
 */
export function createInstagramClient(options: InstagramClientOptions): InstagramClient {
  giveAbortReasons()
  return createClient({ ...options, fetch: options.fetch ?? fetchWithoutStreams })
}

/** A stream that is read as a whole would end with the connection, long after anybody has waited for it. */
const fetchWithoutStreams: typeof globalThis.fetch = async (input, init) => {
  const isStream = new Headers(init?.headers).get('accept') === 'text/event-stream'
  if (isStream && globalThis.navigator?.product === 'ReactNative') throw new TypeError('This fetch brings no streams')
  return globalThis.fetch(input, init)
}
