import type { PublishedChange, Database } from '@instagram-dashboard/db'
import type { Clock } from '../clock/index.ts'
import { AppError } from '../errors.ts'
import { untilLoginEnds, type StreamLogin } from './watch-login.ts'

/** The live streams that this process serves, counted per user. */
export interface OpenStreams {
  /**
   * Takes one of the user's places; disposing gives it back.
   * @throws AppError RATE_LIMITED when every place is taken
   */
  open(login: StreamLogin, caller?: AbortSignal): OpenStream
  /**
   * For a route that refuses before it begins an answer; takes no place.
   * @throws AppError RATE_LIMITED when every place of the user is taken
   */
  requireRoom(userId: string): void
  /** How many this process serves now. */
  count(): number
  /** Ends every stream of one user in this process at once. Another one may be opened. */
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

/** @param parts `db`: on PostgreSQL it tells of who signed out at another process */
export function createOpenStreams({ clock, db }: { clock: Clock; db: Pick<Database, 'subscribe'> }): OpenStreams {
  const streamsOf = new Map<string, Set<AbortController>>()
  let isClosing = false
  let isListening = false
  const end = (userId: string) => {
    for (const stream of streamsOf.get(userId) ?? []) stream.abort()
  }
  function listen(): void {
    if (isListening) return
    isListening = true
    const hear = ({ topic, id }: PublishedChange) => (topic === 'sign_out' ? end(id) : undefined)
    // What is missed while the line is down is noticed when the login is looked at again; what can not be heard at all,
    // the next stream tries to hear.
    void db.subscribe({ hear, missed: () => undefined }).catch(() => (isListening = false))
  }
  const requireRoom = (userId: string) => {
    if ((streamsOf.get(userId)?.size ?? 0) >= placesPerUser) throw new AppError('RATE_LIMITED', { retryAfterSeconds })
  }

  return {
    open(login, caller) {
      const { userId } = login
      requireRoom(userId)
      listen()
      const streams = streamsOf.get(userId) ?? new Set()
      const stream = new AbortController()
      const stop = () => stream.abort()
      if (isClosing || caller?.aborted) stop()
      caller?.addEventListener('abort', stop)
      streamsOf.set(userId, streams.add(stream))
      // Whatever goes wrong while a login is watched, nobody may listen on without one.
      void untilLoginEnds(login, { clock, ended: stream.signal }).then(stop, stop)
      return {
        ended: stream.signal,
        [Symbol.dispose]() {
          caller?.removeEventListener('abort', stop)
          stop()
          streams.delete(stream)
          if (streams.size === 0) streamsOf.delete(userId)
        },
      }
    },
    requireRoom,
    count: () => [...streamsOf.values()].reduce((sum, streams) => sum + streams.size, 0),
    end,
    endAll() {
      isClosing = true
      for (const streams of streamsOf.values()) for (const stream of streams) stream.abort()
    },
  }
}
