import { createClockSkew } from './clock-skew.ts'
import { examineInstagram, type Examination } from './examine.ts'
import { newFieldMemory } from './ask-fields.ts'
import { openGraphSession, type GraphOptions, type GraphSession } from './graph-client.ts'
import { createHttp, type Concealed, type HttpOptions, type SendToInstagram } from './http.ts'
import {
  authorizationUrl,
  exchangeCode,
  exchangeLongToken,
  refreshLongToken,
  type AuthorizationRequest,
  type LoginOptions,
  type LongToken,
  type ShortToken,
} from './login.ts'
import { withRetries, type CallGate, type RetryOptions } from './retry.ts'

export type Reachability = 'reachable' | 'unreachable' | 'unknown'

/** One try of a call, as it is watched. */
export interface WatchedCall {
  endpoint: string
  attempt: number
  /** The HTTP status of the answer, once there is one. */
  status(): number | undefined
}

export type WatchCall = <Result>(call: WatchedCall, work: () => Promise<Result>) => Promise<Result>

export interface InstagramOptions extends LoginOptions, GraphOptions {
  http?: HttpOptions
  now(): Date
  /** The machine's own clock, where `now` is another. */
  machineNow?(): Date
  /** Wraps every try of a call, to count or trace it. */
  watchCall?: WatchCall
  retry: Omit<RetryOptions, 'gate'>
}

/** Everything we ever ask of Instagram. Methods that call it throw GraphFailure. */
export interface Instagram {
  authorizationUrl(request: AuthorizationRequest): string
  /** @param options `redirectUri`: the one that the code was asked for with, that of the settings unless told */
  exchangeCode(code: string, options?: { redirectUri?: string; gate?: CallGate }): Promise<ShortToken>
  exchangeLongToken(shortToken: Concealed, gate?: CallGate): Promise<LongToken>
  refreshLongToken(longToken: Concealed, gate?: CallGate): Promise<LongToken>
  /** @param refusedFields fields that are known to be refused to this account, as `GraphSession` names them */
  session(token: Concealed, gate?: CallGate, refusedFields?: Iterable<string>): GraphSession
  /** What the newest call showed, and when. */
  reachability(): { status: Reachability; at: Date | null }
  /** Our clock minus Instagram's by the newest answer, in seconds; `null` when none told it. */
  clockSkewSeconds(): number | null
  /** For an operator: whether every endpoint that is needed answers, and whether Instagram knows the app. */
  examine(): Promise<Examination>
  /** Calls without a token, only to see whether Instagram answers. Counts for no account. */
  probe(): Promise<void>
}

export function createInstagram(options: InstagramOptions): Instagram {
  let reachability: { status: Reachability; at: Date | null } = { status: 'unknown', at: null }
  const skew = createClockSkew(options)
  const http = createHttp({
    ...options.http,
    onDate: skew.observe,
    onOutcome: (isReachable) => {
      reachability = { status: isReachable ? 'reachable' : 'unreachable', at: options.now() }
    },
  })
  const { watchCall } = options
  const send: SendToInstagram = (call) => {
    if (!watchCall) return http(call)
    let status: number | undefined
    const { endpoint, attempt = 1 } = call
    const onStatus = (told: number) => {
      status = told
    }
    return watchCall({ endpoint, attempt, status: () => status }, () => http({ ...call, onStatus }))
  }
  const sendThrough = (gate?: CallGate) => withRetries(send, { ...options.retry, gate })
  return {
    authorizationUrl: (request) => authorizationUrl(options, request),
    exchangeCode: (code, { gate, redirectUri = options.redirectUri } = {}) =>
      exchangeCode(sendThrough(gate), { ...options, redirectUri }, code),
    exchangeLongToken: (shortToken, gate) => exchangeLongToken(sendThrough(gate), options, shortToken),
    refreshLongToken: (longToken, gate) => refreshLongToken(sendThrough(gate), options, longToken),
    session: (token, gate, refusedFields) =>
      openGraphSession(sendThrough(gate), options, { token, memory: newFieldMemory(refusedFields) }),
    reachability: () => reachability,
    clockSkewSeconds: skew.seconds,
    examine: () => examineInstagram(options, (code) => exchangeCode(sendThrough(), options, code)),
    async probe() {
      const path = `/${options.graphVersion}/me`
      // Without a token Instagram refuses, and that is an answer.
      await send({ endpoint: 'GET me', method: 'GET', baseUrl: options.graphBaseUrl, path }).catch(() => undefined)
    },
  }
}
