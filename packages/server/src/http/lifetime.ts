import type { RequestHandler, Response } from 'express'
import { atMost } from '../concurrency/at-most.ts'

/** Where in its life a process is, and which requests it has in hand. */
export interface Lifetime {
  /** From now on it is not ready, and each answer ends its connection; everything is answered still. */
  prepareToEnd(): void
  isEnding(): boolean
  /**
   * From now on every call is refused, for the moment before the process ends or its host stops listening.
   * @returns resolves when what was in hand until now is answered, or after so many milliseconds
   */
  end(longestMs: number): Promise<void>
  hasEnded(): boolean
  /** Middleware that stands before every route. */
  middleware: RequestHandler
}

export function createLifetime(): Lifetime {
  const inHand = new Set<Response>()
  let isEnding = false
  let hasEnded = false

  function endConnection(response: Response): void {
    // HTTP/2 has no such header (RFC 9113 §8.2.2) and other ways to end.
    if (!response.headersSent && response.req.httpVersionMajor === 1) response.setHeader('connection', 'close')
  }
  function prepareToEnd(): void {
    isEnding = true
    // What is under way came before anybody knew.
    for (const response of inHand) endConnection(response)
  }
  function forget(this: Response): void {
    inHand.delete(this)
  }

  return {
    prepareToEnd,
    isEnding: () => isEnding,
    async end(longestMs) {
      prepareToEnd()
      hasEnded = true
      await atMost(longestMs, [...inHand].map(untilClosed))
    },
    hasEnded: () => hasEnded,
    middleware(_request, response, next) {
      // A router in another one asks again.
      if (inHand.has(response)) return next()
      inHand.add(response)
      // One function for all: this is passed by every request.
      response.once('close', forget)
      if (isEnding) endConnection(response)
      next()
    },
  }
}

function untilClosed(response: Response): Promise<void> {
  return new Promise((resolve) => void response.once('close', () => resolve()))
}
