import { TRPCClientError } from '@trpc/client'
import { untilAborted, wait } from '../transport/abort.ts'
import type { CallOptions } from '../transport/calls.ts'
import { toInstagramError, unexpectedAnswer, type InstagramError } from '../errors.ts'
import { readEvents, type Listen } from './event-stream.ts'
import { transformer, type SuperjsonResult } from '../transport/superjson.ts'
import { canShareStreams, shareStream, type OpenStreamInput, type StreamEvent } from './shared-stream.ts'

export interface SubscriptionSources {
  url: string
  fetch: typeof globalThis.fetch | undefined
  /** The headers of one request, with a token that was asked for anew. */
  headers: () => Promise<Headers>
  canRenewToken: boolean
  locale: string
  /** Who is signed in, when the host says so. */
  person: string | undefined
}

export interface Subscription<Item> {
  path: string
  input: object
  /** Whether nothing comes after this. A stream that ends without it was cut, and is resumed. */
  isLast: (item: Item) => boolean
}

export interface Subscribe {
  <Item>(subscription: Subscription<Item>, options: CallOptions | undefined): AsyncGenerator<Item, void, undefined>
  /** One stream for all tabs of this user, where their browser can share and who they are is known. */
  shared: <Item>(
    subscription: Subscription<Item>,
    options: SharedStreamOptions | undefined,
  ) => AsyncGenerator<Item, void, undefined>
}

export interface SharedStreamOptions extends CallOptions {
  /**
   * Called when a connection has opened after events may have been missed: the tab that held the stream was closed, or
   * it dropped before it had brought anything. Read lists and counts again then.
   */
  onGap?: () => void
}

type Received<Item> =
  | { kind: 'connected' }
  | { kind: 'keepalive' }
  | { kind: 'item'; id: string | undefined; item: Item }

/** Until the server says how long it may be inactive. Longer means that a proxy buffers the answer. */
const firstInactivityMs = 10_000
/** Retries of a stream that has not opened yet, and of one that has. */
const retriesBeforeOpening = 1
const retriesAfterOpening = 10
const shortestPauseMs = 250
const longestPauseMs = 10_000

/** Live streams of the server, read with `fetch`: the token goes into a header, as with every call. */
export function createSubscribe(sources: SubscriptionSources): Subscribe {
  async function* read<Item>(
    { path, input, isLast }: Subscription<Item>,
    { signal, after, onGap }: OpenStreamInput,
  ): AsyncGenerator<StreamEvent<Item>, void, undefined> {
    let lastEventId = after?.lastEventId
    // Without the name of an event the server begins with what comes from now on.
    let mayHaveMissed = after !== undefined && lastEventId === undefined
    let wasOpen = false
    let failures = 0
    let mayRenewToken = sources.canRenewToken
    for (;;) {
      let error = unexpectedAnswer('unreachable', sources.locale)
      try {
        const asked = lastEventId === undefined ? input : { ...input, lastEventId }
        for await (const received of connect<Item>(sources, { path, input: asked }, signal)) {
          if (received.kind === 'connected') {
            if (mayHaveMissed) onGap?.()
            mayHaveMissed = lastEventId === undefined
            continue
          }
          wasOpen = true
          failures = 0
          mayRenewToken = sources.canRenewToken
          if (received.kind !== 'item') continue
          mayHaveMissed = false
          lastEventId = received.id ?? lastEventId
          yield { id: received.id, item: received.item }
          if (isLast(received.item)) return
        }
      } catch (cause) {
        signal?.throwIfAborted()
        error = toInstagramError(cause, sources.locale)
      }
      if (mayRenewToken && error.code === 'AUTH_REQUIRED') {
        mayRenewToken = false
        continue
      }
      if (!isTransient(error, wasOpen) || failures >= (wasOpen ? retriesAfterOpening : retriesBeforeOpening))
        throw error
      await wait(Math.max(pauseAfter(failures), (error.retryAfterSeconds ?? 0) * 1000), signal)
      failures += 1
    }
  }

  async function* alone<Item>(subscription: Subscription<Item>, options: CallOptions | undefined) {
    for await (const { item } of read(subscription, { signal: options?.signal })) yield item
  }

  async function* shared<Item>(subscription: Subscription<Item>, options: SharedStreamOptions | undefined) {
    const person = canShareStreams() ? (sources.person ?? subjectOf(await sources.headers())) : undefined
    if (person === undefined) {
      for await (const { item } of read(subscription, { signal: options?.signal, onGap: options?.onGap })) yield item
      return
    }
    const address = new URL(sources.url, location.href).href
    yield* shareStream<Item>({
      name: ['instagram-dashboard', address, subscription.path, sources.locale, person].join('\n'),
      open: (input) => read(subscription, input),
      signal: options?.signal,
      onGap: options?.onGap,
    })
  }

  return Object.assign(alone, { shared })
}

