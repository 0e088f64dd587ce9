import type { connectionAttempts } from '@instagram-dashboard/db'
import type { Attempt } from './funnel-attempts.ts'

type Step = connectionAttempts.ConnectionStep
/** How it ended for somebody; `null` while it has not, or when they never came back. */
export type End = 'connected' | 'cancelled' | 'failed' | null

/** A user with all of their attempts, which count once however many they are. */
export interface FunnelUser {
  /** Of their first attempt. */
  day: string
  /** Seconds from the start of the attempt in which they first came to each step. */
  seconds: Map<Step, number>
  end: End
  reasons: Set<string>
}

/** @param attempts in the order in which they started */
export function usersOf(attempts: readonly Attempt[]): FunnelUser[] {
  const users = new Map<string, FunnelUser>()
  for (const attempt of attempts) {
    const known = users.get(attempt.userId)
    const user = known ?? { day: attempt.day, seconds: new Map<Step, number>(), end: null, reasons: new Set<string>() }
    if (!known) users.set(attempt.userId, user)
    for (const [step, seconds] of attempt.seconds) if (!user.seconds.has(step)) user.seconds.set(step, seconds)
    if (user.end !== 'connected') user.end = endOf(attempt) ?? user.end
    if (attempt.reason !== null) user.reasons.add(attempt.reason)
  }
  return [...users.values()]
}

function endOf({ seconds }: Attempt): End {
  return (['connected', 'cancelled', 'failed'] as const).find((step) => seconds.has(step)) ?? null
}

/** How many users it ended for in each way. */
export function endsOf(users: readonly FunnelUser[]): Record<NonNullable<End>, number> {
  const countOf = (wanted: End) => users.filter(({ end }) => end === wanted).length
  return { connected: countOf('connected'), cancelled: countOf('cancelled'), failed: countOf('failed') }
}
