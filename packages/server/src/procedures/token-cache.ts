import { hash } from 'node:crypto'
import type { Clock } from '../clock/index.ts'
import type { Identity } from './identity.ts'

const mostKept = 10_000

export interface TokenCache {
  /** The identity of a token that was verified lately and has not ended. */
  find(token: string): Identity | null
  /** @param endsAt when the token ends, by its own word or by its longest age, in Unix seconds */
  keep(token: string, identity: Identity, endsAt: number): void
}

/**
 * A least-recently-used cache of verified tokens, keyed by their hashes, so that no token stays in memory.
 * @param longestMs how long a verification is valid at most
 */
export function createTokenCache(clock: Pick<Clock, 'now'>, longestMs: number): TokenCache {
  const kept = new Map<string, { identity: Identity; until: number }>()
  return {
    find(token) {
      const key = hash('sha256', token, 'base64')
      const known = kept.get(key)
      if (!known) return null
      kept.delete(key)
      const now = clock.now().getTime()
      // Checked by a clock that was wrong: to be checked anew.
      if (known.until <= now || known.until > now + longestMs) return null
      kept.set(key, known)
      return known.identity
    },
    keep(token, identity, endsAt) {
      const [oldest] = kept.size >= mostKept ? kept.keys() : []
      if (oldest !== undefined) kept.delete(oldest)
      const until = Math.min(endsAt * 1000, clock.now().getTime() + longestMs)
      kept.set(hash('sha256', token, 'base64'), { identity, until })
    },
  }
}
