import { callBudgets, type Database, type Handle } from '@instagram-dashboard/db'
import type { Clock } from '../deps.ts'
import { GraphFailure } from '../instagram/failure.ts'
import type { CallGate } from '../instagram/retry.ts'
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
  /** Counts a call in the caller's transaction, beside what it takes for it. */
  reserve(tx: Handle, accountId: string, purpose: CallPurpose): Promise<ReservedCall>
  /** The same as `gate`, with its first call counted already. */
  gateWith(reserved: ReservedCall): CallGate
  /** Counts calls that were made before the account was known. */
  count(accountId: string, calls: number): Promise<void>
  /** When a sync that a person asks for has room again; `null` when it has room now. */
  nextChance(accountId: string): Promise<Date | null>
  /** Until when Instagram wants silence from the whole app; `null` when it does not. */
  appPausedUntil(): Promise<Date | null>
}

/** A call that is counted, or that must wait until then. */
export interface ReservedCall {
  accountId: string
  purpose: CallPurpose
  until: Date | null
  /** How much of the hour is used up, by our count or by Instagram's. */
  share: number
  /** Whose usage was high when Instagram told it last. */
  highUsage: ReadonlySet<string>
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

  /** Counts the call and lets it happen, or says until when it must wait. */
  async function reserve(tx: Handle, accountId: string, purpose: CallPurpose): Promise<ReservedCall> {
    const now = clock.now()
    const app = await callBudgets.find(tx, appScope)
    const account = await callBudgets.lock(tx, accountId)
    const usage = Math.max(livingUsage(app, now), livingUsage(account, now))
    const counted = callsWithinHour(account.calls, now)
    const shut = [
      livingPause(app, now),
      livingPause(account, now),
      purpose === 'background' && usage >= stopFrom ? usageEnd(app, account) : null,
      counted < limitFor(purpose) ? null : freeAt(account.calls, { limit: limitFor(purpose), wanted: 1, now }),
    ]
    const until = latest(shut)
    if (until === null) await callBudgets.save(tx, { ...account, calls: withCalls(account.calls, 1, now) })
    const high = [app, account].filter((row) => (row?.usagePercent ?? 0) >= slowFrom * 100)
    const highUsage = new Set(high.flatMap((row) => row?.scope ?? []))
    return { accountId, purpose, until, share: Math.max(counted / callsPerHour, usage), highUsage }
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

  /** Low figures change nothing, so they cost no write; except the first one after a high one. */
  async function keepUsage(scope: string, percent: number | null, wasHigh: boolean): Promise<void> {
    if (percent === null || (percent < slowFrom * 100 && !wasHigh)) return
    await db.transaction(async (tx) => {
      const row = await callBudgets.lock(tx, scope)
      await callBudgets.save(tx, { ...row, usagePercent: Math.round(percent), usageAt: clock.now() })
    })
  }

  function gateFrom(
    take: () => Promise<ReservedCall>,
    { accountId, onTry }: { accountId: string; onTry?: (() => void) | undefined },
  ): CallGate {
    let highUsage: ReadonlySet<string> = new Set()
    return {
      async beforeTry() {
        const taken = await take()
        const { until, share, purpose } = taken
        highUsage = taken.highUsage
        if (until !== null) throw mustWait(until, clock.now())
        if (purpose === 'background' && share >= slowFrom) await clock.sleep(slowPauseMs)
        onTry?.()
      },
      async afterTry({ usage, failure }) {
        await keepUsage(appScope, usage?.app ?? null, highUsage.has(appScope))
        await keepUsage(accountId, usage?.account ?? null, highUsage.has(accountId))
        if (failure?.kind === 'app_rate_limited') await pause(appScope, failure)
        if (failure?.kind === 'rate_limited') await pause(accountId, failure)
      },
    }
  }

  function loginGate(): CallGate {
    let wasHigh = false
    return {
      async beforeTry() {
        const app = await callBudgets.find(db, appScope)
        wasHigh = (app?.usagePercent ?? 0) >= slowFrom * 100
        const until = livingPause(app, clock.now())
        if (until !== null) throw mustWait(until, clock.now())
      },
      async afterTry({ usage, failure }) {
        await keepUsage(appScope, usage?.app ?? null, wasHigh)
        if (failure?.kind === 'app_rate_limited') await pause(appScope, failure)
      },
    }
  }

  return {
    reserve,
    loginGate,
    gate: (accountId, purpose, onTry) =>
      gateFrom(() => db.transaction((tx) => reserve(tx, accountId, purpose)), { accountId, onTry }),
    gateWith(reserved) {
      const { accountId, purpose } = reserved
      let first: ReservedCall | null = reserved
      const take = async () => {
        const taken = first ?? (await db.transaction((tx) => reserve(tx, accountId, purpose)))
        first = null
        return taken
      }
      return gateFrom(take, { accountId })
    },
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
