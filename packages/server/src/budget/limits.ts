import { callBudgets, type Handle } from '@instagram-dashboard/db'
import { believed, minuteMs } from '../clock/index.ts'
import type { CallHolder } from '../instagram/index.ts'
import { callsWithinHour, freeAt } from './rolling-hour.ts'

/**
 * Who a call is for. `connection`: a connection is made, renewed or ended, which may use the whole hour. `person`: a user
 * waits for it, and leaves those a few calls. `background` leaves both a share.
 */
export type CallPurpose = 'person' | 'connection' | 'background'

/** Of the hour, or of Instagram's own limit, from which the background keeps still. */
const stopFrom = 0.9
const shareOf: Record<CallPurpose, number> = { connection: 1, person: 0.97, background: stopFrom }

/** A current account's sync takes about a dozen calls; with less room a user's sync would only bring half of it. */
export const callsForASync = 12

/** How many calls of the hour a purpose may use, all calls together; one at least. */
export function limitOf(callsPerHour: number, purpose: CallPurpose): number {
  return Math.max(1, Math.floor(callsPerHour * shareOf[purpose]))
}

/** The row of the whole app, which has no calls of its own. */
export const appScope = 'app'
export const appRefused = 'app_refused'

export type BudgetRow = callBudgets.CallBudgetRow

/** What calls about an account depend on. */
export interface BudgetRows {
  app: BudgetRow | undefined
  account: BudgetRow | undefined
}

export async function readBudget(handle: Handle, accountId: string): Promise<BudgetRows> {
  return { account: await callBudgets.find(handle, accountId), app: await callBudgets.find(handle, appScope) }
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

/** Until when Instagram wants silence, a day at most; `null` when it does not any more. */
export function pausedUntil(row: BudgetRow | undefined, now: Date): Date | null {
  const until = believed(row?.pausedUntil, 'wait', now)
  return until !== null && until > now ? until : null
}

/** Until when a row wants silence, and whether for a refusal or for the number of calls. */
export function pauseOf(row: BudgetRow | undefined, now: Date): BudgetHold | null {
  const until = pausedUntil(row, now)
  if (row === undefined || until === null) return null
  if (row.pauseReason === appRefused) return { by: appRefused, until }
  return { by: row.scope === appScope ? 'app_pause' : 'account_pause', until }
}

// Headers come with answers only: after this long without one, a try is the only way to learn more.
const usageLifetimeMs = 15 * minuteMs

/** The most that Instagram said is used up of its own limits, 0 to 1 and more, and when that is too old to go by. */
export function usageOf({ app, account }: BudgetRows, now: Date): { share: number; until: Date } {
  let [share, until] = [0, now.getTime()]
  for (const row of [app, account]) {
    const endsAt = (believed(row?.usageAt, 'happened', now)?.getTime() ?? 0) + usageLifetimeMs
    if (endsAt > now.getTime()) share = Math.max(share, (row?.usagePercent ?? 0) / 100)
    until = Math.max(until, endsAt)
  }
  return { share, until: new Date(until) }
}

/**
 * Why calls of a purpose can not be made now: of several reasons the one that ends last.
 * @param wanted how many calls there is to be room for
 */
export function findHold(
  rows: BudgetRows,
  {
    purpose,
    wanted = 1,
    callsPerHour,
    now,
  }: { purpose: CallPurpose; wanted?: number; callsPerHour: number; now: Date },
): BudgetHold | null {
  const usage = usageOf(rows, now)
  const roomAt = freeAt(rows.account?.calls ?? {}, { limit: limitOf(callsPerHour, purpose), wanted, now })
  const holds: (BudgetHold | null)[] = [
    pauseOf(rows.app, now),
    pauseOf(rows.account, now),
    purpose === 'background' && usage.share >= stopFrom ? { by: 'usage', until: usage.until } : null,
    roomAt > now ? { by: 'own_limit', until: roomAt } : null,
  ]
  const found = holds.filter((hold) => hold !== null)
  return found.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0] ?? null
}

/** The calls of an account as an operator asks for them. */
export interface AccountLimits {
  /** Calls that count as made in the last sixty minutes. */
  used: number
  /** As many may be made in sixty minutes; the background keeps to 90 % of it. */
  limit: number
  /** What the background waits for; `null` when it may call now. */
  hold: BudgetHold | null
  /** What a user's sync waits for. */
  pressHold: BudgetHold | null
  /** How much of its own limit Instagram said is used up, in percent; `null` when that was too long ago. */
  usagePercent: number | null
}

/** How much of an account's hour is used, and what its next sync waits for, in the background and for a user. */
export async function readLimits(
  handle: Handle,
  accountId: string,
  at: { now: Date; callsPerHour: number },
): Promise<AccountLimits> {
  const rows = await readBudget(handle, accountId)
  const { share } = usageOf(rows, at.now)
  return {
    used: callsWithinHour(rows.account?.calls ?? {}, at.now),
    limit: at.callsPerHour,
    hold: findHold(rows, { purpose: 'background', ...at }),
    pressHold: findHold(rows, { purpose: 'person', wanted: callsForASync, ...at }),
    usagePercent: share > 0 ? Math.round(100 * share) : null,
  }
}