/** The subject of a JSON Web Token (RFC 7519). It is not verified here: it only keeps the tabs of two users apart. */
function subjectOf(headers: Headers): string | undefined {
  try {
    const [, payload = ''] = headers.get('authorization')?.split('.') ?? []
    const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as {
      iss?: unknown
      sub?: unknown
    }
    return typeof claims.sub === 'string' ? JSON.stringify([claims.iss, claims.sub]) : undefined
  } catch {
    return undefined
  }
}

/** The server counts a dropped connection until it notices: waiting helps against its limit. */
function isTransient({ code }: InstagramError, wasOpen: boolean): boolean {
  return code === 'INTERNAL' || (wasOpen && code === 'RATE_LIMITED')
}

/** Exponential backoff with jitter, in milliseconds: after a restart not every client comes back at once. */
function pauseAfter(failures: number): number {
  // Where a runtime has no randomness, as React Native, the clients of an app still come at different times.
  const [random = 128] = globalThis.crypto?.getRandomValues(new Uint8Array(1)) ?? []
  return Math.min(longestPauseMs, shortestPauseMs * 2 ** failures) * (0.5 + random / 512)
}

/** One connection, from the request to its end. */
async function* connect<Item>(
  sources: SubscriptionSources,
  call: { path: string; input: object },
  signal: AbortSignal | undefined,
): AsyncGenerator<Received<Item>, void, undefined> {
  const connection = new AbortController()
  const abort = () => connection.abort(signal?.reason)
  let inactivityMs = firstInactivityMs
  const listen: Listen = async (promise) => {
    const timer = setTimeout(() => connection.abort(new Error(`Nothing arrived for ${inactivityMs} ms`)), inactivityMs)
    try {
      return await untilAborted(promise, connection.signal)
    } finally {
      clearTimeout(timer)
    }
  }
  signal?.throwIfAborted()
  signal?.addEventListener('abort', abort)
  try {
    const body = await listen(openStream(sources, call, connection.signal))
    for await (const { name, id, data } of readEvents(body, listen)) {
      if (name === 'return') return
      if (name === 'serialized-error') throw failureIn({ error: JSON.parse(data) }) ?? new Error('Unreadable failure')
      // The first event of every stream, also of one that brings only a refusal.
      if (name === 'connected') {
        inactivityMs = inactivityIn(data) ?? inactivityMs
        yield { kind: 'connected' }
      } else if (name === 'message')
        yield { kind: 'item', id, item: transformer.deserialize(JSON.parse(data) as SuperjsonResult) as Item }
      else yield { kind: 'keepalive' }
    }
  } catch (cause) {
    // Whatever else ended the connection counts as a network failure.
    throw cause instanceof TRPCClientError || cause instanceof SyntaxError
      ? cause
      : TRPCClientError.from(toError(cause))
  } finally {
    signal?.removeEventListener('abort', abort)
  }
}

async function openStream(
  { url, headers, fetch = globalThis.fetch }: SubscriptionSources,
  { path, input }: { path: string; input: object },
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const [base = '', query] = url.split('?')
  const asked = encodeURIComponent(JSON.stringify(transformer.serialize(input)))
  const sent = await headers()
  sent.set('accept', 'text/event-stream')
  const address = `${base.replace(/\/$/, '')}/${path}?${query ? `${query}&` : ''}input=${asked}`
  const response = await fetch(address, { headers: sent, signal })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
  if (response.body && isStream) return response.body
  const answer: unknown = await response.json().catch(() => undefined)
  throw failureIn(answer) ?? TRPCClientError.from(new Error(`Status ${response.status}`), { meta: { response } })
}

/** The server's own failure in an answer; `undefined` when something in between has answered. */
function failureIn(answer: unknown): TRPCClientError<never> | undefined {
  try {
    const { error } = answer as { error: SuperjsonResult }
    const failure = TRPCClientError.from<never>({ error: transformer.deserialize(error) as never })
    return failure.data ? failure : undefined
  } catch {
    return undefined
  }
}

function inactivityIn(data: string): number | undefined {
  const { reconnectAfterInactivityMs } = JSON.parse(data) as { reconnectAfterInactivityMs?: unknown }
  return typeof reconnectAfterInactivityMs === 'number' ? reconnectAfterInactivityMs : undefined
}

function toError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause))
}
