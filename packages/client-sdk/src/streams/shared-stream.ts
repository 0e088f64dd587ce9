/** One event of a stream, with the name under which it can be taken up again. */
export interface StreamEvent<Item> {
  id: string | undefined
  item: Item
}

export interface OpenStreamInput {
  signal: AbortSignal | undefined
  /** The last event received from the tab that read before this one; absent when no tab did. */
  after?: { lastEventId: string | undefined } | undefined
  /** Called when the connection is open and events may have been missed before. */
  onGap?: (() => void) | undefined
}

export interface SharedStreamInput<Item> {
  /** The same in each tab that may share: it has to name the user. */
  name: string
  open: (input: OpenStreamInput) => AsyncGenerator<StreamEvent<Item>, void, undefined>
  signal: AbortSignal | undefined
  /** As of {@link OpenStreamInput}, in every tab. */
  onGap?: (() => void) | undefined
}

type Message<Item> = { kind: 'event'; event: StreamEvent<Item> } | { kind: 'gap' }

/** Whether the tabs of one origin can agree on who holds a stream. */
export function canShareStreams(): boolean {
  return typeof document !== 'undefined' && typeof BroadcastChannel !== 'undefined' && navigator.locks !== undefined
}

/**
 * The same stream for all tabs over one connection: the tab that gets the lock reads and passes on; when it is closed
 * the next one resumes after the last event that it received.
 */
export async function* shareStream<Item>(input: SharedStreamInput<Item>): AsyncGenerator<Item, void, undefined> {
  const { name, open, signal, onGap } = input
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
  const post = (message: Message<Item>) => channel.postMessage(message)
  channel.addEventListener('message', ({ data }: MessageEvent<Message<Item>>) => {
    if (data.kind === 'gap') onGap?.()
    else take(data.event)
  })
  const abort = () => end({ error: signal?.reason })
  signal?.addEventListener('abort', abort)
  const read = async (after: OpenStreamInput['after']) => {
    const gap = () => {
      post({ kind: 'gap' })
      onGap?.()
    }
    for await (const event of open({ signal: stop.signal, after, onGap: gap })) {
      post({ kind: 'event', event })
      take(event)
    }
  }
  navigator.locks
    .request(name, { ifAvailable: true }, async (lock) => {
      if (lock === null) return false
      await read(undefined)
      return true
    })
    .then(async (hasRead) => {
      if (!hasRead) await navigator.locks.request(name, { signal: stop.signal }, () => read({ lastEventId }))
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
    signal?.removeEventListener('abort', abort)
    channel.close()
  }
}
