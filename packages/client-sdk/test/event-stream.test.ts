import { expect, test } from 'vitest'
import { readEvents, type ServerSentEvent } from '../src/streams/event-stream.ts'

async function eventsIn(text: string, bytesPerChunk: number): Promise<ServerSentEvent[]> {
  const bytes = new TextEncoder().encode(text)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += bytesPerChunk) controller.enqueue(bytes.slice(at, at + bytesPerChunk))
      controller.close()
    },
  })
  const events: ServerSentEvent[] = []
  for await (const event of readEvents(body, (promise) => promise)) events.push(event)
  return events
}

const lines = [
  'event: connected\ndata: {}\n\n\n',
  'data: "não é: nada"\nid: running.days.1.9\n\n\n',
  ': only a comment\n\n',
  'event: ping\ndata: \n\n\n',
  'event:return\ndata:\n\n',
  'data: cut o',
]

test.each([1, 2, 3, 7, 1_000])('events come out whole, in chunks of %i bytes', async (bytesPerChunk) => {
  const events = [
    { name: 'connected', id: undefined, data: '{}' },
    { name: 'message', id: 'running.days.1.9', data: '"não é: nada"' },
    { name: 'ping', id: undefined, data: '' },
    { name: 'return', id: undefined, data: '' },
  ]

  expect(await eventsIn(lines.join(''), bytesPerChunk)).toEqual(events)
  expect(await eventsIn(lines.join('').replaceAll('\n', '\r\n'), bytesPerChunk)).toEqual(events)
})
