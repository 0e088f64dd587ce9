import { callBudgets, type Database, type Handle } from '@instagram-dashboard/db'
import type { Clock } from '../deps.ts'
import { GraphFailure } from '../instagram/failure.ts'
import type { CallGate } from '../instagram/retry.ts'
import type { Usage } from '../instagram/usage.ts'
import { callsWithinHour, freeAt, withCalls } from './rolling-hour.ts'

/**
 * Who a call is for. `upkeep`: a connection is made, renewed or ended, which may use the whole hour. `person`: somebody
 * presses a button and waits, and leaves that a few calls. `background` leaves both a share.
 */
export type CallPurpose = 'person' | 'upkeep' | 'background'

/**
 * The calls that we may make, counted before they are made, in the database, for all processes together: at most the
 * configured number per account in any sixty minutes. What Instagram itself says about its limits shuts it earlier.
 */
export interface CallBudget {
  /** Stands before every call about an account. @param onTry told when a call is let through */
  gate(accountId: string, purpose: CallPurpose, onTry?: () => void): CallGate
  /** Stands before the calls of a login, when no account is known yet: the app's own limits only. */
  loginGate(): CallGate
  /** Counts calls that were made before the account was known. */
  count(accountId: string, calls: number): Promise<void>
  /** When a sync that a person asks for has room again; `null` when it has room now. */
  nextChance(accountId: string): Promise<Date | null>
  /** Until when Instagram wants silence from the whole app; `null` when it does not. */
  appPausedUntil(): Promise<Date | null>
}

const appScope = 'app'
const slowFrom = 0.7
const stopFrom = 0.9
const shareOf: Record<CallPurpose, number> = { upkeep: 1, person: 0.97, background: stopFrom }
const slowPauseMs = 500
// Headers come with answers only: after this long without one, a try is the only way to learn more.
const usageLifetimeMs = 15 * 60_000
const shortPauseMs = 15 * 60_000
const longPauseMs = 60 * 60_000
const accountPauseMs = 60 * 60_000
// A current account's sync takes about a dozen calls; with less room a press would only bring half of it.
const callsForASync = 12

