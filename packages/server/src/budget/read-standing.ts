import { callBudgets, type Handle } from '@instagram-dashboard/db'
import { callsWithinHour, freeAt } from './rolling-hour.ts'
import { pauseOf } from './refusals.ts'
import { callsForASync, limitOf, stopFrom, type CallPurpose } from './shares.ts'
import { lastHold, livingUsage, usageEnd, type BudgetHold } from './standing.ts'

/** The calls of an account as an operator asks for them. */
export interface BudgetStanding {
  /** Calls that count as made in the last sixty minutes. */
  used: number
  /** As many may be made in sixty minutes; the background keeps to 90 % of it. */
  limit: number
  /** What the background waits for; `null` when it may call now. */
  hold: BudgetHold | null
  /** What a person who presses the button waits for. */
  pressHold: BudgetHold | null
  /** How much of its own limit Instagram said is used up, in percent; `null` when that was too long ago. */
  usagePercent: number | null
}

/** How much of an account's hour is used, and what its next sync in the background and at a press wait for. */
export async function readStanding(
  handle: Handle,
  accountId: string,
  { now, callsPerHour }: { now: Date; callsPerHour: number },
): Promise<BudgetStanding> {
  const [account, app] = [await callBudgets.find(handle, accountId), await callBudgets.find(handle, 'app')]
  const calls = account?.calls ?? {}
  const usage = Math.max(livingUsage(app, now), livingUsage(account, now))
  const pauses = [pauseOf(app, now), pauseOf(account, now)]
  const roomFor = (purpose: CallPurpose, wanted: number): BudgetHold | null => {
    const until = freeAt(calls, { limit: limitOf(callsPerHour, purpose), wanted, now })
    return until > now ? { by: 'own_limit', until } : null
  }
  const nearLimit = usage >= stopFrom ? { by: 'usage' as const, until: usageEnd([app, account], now) } : null
  return {
    used: callsWithinHour(calls, now),
    limit: callsPerHour,
    hold: lastHold([...pauses, nearLimit, roomFor('background', 1)]),
    pressHold: lastHold([...pauses, roomFor('person', callsForASync)]),
    usagePercent: usage > 0 ? Math.round(100 * usage) : null,
  }
}
