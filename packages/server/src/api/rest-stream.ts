import type { TrackedEnvelope } from '@trpc/server'
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { minuteMs } from '../clock/index.ts'
import { atMost } from '../concurrency/at-most.ts'
import { snakeCase } from './rest-names.ts'

type Event = TrackedEnvelope<unknown>
type Next = IteratorResult<Event, unknown>

interface StreamOptions {
  /** Whether nothing follows an event; absent where there is always more to come. */
  isLast: ((data: unknown) => boolean) | undefined
  /** The body that tells of a failure. */
  present: (error: unknown) => object
  now: () => Date
  /** Whether the caller had events before. */
  isResumed: boolean
}

/** An early refusal is an answer with a status of its own; what fails later is told in the stream. */
const earlyMs = 250
/** Often enough for the proxies on the way, which end a line that is silent. */
const pingMs = 15_000
/** Whoever comes back shows who they are again. */
const longestMs = 15 * minuteMs

export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Compression on the way would hold live events back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

export interface BegunStream {
  events: AsyncIterator<Event>
  /** The first event; on the way, perhaps for long. */
  first: Promise<Next>
}

/** Asks for the first event, and waits a moment for it. @throws what refuses the stream at its very beginning */
export async function beginStream(source: AsyncIterable<Event>): Promise<BegunStream> {
  const events = source[Symbol.asyncIterator]()
  const first = events.next()
  const outcome: { error?: unknown; isRefused: boolean } = { isRefused: false }
  await atMost(earlyMs, [
    first.catch((error: unknown) => {
      Object.assign(outcome, { error, isRefused: true })
    }),
  ])
  if (outcome.isRefused) throw outcome.error
  return { events, first }
}

/**
 * Sends events as Server-Sent Events (HTML §9.2): `id` resumes the stream, `data` is JSON. The event `end` says that nothing
 * follows, `error` that it failed; a line that ends without either is to be opened again.
 */
export async function sendEvents(response: ServerResponse, begun: BegunStream, options: StreamOptions): Promise<void> {
  try {
    await pipeline(Readable.from(framesOf(begun, options)), response)
  } catch (error) {
    // Whoever listened has gone.
    if ((error as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  } finally {
    await begun.events.return?.()
  }
}

async function* framesOf(
  { events, first }: BegunStream,
  { isLast, present, now, isResumed }: StreamOptions,
): AsyncGenerator<string, void, undefined> {
  const endsAt = now().getTime() + longestMs
  let next = first
  let isSilent = true
  yield ': open\n\n'
  try {
    while (now().getTime() < endsAt) {
      const came = await within(pingMs, next)
      if (came === undefined) {
        yield ': ping\n\n'
        continue
      }
      if (came.done) {
        // It had ended before the caller came back.
        if (isResumed && isSilent && isLast) yield frame('end', {})
        return
      }
      const [id, data] = came.value
      isSilent = false
      yield `id: ${id}\ndata: ${JSON.stringify(snakeCase(data))}\n\n`
      if (isLast?.(data)) return yield frame('end', {})
      next = events.next()
    }
  } catch (error) {
    yield frame('error', present(error))
  }
}

const frame = (event: string, data: object) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** `undefined` when it does not come in so many milliseconds. */
async function within<Value>(longest: number, coming: Promise<Value>): Promise<Value | undefined> {
  await atMost(longest, [coming])
  // What has settled comes first, a failure too.
  return Promise.race([coming, Promise.resolve(undefined)])
}
