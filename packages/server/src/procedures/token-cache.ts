import { hash } from 'node:crypto'
import type { Clock } from '../deps.ts'
import type { Identity } from './context.ts'

const mostKept = 10_000

export interface KnownTokens {
  /** Whom a token names, when it was checked lately and has not ended. */
  find(token: string): Identity | null
  /** @param endsAt when the token ends, by its own word or by its longest age, in Unix seconds */
  keep(token: string, identity: Identity, endsAt: number): void
}

/**
 * Tokens that were checked, so that the next request with one need not be: by their hashes, since a token in memory is a
 * token that can be found there; the longest unused go first.
 * @param longestMs how long at most a check is worth anything
 */
export function createKnownTokens(clock: Pick<Clock, 'now'>, longestMs: number): KnownTokens {
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
