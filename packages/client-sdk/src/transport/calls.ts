import { untilAborted } from './abort.ts'
import { isNetworkFailure, toInstagramError, unexpectedAnswer } from '../errors.ts'

/** What every call takes beside its input. */
export interface CallOptions {
  /** Ends the waiting: the call rejects with the signal's reason. What already reached the server still happens. */
  signal?: AbortSignal | undefined
  /** Milliseconds until the call gives up, retries included; 0 = never. Default: the client's `timeoutMs`. */
  timeoutMs?: number | undefined
}

export type Token = string | (() => string | null | undefined | Promise<string | null | undefined>)
export type ExtraHeaders = Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>)

interface HeaderSources {
  token: Token | undefined
  locale: string
  headers: ExtraHeaders | undefined
}

/** The headers of one request. The token is asked for anew each time. */
export async function requestHeaders({ token, locale, headers }: HeaderSources): Promise<Headers> {
  const result = new Headers({ 'accept-language': locale })
  const extra = typeof headers === 'function' ? await headers() : headers
  for (const [name, value] of Object.entries(extra ?? {})) result.set(name, value)
  const bearer = typeof token === 'function' ? await token() : token
  if (bearer) result.set('authorization', `Bearer ${bearer}`)
  return result
}

type Request<T> = (options: { signal?: AbortSignal }) => Promise<T>

type CallType = 'query' | 'mutation'
export type Call = <T>(type: CallType, request: Request<T>, options: CallOptions | undefined) => Promise<T>

interface CallSources extends Pick<HeaderSources, 'token' | 'locale'> {
  timeoutMs: number
}

/** How calls are repeated and how their failures are worded. */
export function createCall({ token, locale, timeoutMs: usualMs }: CallSources): Call {
  async function call<T>(type: CallType, request: Request<T>, options: CallOptions | undefined): Promise<T> {
    const { timeoutMs = usualMs, signal } = options ?? {}
    if (timeoutMs === 0) return attempt(type, request, signal)
    const limit = new AbortController()
    const abort = () => limit.abort(signal?.reason)
    const timer = setTimeout(() => limit.abort(unexpectedAnswer('slow', locale)), timeoutMs)
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    try {
      return await attempt(type, request, limit.signal)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }

  async function attempt<T>(type: CallType, request: Request<T>, signal: AbortSignal | undefined): Promise<T> {
    // Repeating a mutation that got lost on the way back could do the work twice.
    let mayRepeat = type === 'query'
    let mayRenewToken = typeof token === 'function'
    for (;;) {
      signal?.throwIfAborted()
      try {
        return await untilAborted(request(signal ? { signal } : {}), signal)
      } catch (cause) {
        signal?.throwIfAborted()
        const error = toInstagramError(cause, locale)
        if (mayRepeat && isNetworkFailure(cause)) mayRepeat = false
        else if (mayRenewToken && error.code === 'AUTH_REQUIRED') mayRenewToken = false
        else throw error
      }
    }
  }

  return call
}
