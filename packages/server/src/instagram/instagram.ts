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
import { withRetries, type RetryOptions } from './retry.ts'

export type Reachability = 'reachable' | 'unreachable' | 'unknown'

export interface InstagramOptions extends LoginOptions, GraphOptions {
  http?: HttpOptions
  retry: Omit<RetryOptions, 'onTry'>
}

/** Everything we ever ask of Instagram. Methods that call it throw GraphFailure. */
export interface Instagram {
  authorizationUrl(request: { state: string; forceReauth: boolean }): string
  exchangeCode(code: string): Promise<ShortToken>
  exchangeLongToken(shortToken: Concealed): Promise<LongToken>
  refreshLongToken(longToken: Concealed): Promise<LongToken>
  /** @param onTry told before each call, retries included */
  session(token: Concealed, onTry?: () => void): GraphSession
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
  const send = withRetries(http, options.retry)
  return {
    authorizationUrl: (request) => authorizationUrl(options, request),
    exchangeCode: (code) => exchangeCode(send, options, code),
    exchangeLongToken: (shortToken) => exchangeLongToken(send, options, shortToken),
    refreshLongToken: (longToken) => refreshLongToken(send, options, longToken),
    session: (token, onTry) =>
      openGraphSession(onTry ? withRetries(http, { ...options.retry, onTry }) : send, options, token),
    reachability: () => reachability,
  }
}
