import { GraphFailure } from './failure.ts'
import type { SendToInstagram } from './http.ts'

export interface RetryOptions {
  /** Waits that many milliseconds. */
  sleep: (milliseconds: number) => Promise<void>
  /** 0 (included) to 1 (excluded). */
  random: () => number
  /** Told before every try, the first included: rate budgets count tries. */
  onTry?: () => void
}

const tries = 3
const firstWaitMs = 500
const longestWaitMs = 8_000

/**
 * Tries a call up to three times while Instagram is only unwell, with exponential backoff and full jitter
 * (AWS Architecture Blog, "Exponential Backoff and Jitter"). A `Retry-After` beyond eight seconds is not waited for
 * here: the caller has better things to do.
 */
export function withRetries(send: SendToInstagram, { sleep, random, onTry }: RetryOptions): SendToInstagram {
  return async (call) => {
    for (let attempt = 1; ; attempt += 1) {
      onTry?.()
      try {
        return await send(call)
      } catch (error) {
        const wait = waitBefore(attempt, error, random)
        if (wait === undefined) throw error
        await sleep(wait)
      }
    }
  }
}

function waitBefore(attempt: number, error: unknown, random: () => number): number | undefined {
  if (attempt >= tries || !(error instanceof GraphFailure)) return undefined
  if (error.kind !== 'transient' && error.kind !== 'unreadable') return undefined
  const asked = (error.details.retryAfterSeconds ?? 0) * 1000
  if (asked > longestWaitMs) return undefined
  return Math.max(asked, Math.round(random() * Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1))))
}
