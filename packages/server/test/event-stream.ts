import superjson from 'superjson'
import { onTestFinished } from 'vitest'

export interface ReceivedEvent {
  event: string
  id: string | undefined
  data: unknown
}

/** A live stream as a plain HTTP client sees it. Hangs up when the test ends, if not before. */
export async function openStream(
  url: string,
  { token, input, headers }: { token?: string; input: object; headers?: Record<string, string> },
) {
  const line = new AbortController()
  onTestFinished(() => line.abort())
  const query = encodeURIComponent(JSON.stringify(superjson.serialize(input)))
  const response = await fetch(`${url}/trpc/instagram.sync.progress?input=${query}`, {
    signal: line.signal,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
  })
  const events = readEvents(response)
  const next = async () => (await events.next()).value
  return {
    status: response.status,
    headers: response.headers,
    /** What a line that was refused before it began says. */
    async failure(): Promise<unknown> {
      const { error } = (await response.json()) as { error: never }
      return superjson.deserialize(error)
    },
    /** The next event of any kind; `undefined` when the stream has ended. */
    next,
    /** The data of the next message. */
    async nextState() {
      for (;;) {
        const received = await next()
        if (received === undefined) throw new Error('The stream has ended')
        if (received.event === 'message') return received
      }
    },
    /** Everything until the end. */
    async rest() {
      const received: ReceivedEvent[] = []
      for await (const event of events) received.push(event)
      return received
    },
    hangUp: () => line.abort(),
  }
}

export async function* readEvents(response: Response): AsyncGenerator<ReceivedEvent, undefined> {
  if (!response.body) throw new Error('The answer has no body')
  let text = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]))
      if (!fields.has('data') && !fields.has('event')) continue
      yield { event: fields.get('event') ?? 'message', id: fields.get('id'), data: dataOf(fields) }
    }
  }
}

function dataOf(fields: Map<string, string>): unknown {
  const text = fields.get('data')
  if (!text) return undefined
  const data: unknown = JSON.parse(text)
  return fields.get('event') === 'connected' ? data : superjson.deserialize(data as never)
}
