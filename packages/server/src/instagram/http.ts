import { classifyAnswer } from './classify.ts'
import { GraphFailure } from './failure.ts'
import { parseLosslessJson } from './lossless-json.ts'
import { readUsage, type Usage } from './usage.ts'

/** A secret that can be read only where it is used. The vault's `Secret` is one. */
export interface Concealed {
  use<Result>(read: (text: string) => Result): Result
}

export interface InstagramCall {
  /** What the call is named in logs and errors: it takes the place of the URL, which holds tokens. */
  endpoint: string
  method?: 'GET' | 'POST' | 'DELETE'
  baseUrl: string
  path: string
  query?: Record<string, string>
  form?: Record<string, string>
  metrics?: readonly string[]
  /** Told what the answer's headers say, whatever the answer is. */
  onUsage?: (usage: Usage) => void
}

export interface HttpOptions {
  fetch?: typeof fetch
  /** Bound on a whole call, body included, in milliseconds. Default 10,000. */
  deadlineMs?: number
  /** Bound on a body after decompression, in bytes. Default 1 MiB. */
  maxBytes?: number
  /** Told after every call, for health. */
  onOutcome?: (isReachable: boolean) => void
}

export type SendToInstagram = (call: InstagramCall) => Promise<unknown>

const defaultDeadlineMs = 10_000
const defaultMaxBytes = 1_048_576

/**
 * The only place that speaks HTTP to Instagram: one total deadline, a size cap, no redirects, and no URL in any error.
 * @throws GraphFailure for everything that is not a good JSON answer
 */
export function createHttp(options: HttpOptions = {}): SendToInstagram {
  const send = options.fetch ?? globalThis.fetch
  const maxBytes = options.maxBytes ?? defaultMaxBytes

  async function receive(call: InstagramCall): Promise<unknown> {
    const url = new URL(call.baseUrl.replace(/\/+$/, '') + call.path)
    url.search = new URLSearchParams(call.query).toString()
    let status: number | undefined
    try {
      const response = await send(url, {
        method: call.method ?? 'GET',
        redirect: 'manual',
        signal: AbortSignal.timeout(options.deadlineMs ?? defaultDeadlineMs),
        headers: { accept: 'application/json' },
        ...(call.form ? { body: new URLSearchParams(call.form) } : {}),
      })
      status = response.status
      call.onUsage?.(readUsage(response.headers))
      const text = await readCapped(response, maxBytes)
      if (text === undefined) throw new GraphFailure('unreadable', call.endpoint, { httpStatus: status })
      const failure = classifyAnswer({
        endpoint: call.endpoint,
        status,
        headers: response.headers,
        body: parseLosslessJson(text),
        metrics: call.metrics,
      })
      if (failure) throw failure
      return parseLosslessJson(text)
    } catch (error) {
      if (error instanceof GraphFailure) throw error
      // The cause is dropped on purpose: the errors of fetch name the URL.
      throw new GraphFailure('transient', call.endpoint, { httpStatus: status })
    }
  }

  return async (call) => {
    try {
      const body = await receive(call)
      options.onOutcome?.(true)
      return body
    } catch (error) {
      options.onOutcome?.(error instanceof GraphFailure && error.kind !== 'transient')
      throw error
    }
  }
}

async function readCapped(response: Response, maxBytes: number): Promise<string | undefined> {
  if (!response.body) return ''
  const decoder = new TextDecoder()
  let size = 0
  let text = ''
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > maxBytes) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
