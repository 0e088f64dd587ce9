import type { Clock } from '../deps.ts'
import { AppError } from '../errors.ts'
import { untilLoginEnds, type StreamLogin } from './watch-login.ts'

/** The live streams that this process serves, counted per person. */
export interface OpenStreams {
  /**
   * Takes one of the person's places; disposing gives it back.
   * @throws AppError RATE_LIMITED when every place is taken
   */
  open(login: StreamLogin, caller?: AbortSignal): OpenStream
  /**
   * For a door that refuses before it begins an answer; takes no place.
   * @throws AppError RATE_LIMITED when every place of the person is taken
   */
  requireRoom(userId: string): void
  /** Ends every stream of one person at once. Another one may be opened. */
  end(userId: string): void
  /** Ends every stream at once, those that are still to come too. */
  endAll(): void
}

export interface OpenStream extends Disposable {
  /** Aborted when the caller has gone, the login has ended, the host says so, or the server closes. */
  ended: AbortSignal
}

const placesPerUser = 3
/** Seconds after which a place is probably free again: a dropped line is noticed by then. */
const retryAfterSeconds = 5

export function createOpenStreams(clock: Clock): OpenStreams {
  const streamsOf = new Map<string, Set<AbortController>>()
  let isClosing = false
  const requireRoom = (userId: string) => {
    if ((streamsOf.get(userId)?.size ?? 0) >= placesPerUser) throw new AppError('RATE_LIMITED', { retryAfterSeconds })
  }

  return {
    open(login, caller) {
      const { userId } = login
      requireRoom(userId)
      const streams = streamsOf.get(userId) ?? new Set()
      const stream = new AbortController()
      const end = () => stream.abort()
      if (isClosing || caller?.aborted) end()
      caller?.addEventListener('abort', end)
      streamsOf.set(userId, streams.add(stream))
      // Whatever goes wrong while a login is watched, nobody may listen on without one.
      void untilLoginEnds(login, { clock, ended: stream.signal }).then(end, end)
      return {
        ended: stream.signal,
        [Symbol.dispose]() {
          caller?.removeEventListener('abort', end)
          end()
          streams.delete(stream)
          if (streams.size === 0) streamsOf.delete(userId)
        },
      }
    },
    requireRoom,
    end(userId) {
      for (const stream of streamsOf.get(userId) ?? []) stream.abort()
    },
    endAll() {
      isClosing = true
      for (const streams of streamsOf.values()) for (const stream of streams) stream.abort()
    },
  }
}
