import { createHash, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import { networkOf } from '../procedures/ip-network.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Concealed } from '../instagram/index.ts'
import type { Metrics } from '../monitoring/metrics.ts'

/** What is told to whoever has the token. */
export interface Scrape {
  token: Concealed
  metrics: Metrics
}

/** `GET /metrics` for Prometheus, by a bearer token; without one in the settings there is no such path. */
export function answerPrometheus(deps: Deps, { token, metrics }: Scrape) {
  return async (request: Request, response: Response): Promise<void> => {
    const given = /^Bearer +(\S+) *$/i.exec(request.get('authorization') ?? '')?.[1] ?? ''
    if (!token.use((expected) => isSame(given, expected))) {
      // Guessing is rate limited like any anonymous call.
      const limit = await deps.limits.charge({ userId: null, ipNetwork: networkOf(request.ip) }, 1).catch(asLimit)
      const retryAfter = limit?.retryAfterSeconds
      if (retryAfter === undefined) response.status(401).set('www-authenticate', 'Bearer')
      else response.status(429).set('retry-after', String(retryAfter))
      response.type('text').send(retryAfter === undefined ? 'unauthorized\n' : 'too many requests\n')
      return
    }
    const { contentType, text } = await metrics.render(deps)
    // `send` would put a content type of its own in this one's place.
    response.set('cache-control', 'no-store').setHeader('content-type', contentType).end(text)
  }
}

function asLimit(error: unknown): AppError {
  if (error instanceof AppError) return error
  throw error
}

/** In the same time whatever differs, the length as well. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
