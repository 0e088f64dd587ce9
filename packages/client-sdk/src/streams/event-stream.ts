/** One server-sent event; `message` when the server gave it no name of its own. */
export interface ServerSentEvent {
  name: string
  id: string | undefined
  data: string
}

/** Waits for the next bytes, for as long as the server may be inactive. */
export type Listen = <T>(promise: Promise<T>) => Promise<T>

/** Takes the events out of an answer's body. An event that was cut off is dropped. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  listen: Listen,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (;;) {
      const { done, value } = await listen(reader.read())
      if (done) return
      const blocks = (text + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/)
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = readFields(block)
        if (fields.size > 0) {
          yield { name: fields.get('event') ?? 'message', id: fields.get('id'), data: fields.get('data') ?? '' }
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}

function readFields(block: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) fields.set(name, value)
  }
  return fields
}