export function createCallBudget({
  db,
  clock,
  callsPerHour,
}: {
  db: Database
  clock: Clock
  callsPerHour: number
}): CallBudget {
  const limitFor = (purpose: CallPurpose) => Math.max(1, Math.floor(callsPerHour * shareOf[purpose]))

  async function shareUsed(accountId: string): Promise<number> {
    const now = clock.now()
    const [account, app] = [await callBudgets.find(db, accountId), await callBudgets.find(db, appScope)]
    const counted = account === undefined ? 0 : callsWithinHour(account.calls, now) / callsPerHour
    return Math.max(counted, livingUsage(account, now), livingUsage(app, now))
  }

  /** Counts the call and lets it happen, or says until when it must wait. */
  async function reserve(tx: Handle, accountId: string, purpose: CallPurpose): Promise<Date | null> {
    const now = clock.now()
    const app = await callBudgets.find(tx, appScope)
    const account = await callBudgets.lock(tx, accountId)
    const usage = Math.max(livingUsage(app, now), livingUsage(account, now))
    const shut = [
      livingPause(app, now),
      livingPause(account, now),
      purpose === 'background' && usage >= stopFrom ? usageEnd(app, account) : null,
      callsWithinHour(account.calls, now) < limitFor(purpose)
        ? null
        : freeAt(account.calls, { limit: limitFor(purpose), wanted: 1, now }),
    ]
    const until = latest(shut)
    if (until !== null) return until
    await callBudgets.save(tx, { ...account, calls: withCalls(account.calls, 1, now) })
    return null
  }

  /** Instagram counts on while it refuses, so everybody keeps still; longer when the last silence was not enough. */
  async function pause(scope: string, failure: GraphFailure): Promise<void> {
    const now = clock.now()
    await db.transaction(async (tx) => {
      const row = await callBudgets.lock(tx, scope)
      const wasPausedLately = row.pausedUntil !== null && row.pausedUntil.getTime() + longPauseMs > now.getTime()
      const ownPause = scope !== appScope ? accountPauseMs : wasPausedLately ? longPauseMs : shortPauseMs
      const asked = failure.details.retryAfterSeconds
      const until = new Date(now.getTime() + (asked === undefined ? ownPause : asked * 1000))
      await callBudgets.save(tx, { ...row, pausedUntil: latest([row.pausedUntil, until]) })
    })
  }

  async function keepUsage(scope: string, percent: number | null): Promise<void> {
    if (percent === null) return
    const stored = await callBudgets.find(db, scope)
    // Low figures change nothing, so they cost no write; except the first one after a high one.
    if (percent < slowFrom * 100 && (stored?.usagePercent ?? 0) < slowFrom * 100) return
    await db.transaction(async (tx) => {
      const row = await callBudgets.lock(tx, scope)
      await callBudgets.save(tx, { ...row, usagePercent: Math.round(percent), usageAt: clock.now() })
    })
  }

  return {
    gate: (accountId, purpose, onTry) => ({
      async beforeTry() {
        if (purpose === 'background' && (await shareUsed(accountId)) >= slowFrom) await clock.sleep(slowPauseMs)
        const until = await db.transaction((tx) => reserve(tx, accountId, purpose))
        if (until !== null) throw mustWait(until, clock.now())
        onTry?.()
      },
      async afterTry({ usage, failure }: { usage: Usage | null; failure: GraphFailure | null }) {
        await keepUsage(appScope, usage?.app ?? null)
        await keepUsage(accountId, usage?.account ?? null)
        if (failure?.kind === 'app_rate_limited') await pause(appScope, failure)
        if (failure?.kind === 'rate_limited') await pause(accountId, failure)
      },
    }),
    loginGate: () => ({
      async beforeTry() {
        const until = livingPause(await callBudgets.find(db, appScope), clock.now())
        if (until !== null) throw mustWait(until, clock.now())
      },
      async afterTry({ usage, failure }) {
        await keepUsage(appScope, usage?.app ?? null)
        if (failure?.kind === 'app_rate_limited') await pause(appScope, failure)
      },
    }),
    count: (accountId, calls) =>
      db.transaction(async (tx) => {
        const row = await callBudgets.lock(tx, accountId)
        await callBudgets.save(tx, { ...row, calls: withCalls(row.calls, calls, clock.now()) })
      }),
    async nextChance(accountId) {
      const now = clock.now()
      const [account, app] = [await callBudgets.find(db, accountId), await callBudgets.find(db, appScope)]
      const limit = limitFor('person')
      const room = freeAt(account?.calls ?? {}, { limit, wanted: callsForASync, now })
      const chance = latest([livingPause(app, now), livingPause(account, now), room])
      return chance !== null && chance > now ? chance : null
    },
    async appPausedUntil() {
      return livingPause(await callBudgets.find(db, appScope), clock.now())
    },
  }
}

function mustWait(until: Date, now: Date): GraphFailure {
  const retryAfterSeconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))
  return new GraphFailure('rate_limited', 'budget', { retryAfterSeconds, isOwnLimit: true })
}

type Row = callBudgets.CallBudgetRow | undefined

function livingPause(row: Row, now: Date): Date | null {
  return row?.pausedUntil && row.pausedUntil > now ? row.pausedUntil : null
}

function livingUsage(row: Row, now: Date): number {
  if (!row?.usageAt || row.usagePercent === null) return 0
  return row.usageAt.getTime() + usageLifetimeMs > now.getTime() ? row.usagePercent / 100 : 0
}

function usageEnd(...rows: Row[]): Date {
  return new Date(Math.max(...rows.map((row) => (row?.usageAt?.getTime() ?? 0) + usageLifetimeMs)))
}

function latest(instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((instant) => (instant === null ? [] : [instant.getTime()]))
  return times.length === 0 ? null : new Date(Math.max(...times))
}
