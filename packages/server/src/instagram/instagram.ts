import { openGraphSession, type GraphOptions, type GraphSession } from './graph-client.ts'
import { createHttp, type Concealed, type HttpOptions } from './http.ts'
import {
  authorizationUrl,
  exchangeCode,
  exchangeLongToken,
  refreshLongToken,
  type LoginOptions,
  type LongToken,
  type ShortToken,
} from './login.ts'
import { withRetries, type CallGate, type RetryOptions } from './retry.ts'

export type Reachability = 'reachable' | 'unreachable' | 'unknown'

export interface InstagramOptions extends LoginOptions, GraphOptions {
  http?: HttpOptions
  retry: Omit<RetryOptions, 'gate'>
}

/** Everything we ever ask of Instagram. Methods that call it throw GraphFailure. */
export interface Instagram {
  authorizationUrl(request: { state: string; forceReauth: boolean }): string
  exchangeCode(code: string): Promise<ShortToken>
  exchangeLongToken(shortToken: Concealed): Promise<LongToken>
  refreshLongToken(longToken: Concealed, gate?: CallGate): Promise<LongToken>
  session(token: Concealed, gate?: CallGate): GraphSession
  /** What the newest call showed. */
  reachability(): Reachability
}

export function createInstagram(options: InstagramOptions): Instagram {
  let reachability: Reachability = 'unknown'
  const http = createHttp({
    ...options.http,
    onOutcome: (isReachable) => {
      reachability = isReachable ? 'reachable' : 'unreachable'
    },
  })
  const sendThrough = (gate?: CallGate) => withRetries(http, { ...options.retry, gate })
  const send = sendThrough()
  return {
    authorizationUrl: (request) => authorizationUrl(options, request),
    exchangeCode: (code) => exchangeCode(send, options, code),
    exchangeLongToken: (shortToken) => exchangeLongToken(send, options, shortToken),
    refreshLongToken: (longToken, gate) => refreshLongToken(sendThrough(gate), options, longToken),
    session: (token, gate) => openGraphSession(sendThrough(gate), options, token),
    reachability: () => reachability,
  }
}
