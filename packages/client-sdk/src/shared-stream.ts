/** One event of a stream, with the name under which it can be taken up again. */
export interface StreamEvent<Item> {
  id: string | undefined
  item: Item
}

export interface SharedStreamInput<Item> {
  /** The same in each tab that may share: it has to name the person. */
  name: string
  open: (lastEventId: string | undefined, signal: AbortSignal) => AsyncGenerator<StreamEvent<Item>, void, undefined>
  signal: AbortSignal | undefined
}

/** Whether the tabs of one origin can agree on who holds a stream. */
export function canShareStreams(): boolean {
  return typeof document !== 'undefined' && typeof BroadcastChannel !== 'undefined' && navigator.locks !== undefined
}

/**
 * The same stream for all tabs over one connection: the tab that gets the lock reads and passes on; when it is closed
 * the next one goes on after the last event that it heard.
 */
export async function* shareStream<Item>(input: SharedStreamInput<Item>): AsyncGenerator<Item, void, undefined> {
  const { name, open, signal } = input
  signal?.throwIfAborted()
  const stop = new AbortController()
  const arrived: Item[] = []
  let lastEventId: string | undefined
  let ended: { error?: unknown } | undefined
  let wake = () => {}
  const take = ({ id, item }: StreamEvent<Item>) => {
    lastEventId = id ?? lastEventId
    arrived.push(item)
    wake()
  }
  const end = (how: { error?: unknown }) => {
    ended ??= how
    wake()
  }

  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', ({ data }: MessageEvent<StreamEvent<Item>>) => take(data))
  const hangUp = () => end({ error: signal?.reason })
  signal?.addEventListener('abort', hangUp)
  navigator.locks
    .request(name, { signal: stop.signal }, async () => {
      for await (const event of open(lastEventId, stop.signal)) {
        channel.postMessage(event)
        take(event)
      }
    })
    .then(
      () => end({}),
      (error: unknown) => end({ error }),
    )
  try {
    for (;;) {
      for (let item = arrived.shift(); item !== undefined; item = arrived.shift()) yield item
      if (ended) {
        if ('error' in ended) throw ended.error
        return
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    stop.abort()
    signal?.removeEventListener('abort', hangUp)
    channel.close()
  }
}
