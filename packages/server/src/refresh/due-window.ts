import type { refreshes } from '@instagram-dashboard/db'
import { addMs, believed, dayMs, furthest, hourMs } from '../clock/index.ts'

// Instagram refuses a younger token.
const youngestDays = 1
// Thirty nights of chances before the end.
const dueDaysBeforeEnd = 30
const dueDaysAfterRefresh = 7

/**
 * Which tokens are due: at least a day old, and either within thirty days of their end or not refreshed for seven. What
 * a wrong clock wrote of a token says nothing about it, so that it is due.
 */
export function dueWindow(now: Date): refreshes.DueWindow {
  const daysFromNow = (days: number) => addMs(now, days * dayMs)
  return {
    now,
    issuedBefore: daysFromNow(-youngestDays),
    expiresBefore: daysFromNow(dueDaysBeforeEnd),
    longUnrefreshedBefore: daysFromNow(-dueDaysAfterRefresh),
    latestIssue: furthest('happened', now),
    latestEnd: furthest('token', now),
    latestRetry: furthest('wait', now),
  }
}

/** Since when a token is due, by the same rules; since now where a wrong clock dated it. */
export function dueSince(
  { tokenIssuedAt, tokenExpiresAt }: { tokenIssuedAt: Date; tokenExpiresAt: Date },
  now: Date,
): Date {
  if (!believed(tokenIssuedAt, 'happened', now) || !believed(tokenExpiresAt, 'token', now)) return now
  const issued = tokenIssuedAt.getTime()
  const wanted = Math.min(tokenExpiresAt.getTime() - dueDaysBeforeEnd * dayMs, issued + dueDaysAfterRefresh * dayMs)
  return new Date(Math.max(issued + youngestDays * dayMs, wanted))
}

/** Every token that may be refreshed at all, for an admin who does not want to wait. */
export function wholeWindow(now: Date): refreshes.DueWindow {
  const window = dueWindow(now)
  return { ...window, longUnrefreshedBefore: window.issuedBefore }
}

/** How long a failed refresh rests, in milliseconds: twice as long each time, an hour to half a day. */
export function restAfterFailure(failures: number): number {
  return Math.min(12, 2 ** Math.min(failures, 4)) * hourMs
}
