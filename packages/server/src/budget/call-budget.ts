import { callBudgets, type Database, type Handle } from '@instagram-dashboard/db'
import { atMostADay, believed } from '../clock/belief.ts'
import { addMs, hourMs, laterOf, minuteMs, secondsUntil } from '../clock/time.ts'
import type { Clock } from '../deps.ts'
import { GraphFailure, type CallHolder } from '../instagram/failure.ts'
import type { CallGate } from '../instagram/retry.ts'
import type { Log } from '../log.ts'
import { CallsAhead, nothingUnused, type CountedCalls, type Unused } from './calls-ahead.ts'
import { callsWithinHour, freeAt, minuteOf, withCalls, withoutCalls } from './rolling-hour.ts'
import { createBudgetLog } from './budget-log.ts'
import { createRefusals, isPausedByRefusal, pauseOf, refusedScopesOf, type Refusals } from './refusals.ts'
import { callsForASync, limitOf, stopFrom, type CallPurpose } from './shares.ts'
import { lastHold, livingPause, livingUsage, usageEnd } from './standing.ts'

/**
 * The calls that we may make, counted before they are made, in the database, for all processes together: at most the
 * configured number per account in any sixty minutes. What Instagram itself says about its limits shuts it earlier.
 */
export interface CallBudget {
  /** Stands before every call about an account. What it has counted and not let through must be given back. */
  gate(accountId: string, options: GateOptions): SessionGate
  /** Stands before the calls of a login, when no account is known yet: the app's own limits only. */
  loginGate(): CallGate
  /** Counts calls in the caller's transaction, beside what it takes for them: as many as have room, one at least. */
  reserve(tx: Handle, accountId: string, wanted: { purpose: CallPurpose; calls?: number }): Promise<ReservedCalls>
  /** Counts calls that were made before the account was known. */
  count(accountId: string, calls: number): Promise<void>
  /** When a sync that a person asks for has room again; `null` when it has room now. */
  nextChance(accountId: string, options?: { handle?: Handle; unused?: Unused }): Promise<Date | null>
  /** Until when Instagram wants silence from the whole app; `null` when it does not. */
  appPausedUntil(): Promise<Date | null>
  /** Whether the whole app is silent because Instagram refuses it. */
  isAppRefused(): Promise<boolean>
  /** Whether Instagram refused the whole app when it was asked last: the next answer shows whether it still does. */
  isAppDoubtful(): Promise<boolean>
  /** Silence for the whole app, which Instagram refuses in words that do not say so. */
  refuseApp(failure: GraphFailure): Promise<void>
  refusals: Pick<Refusals, 'find' | 'noteLogin'>
}

export interface GateOptions {
  purpose: CallPurpose
  /** How many calls are counted in one go, 1 unless many are to come: each count is a commit. */
  ahead?: number | undefined
  /** Calls that are counted already. */
  counted?: CountedCalls | undefined
  /** The run that they are for, for the log. */
  runId?: string | undefined
  /** Told when a call is let through. */
  onTry?: (() => void) | undefined
  /** Told each failure of a try. */
  onFailure?: ((failure: GraphFailure) => void) | undefined
}

export interface SessionGate extends CallGate {
  /** What was counted ahead and not made so far. */
  unused(): Unused
  /**
   * Takes that out of the count; no call is made after it.
   * @param tx the caller's transaction, if it has one; when that is undone, it is to be given back once more
   */
  giveBack(tx?: Handle): Promise<void>
}

/** Calls that are counted, or that must wait. */
export interface ReservedCalls extends CountedCalls {
  purpose: CallPurpose
}

const appScope = 'app'
const slowFrom = 0.7
const slowPauseMs = 500
const shortPauseMs = 15 * minuteMs
const longPauseMs = hourMs
const accountPauseMs = hourMs

interface Wanted {
  accountId: string
  purpose: CallPurpose
  calls: number
  /** Counted before and not made: taken out of the count. */
  unused: Unused
}

