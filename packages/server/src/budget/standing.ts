import type { callBudgets } from '@instagram-dashboard/db'
import { believed } from '../clock/belief.ts'

type Row = callBudgets.CallBudgetRow | undefined

// Headers come with answers only: after this long without one, a try is the only way to learn more.
const usageLifetimeMs = 15 * 60_000

/** Until when Instagram wants silence, a day at most; `null` when it does not any more. */
export function livingPause(row: Row, now: Date): Date | null {
  const until = believed(row?.pausedUntil, 'wait', now)
  return until !== null && until > now ? until : null
}

/** How much of its own limit Instagram said is used up, 0 to 1 and more; 0 when that was too long ago. */
export function livingUsage(row: Row, now: Date): number {
  const saidAt = believed(row?.usageAt, 'happened', now)
  if (saidAt === null || !row?.usagePercent) return 0
  return saidAt.getTime() + usageLifetimeMs > now.getTime() ? row.usagePercent / 100 : 0
}

/** When what Instagram said of its limits is too old to go by. */
export function usageEnd(rows: readonly Row[], now: Date): Date {
  const saidAt = rows.map((row) => believed(row?.usageAt, 'happened', now)?.getTime() ?? 0)
  return new Date(Math.max(...saidAt) + usageLifetimeMs)
}

/** The last of some instants; `null` when there is none. */
export function latest(instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((instant) => (instant === null ? [] : [instant.getTime()]))
  return times.length === 0 ? null : new Date(Math.max(...times))
}
