import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { readEvents } from './event-stream.ts'
import type { AskedHost } from './host-answers.ts'
import type { SignedIn } from './host-requests.ts'

interface Wanted {
  ana: SignedIn
  /** The id of the event that came last. */
  after: string
  /** How many messages are waited for. */
  count: number
}

const askEveryMs = 2

/**
 * Opens as many live streams of new notifications as a user may have, each resumed after the oldest, looks that one more is
 * refused, hangs up, and opens as many again.
 * @param ids of the user's notifications, oldest first
 */
export async function expectLiveStreams(
  name: string,
  host: AskedHost,
  { ana, ids }: { ana: SignedIn; ids: readonly number[] },
): Promise<void> {
  const [oldest = 0, ...newer] = ids
  expect(newer.length).toBeGreaterThan(0)
  const streams = await takeAllPlaces(host, { ana, after: String(oldest), count: newer.length })
  for (const { kind, messages } of streams) {
    expect(kind, name).toEqual([200, 'text/event-stream', 'no-store, no-transform'])
    expect(messages, name).toMatchObject(newer.map((id) => ({ id: String(id), data: { id: String(id) } })))
  }
  expect((await readMessages(host, { ana, after: '', count: 0 })).kind[0], name).toBe(429)
  for (const { hangUp } of streams) hangUp()
  for (const { hangUp } of await takeAllPlaces(host, { ana, after: '', count: 0 })) hangUp()
}

/** A body that breaks off harms nobody. */
export async function expectBrokenBodyBorne(host: AskedHost, ana: SignedIn): Promise<void> {
  const line = new AbortController()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"json":')),
  })
  const headers = { ...ana, 'content-type': 'application/json' }
  // The guarantee: `fetch` of Node takes it, and its types do not know it.
  const half = { duplex: 'half' } as RequestInit
  // One that has an input, so that the body is waited for.
  const path = '/trpc/instagram.notifications.markRead'
  const asked = host.ask(path, { ...half, method: 'POST', headers, body, signal: line.signal })
  await pause(askEveryMs)
  line.abort()
  await expect(asked).rejects.toThrow()
  expect((await host.ask('/healthz')).status).toBe(200)
}

/** What of a live stream of new notifications comes until so many messages have. */
async function readMessages(host: AskedHost, { ana, after, count }: Wanted) {
  const line = new AbortController()
  const response = await host.ask('/trpc/instagram.notifications.onNew?input=%7B%22json%22%3A%7B%7D%7D', {
    signal: line.signal,
    headers: { ...ana, accept: 'text/event-stream', 'last-event-id': after },
  })
  const messages: unknown[] = []
  // Leaving a loop over them would hang up.
  const events = readEvents(response)
  while (messages.length < count) {
    const { value } = await events.next()
    if (value === undefined) break
    if (value.event === 'message') messages.push({ id: value.id, data: value.data })
  }
  const kind = [response.status, response.headers.get('content-type'), response.headers.get('cache-control')]
  return { kind, messages, hangUp: () => line.abort() }
}

async function takeAllPlaces(host: AskedHost, wanted: Wanted) {
  const streams: Awaited<ReturnType<typeof readMessages>>[] = []
  while (streams.length < 3) {
    const stream = await readMessages(host, wanted)
    if (stream.kind[0] === 200) streams.push(stream)
    // How a hang-up comes to be known takes a moment.
    else await pause(askEveryMs)
  }
  return streams
}
