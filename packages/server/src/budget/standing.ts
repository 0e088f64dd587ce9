import type { callBudgets } from '@instagram-dashboard/db'
import { believed } from '../clock/belief.ts'
import { minuteMs } from '../clock/time.ts'
import type { CallHolder } from '../instagram/failure.ts'

type Row = callBudgets.CallBudgetRow | undefined

// Headers come with answers only: after this long without one, a try is the only way to learn more.
const usageLifetimeMs = 15 * minuteMs

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

/**
 * What calls about an account wait for. `own_limit`: our own count of the last hour. `usage`: Instagram's word that its
 * limit is near. `account_pause`, `app_pause`: it asked for silence, for this account or for everybody. `app_refused`: it
 * refuses the app.
 */
export interface BudgetHold {
  by: CallHolder
  until: Date
}

/** The one that ends last, for whoever must wait waits for that; `null` when there is none. */
export function lastHold(holds: readonly (BudgetHold | null)[]): BudgetHold | null {
  const some = holds.filter((hold) => hold !== null)
  return some.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0] ?? null
}
