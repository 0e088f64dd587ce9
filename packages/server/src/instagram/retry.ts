import { GraphFailure } from './failure.ts'
import type { InstagramCall, SendToInstagram } from './http.ts'
import type { Usage } from './usage.ts'

/** Asked before every try, the first included, because Instagram's limits count tries. */
export interface CallGate {
  /** Lets the try happen when it resolves. @throws GraphFailure when it must not */
  beforeTry(): Promise<void>
  afterTry(outcome: TryOutcome): Promise<void>
}

export interface TryOutcome {
  /** What was asked, as `GET me/insights`. */
  endpoint: string
  usage: Usage | null
  failure: GraphFailure | null
  /** How long it took; unknown without a clock. */
  durationMs?: number | undefined
}

export interface RetryOptions {
  /** Waits that many milliseconds. */
  sleep: (milliseconds: number) => Promise<void>
  /** 0 (included) to 1 (excluded). */
  random: () => number
  /** For how long each try takes. */
  now?: (() => Date) | undefined
  gate?: CallGate | undefined
}

const usualTries = 3
const firstWaitMs = 500
const longestWaitMs = 8_000

/**
 * Tries a call up to three times while Instagram is only unwell, with exponential backoff and full jitter
 * (AWS Architecture Blog, "Exponential Backoff and Jitter"). A `Retry-After` beyond eight seconds is not waited for
 * here, but left to the caller.
 */
export function withRetries(send: SendToInstagram, { sleep, random, now, gate }: RetryOptions): SendToInstagram {
  return async (call) => {
    for (let attempt = 1; ; attempt += 1) {
      await gate?.beforeTry()
      try {
        return await sendThrough({ gate, now }, send, { ...call, attempt })
      } catch (error) {
        const wait = attempt < (call.tries ?? usualTries) ? waitBefore(attempt, error, random) : undefined
        if (wait === undefined) throw error
        await sleep(wait)
      }
    }
  }
}

async function sendThrough(
  { gate, now }: Pick<RetryOptions, 'gate' | 'now'>,
  send: SendToInstagram,
  call: InstagramCall,
): Promise<unknown> {
  if (!gate) return send(call)
  const startedAt = now?.().getTime() ?? 0
  const duration = () => (now ? { durationMs: now().getTime() - startedAt } : {})
  let usage: Usage | null = null
  const onUsage = (told: Usage) => {
    usage = told
  }
  try {
    const answer = await send({ ...call, onUsage })
    await gate.afterTry({ endpoint: call.endpoint, usage, failure: null, ...duration() })
    return answer
  } catch (error) {
    if (error instanceof GraphFailure) {
      await gate.afterTry({ endpoint: call.endpoint, usage, failure: error, ...duration() })
    }
    throw error
  }
}

function waitBefore(attempt: number, error: unknown, random: () => number): number | undefined {
  if (!(error instanceof GraphFailure)) return undefined
  if (error.kind !== 'transient' && error.kind !== 'unreadable') return undefined
  const asked = (error.details.retryAfterSeconds ?? 0) * 1000
  if (asked > longestWaitMs) return undefined
  return Math.max(asked, Math.round(random() * Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1))))
}