export function createCallBudget({
  db,
  clock,
  callsPerHour,
  log,
}: {
  db: Database
  clock: Clock
  callsPerHour: number
  /** Told of pauses and, at `debug`, of each call. */
  log?: Log
}): CallBudget {
  const limitFor = (purpose: CallPurpose) => limitOf(callsPerHour, purpose)
  // What Instagram said of its limits so far: calls that were counted before are asked about again.
  let knowledge = 0
  const refusals = createRefusals({ db, clock })
  const told = createBudgetLog(log)

  /** Counts as many of the wanted calls as may happen, or says until when they must wait. */
  async function count(tx: Handle, { accountId, purpose, calls: wanted, unused }: Wanted): Promise<CountedCalls> {
    const now = clock.now()
    // First of all: what is learnt meanwhile is not in what is read.
    const known = knowledge
    const app = await callBudgets.find(tx, appScope)
    const account = await callBudgets.lock(tx, accountId)
    const made = withoutCalls(account.calls, unused)
    const usage = Math.max(livingUsage(app, now), livingUsage(account, now))
    const counted = callsWithinHour(made, now)
    const limit = limitFor(purpose)
    const hold = lastHold([
      pauseOf(app, now),
      pauseOf(account, now),
      purpose === 'background' && usage >= stopFrom ? { by: 'usage', until: usageEnd([app, account], now) } : null,
      counted < limit ? null : { by: 'own_limit', until: freeAt(made, { limit, wanted: 1, now }) },
    ])
    const until = hold?.until ?? null
    // From there on each call waits its turn, and is counted alone; what is ahead of it is left for others.
    const ahead = purpose === 'background' ? Math.max(1, Math.floor(callsPerHour * slowFrom) - counted) : wanted
    const calls = until === null ? Math.min(wanted, ahead, limit - counted) : 0
    if (calls > 0 || made !== account.calls) {
      await callBudgets.save(tx, { ...account, calls: calls > 0 ? withCalls(made, calls, now) : { ...made } })
    }
    const high = [app, account].filter((row) => (row?.usagePercent ?? 0) >= slowFrom * 100)
    const highUsage = new Set(high.flatMap((row) => row?.scope ?? []))
    const share = Math.max(counted / callsPerHour, usage)
    const isRefused = calls === 0 && (isPausedByRefusal(app, now) || isPausedByRefusal(account, now))
    const refusedScopes = refusedScopesOf([app, account])
    const heldBy = hold?.by ?? null
    return { calls, minute: minuteOf(now), until, heldBy, isRefused, refusedScopes, share, highUsage, knowledge: known }
  }

  /** Instagram counts on while it refuses, so everybody keeps still; longer when the last silence was not enough. */
  async function pause(scope: string, failure: GraphFailure): Promise<void> {
    const now = clock.now()
    const until = await db.transaction(async (tx) => {
      const row = await callBudgets.lock(tx, scope)
      const lastPause = believed(row.pausedUntil, 'wait', now)
      const wasPausedLately = lastPause !== null && lastPause.getTime() + longPauseMs > now.getTime()
      const ownPause = scope !== appScope ? accountPauseMs : wasPausedLately ? longPauseMs : shortPauseMs
      const asked = failure.details.retryAfterSeconds
      // The app's limit is everybody's, and calls during its silence make it longer: a short word is not taken for it.
      const pauseMs = Math.max(asked === undefined || scope === appScope ? ownPause : 0, (asked ?? 0) * 1000)
      const pausedUntil = laterOf(lastPause, atMostADay(addMs(now, pauseMs), now))
      await callBudgets.save(tx, { ...row, pauseReason: null, pausedUntil })
      // Calls that were under way together are refused together: the first of them has said it.
      return lastPause !== null && lastPause > now ? null : pausedUntil
    })
    if (until !== null) told.pause(scope, { until, failure })
    knowledge += 1
  }

  async function refuse(scope: string, failure: GraphFailure): Promise<void> {
    const until = await refusals.pause(scope, failure)
    if (until !== null) told.pause(scope, { until, failure })
    knowledge += 1
  }

  /** Low figures change nothing, so they cost no write; except the first one after a high one. */
  async function keepUsage(scope: string, percent: number | null, wasHigh: boolean): Promise<void> {
    if (percent === null || (percent < slowFrom * 100 && !wasHigh)) return
    await db.transaction(async (tx) => {
      const row = await callBudgets.lock(tx, scope)
      await callBudgets.save(tx, { ...row, usagePercent: Math.round(percent), usageAt: clock.now() })
    })
    knowledge += 1
  }

  function gateFrom(calls: CallsAhead, accountId: string, { purpose, runId, onTry, onFailure }: GateOptions): CallGate {
    let highUsage: ReadonlySet<string> = new Set()
    let refusedScopes: ReadonlySet<string> = new Set()
    return {
      async beforeTry() {
        let taken = await calls.next()
        if (taken.until === null && purpose === 'background' && taken.share >= slowFrom) {
          await clock.sleep(slowPauseMs)
          // The one before stays counted: too many is safe.
          if (taken.minute !== minuteOf(clock.now())) taken = await calls.next()
        }
        highUsage = taken.highUsage
        refusedScopes = taken.refusedScopes
        if (taken.until !== null) told.waiting(taken.until, taken.heldBy)
        if (taken.until !== null) throw mustWait(taken.until, { ...taken, now: clock.now() })
        onTry?.()
      },
      async afterTry(outcome) {
        const { endpoint, usage, failure } = outcome
        told.call(outcome, { accountId, runId, purpose })
        await keepUsage(appScope, usage?.app ?? null, highUsage.has(appScope))
        await keepUsage(accountId, usage?.account ?? null, highUsage.has(accountId))
        if (failure !== null) onFailure?.(failure)
        if (failure?.kind === 'app_rate_limited') await pause(appScope, failure)
        if (failure?.kind === 'rate_limited') await pause(accountId, failure)
        if (failure?.kind === 'app_refused') {
          await refuse(failure.details.isPerAccount === true ? accountId : appScope, failure)
        }
        if (failure === null && refusedScopes.size > 0) {
          const rest = await refusals.end(refusedScopes, endpoint)
          if (rest.size < refusedScopes.size) knowledge += 1
          refusedScopes = rest
        }
        if (failure === null) told.answer(clock.now(), refusedScopes.has(appScope))
      },
    }
  }

  function loginGate(): CallGate {
    let wasHigh = false
    return {
      async beforeTry() {
        const app = await callBudgets.find(db, appScope)
        wasHigh = (app?.usagePercent ?? 0) >= slowFrom * 100
        const now = clock.now()
        const pause = pauseOf(app, now)
        if (pause) throw mustWait(pause.until, { now, isRefused: isPausedByRefusal(app, now), heldBy: pause.by })
      },
      async afterTry(outcome) {
        const { usage, failure } = outcome
        told.call(outcome)
        await keepUsage(appScope, usage?.app ?? null, wasHigh)
        if (failure?.kind === 'app_rate_limited') await pause(appScope, failure)
        // What a login alone can meet, a wrong secret or a right that is missing, stops nobody who is connected.
        const { isPerAccount, code } = failure?.details ?? {}
        const isAboutAll = isPerAccount !== true && (code === 190 || code === 200)
        if (failure?.kind === 'app_refused' && isAboutAll) await refuse(appScope, failure)
      },
    }
  }

  return {
    async reserve(tx, accountId, { purpose, calls = 1 }) {
      return { purpose, ...(await count(tx, { accountId, purpose, calls, unused: nothingUnused })) }
    },
    loginGate,
    gate(accountId, options) {
      const { purpose, ahead = 1, counted } = options
      const calls = new CallsAhead({
        now: clock.now,
        knowledge: () => knowledge,
        count: (unused) => db.transaction((tx) => count(tx, { accountId, purpose, calls: ahead, unused })),
        counted,
      })
      return {
        ...gateFrom(calls, accountId, options),
        unused: () => calls.unused(),
        async giveBack(tx) {
          const unused = tx ? calls.unused() : calls.takeUnused()
          if (unused.calls === 0) return
          const save = async (on: Handle) => {
            const row = await callBudgets.lock(on, accountId)
            const made = withoutCalls(row.calls, unused)
            // The calls of an account that is erased are gone with it.
            if (made !== row.calls) await callBudgets.save(on, { ...row, calls: { ...made } })
          }
          await (tx ? save(tx) : db.transaction(save))
        },
      }
    },
    count: (accountId, calls) =>
      db.transaction(async (tx) => {
        const row = await callBudgets.lock(tx, accountId)
        await callBudgets.save(tx, { ...row, calls: withCalls(row.calls, calls, clock.now()) })
      }),
    async nextChance(accountId, { handle = db, unused = nothingUnused } = {}) {
      const now = clock.now()
      const [account, app] = [await callBudgets.find(handle, accountId), await callBudgets.find(handle, appScope)]
      const limit = limitFor('person')
      const room = freeAt(withoutCalls(account?.calls ?? {}, unused), { limit, wanted: callsForASync, now })
      const chance = laterOf(livingPause(app, now), livingPause(account, now), room)
      return chance !== null && chance > now ? chance : null
    },
    async appPausedUntil() {
      return livingPause(await callBudgets.find(db, appScope), clock.now())
    },
    async isAppRefused() {
      return isPausedByRefusal(await callBudgets.find(db, appScope), clock.now())
    },
    async isAppDoubtful() {
      return (await callBudgets.find(db, appScope))?.refusedSince != null
    },
    refuseApp: (failure) => refuse(appScope, failure),
    refusals,
  }
}

function mustWait(
  until: Date,
  { now, isRefused, heldBy }: { now: Date; isRefused: boolean; heldBy: CallHolder | null },
): GraphFailure {
  const details = { retryAfterSeconds: secondsUntil(until, now), isOwnLimit: true, heldBy: heldBy ?? undefined }
  return new GraphFailure(isRefused ? 'app_refused' : 'rate_limited', 'budget', details)
}
