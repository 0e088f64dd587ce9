import type { Identity } from '../procedures/identity.ts'
import type { Clock } from '../clock/index.ts'
import { within } from '../concurrency/within.ts'
import { pauseUntil } from './pause-until.ts'

/** The login under which a live stream was opened. */
export interface StreamLogin extends Identity {
  /** Asks again who sent the request that opened the stream; absent for the host's own code. Never rejects. */
  identifyAgain?: (() => Promise<Identity | null>) | undefined
}

// Together less than a minute, in which a login that has ended must be noticed.
const askEveryMs = 50_000
const longestAnswerMs = 9_000

/**
 * Waits until a login has ended: at its own end; or within a minute after whoever knows the callers no longer names the
 * same user with the same role, or does not say so in time. Returns at once when the stream has ended before.
 */
export async function untilLoginEnds(
  { identifyAgain, ...login }: StreamLogin,
  { clock, ended }: { clock: Clock; ended: AbortSignal },
): Promise<void> {
  const now = () => clock.now().getTime()
  let expiresAt = login.expiresAt?.getTime() ?? Infinity
  let askedAt = now()
  while (!ended.aborted) {
    if (expiresAt <= now()) return
    const sinceAsked = now() - askedAt
    // Asked by a clock that was wrong: to be asked again.
    if (identifyAgain && (sinceAsked >= askEveryMs || sinceAsked < 0)) {
      askedAt = now()
      const known = await within(identifyAgain(), { clock, longestMs: longestAnswerMs })
      if (!isSame(known, login)) return
      expiresAt = known?.expiresAt?.getTime() ?? Infinity
      continue
    }
    const untilAsked = askEveryMs - sinceAsked
    await pauseUntil(ended, clock.sleep(Math.max(0, Math.min(untilAsked, expiresAt - now())), ended))
  }
}

function isSame(known: Identity | null | undefined, login: Identity): boolean {
  return known?.userId === login.userId && (known.role === 'admin') === (login.role === 'admin')
}
