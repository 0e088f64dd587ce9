import { AppError } from '../errors.ts'

/** The live streams that this process serves, counted per person. */
export interface OpenStreams {
  /**
   * Takes one of the person's places; disposing gives it back.
   * @throws AppError RATE_LIMITED when every place is taken
   */
  open(userId: string, caller?: AbortSignal): OpenStream
  /** Refuses before a stream begins, while the answer can still say so. @throws as {@link open} */
  checkPlace(userId: string): void
  /** Ends every stream at once, those that are still to come too. */
  endAll(): void
}

export interface OpenStream extends Disposable {
  /** Aborted when the caller has gone or the server closes. */
  ended: AbortSignal
}

const placesPerUser = 3
/** Seconds after which a place is probably free again: a dropped line is noticed by then. */
const retryAfterSeconds = 5

export function createOpenStreams(): OpenStreams {
  const streamsOf = new Map<string, Set<AbortController>>()
  let isClosing = false

  function checkPlace(userId: string): void {
    const taken = streamsOf.get(userId)?.size ?? 0
    if (taken >= placesPerUser) throw new AppError('RATE_LIMITED', { retryAfterSeconds })
  }

  return {
    checkPlace,
    open(userId, caller) {
      checkPlace(userId)
      const streams = streamsOf.get(userId) ?? new Set()
      const stream = new AbortController()
      const end = () => stream.abort()
      if (isClosing || caller?.aborted) end()
      caller?.addEventListener('abort', end)
      streamsOf.set(userId, streams.add(stream))
      return {
        ended: stream.signal,
        [Symbol.dispose]() {
          caller?.removeEventListener('abort', end)
          streams.delete(stream)
          if (streams.size === 0) streamsOf.delete(userId)
        },
      }
    },
    endAll() {
      isClosing = true
      for (const streams of streamsOf.values()) for (const stream of streams) stream.abort()
    },
  }
}
