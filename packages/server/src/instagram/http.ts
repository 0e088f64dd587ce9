import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createUnzip } from 'node:zlib'
import type { Agent, Dispatcher, request } from 'undici'
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
  /** Metrics or fields that are asked for, to find a refused one in Instagram's text. */
  asked?: readonly string[]
  /** How often it is tried while Instagram is unwell, 3 times unless told. */
  tries?: number | undefined
  /** Which try of the same call it is, from 1. */
  attempt?: number
  /** Told the HTTP status of the answer, whatever it is. */
  onStatus?: (status: number) => void
  /** Told what the answer's headers say, whatever the answer is. */
  onUsage?: (usage: Usage) => void
}

/** What of undici's `request` is used. */
export type SendRequest = (url: string, options: NonNullable<Parameters<typeof request>[1]>) => Promise<Answer>

interface Answer extends Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'> {
  body: Readable
}

export interface HttpOptions {
  request?: SendRequest
  /** Bound on a whole call, body included, in milliseconds. Default 10,000. */
  deadlineMs?: number
  /** Bound on a body after decompression, in bytes. Default 1 MiB. */
  maxBytes?: number
  /** Told the `Date` header of each answer, for what our clock is worth. */
  onDate?: (date: string | null) => void
  /** Told after every call, for health. */
  onOutcome?: (isReachable: boolean) => void
}

export type SendToInstagram = (call: InstagramCall) => Promise<unknown>

const defaultDeadlineMs = 10_000
const defaultMaxBytes = 1_048_576
// Enough for every job at once; what is more waits for a connection that is open already.
const mostConnections = 64

/**
 * The only place that speaks HTTP to Instagram: connections that are kept and bounded, one total deadline, a size cap,
 * no redirects, and no URL in any error.
 * @throws GraphFailure for everything that is not a good JSON answer
 */
export function createHttp(options: HttpOptions = {}): SendToInstagram {
  const maxBytes = options.maxBytes ?? defaultMaxBytes
  const deadlineMs = options.deadlineMs ?? defaultDeadlineMs
  let ownAgent: Agent | undefined
  let undici: typeof import('undici') | undefined

  async function receive(call: InstagramCall): Promise<unknown> {
    const query = new URLSearchParams(call.query).toString()
    const url = call.baseUrl.replace(/\/{1,8}$/, '') + call.path + (query === '' ? '' : `?${query}`)
    // A hundred modules, which a start need not wait for.
    undici ??= await import('undici')
    const asked = { askedNames: call.asked && [...call.asked] }
    let status: number | undefined
    try {
      const send: SendRequest = options.request ?? undici.request
      ownAgent ??= new undici.Agent({ connections: mostConnections, pipelining: 1, connect: { timeout: deadlineMs } })
      const response = await send(url, {
        dispatcher: dispatcherOr(ownAgent, undici.getGlobalDispatcher()),
        method: call.method ?? 'GET',
        signal: AbortSignal.timeout(deadlineMs),
        headers: call.form ? { ...commonHeaders, ...formHeaders } : commonHeaders,
        body: call.form ? new URLSearchParams(call.form).toString() : null,
      })
      status = response.statusCode
      call.onStatus?.(status)
      const headers = headersOf(response)
      call.onUsage?.(readUsage(headers))
      options.onDate?.(headers.get('date'))
      const text = await readCapped(response, maxBytes)
      if (text === undefined) throw new GraphFailure('unreadable', call.endpoint, { ...asked, httpStatus: status })
      const body = parseLosslessJson(text)
      const { endpoint, asked: wanted } = call
      const failure = classifyAnswer({ endpoint, status, headers, body, asked: wanted, hidden: secretsOf(call) })
      if (failure) throw failure
      return body
    } catch (error) {
      if (error instanceof GraphFailure) throw error
      // The cause is dropped on purpose: the errors below name the URL.
      throw new GraphFailure('transient', call.endpoint, { ...asked, httpStatus: status })
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

const secretNames = ['access_token', 'client_secret', 'code']

function secretsOf({ query, form }: InstagramCall): string[] {
  return [query, form].flatMap((fields) => secretNames.flatMap((name) => fields?.[name] ?? []))
}

const commonHeaders = {
  accept: 'application/json',
  'accept-encoding': 'gzip, deflate, br',
  'user-agent': 'instagram-dashboard',
}
const formHeaders = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }

/** A host whose traffic goes through a proxy has put a dispatcher of its own in place for the whole process: it is used. */
function dispatcherOr(ownAgent: Agent, ofProcess: Dispatcher): Dispatcher {
  // `compose` keeps the name and replaces the method.
  const { constructor, dispatch } = Object.getPrototypeOf(ofProcess) as Dispatcher
  return constructor.name === 'Agent' && ofProcess.dispatch === dispatch ? ownAgent : ofProcess
}

function headersOf({ headers }: Answer): Pick<Headers, 'get'> {
  return {
    get: (name) => {
      const value = headers[name]
      return value === undefined ? null : String(value)
    },
  }
}

const utf8 = new TextDecoder()

/** @returns the text, or `undefined` when it is too long */
async function readCapped({ headers, body }: Answer, maxBytes: number): Promise<string | undefined> {
  const encoding = headers['content-encoding']
  // Not `compose`: its error for a stream that ends too early is lost.
  const unpacked: Readable =
    encoding === undefined || encoding === 'identity'
      ? body
      : pipeline(body, encoding === 'br' ? createBrotliDecompress() : createUnzip(), () => undefined)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of unpacked) {
    size += chunk.byteLength
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  return utf8.decode(Buffer.concat(chunks))
}
