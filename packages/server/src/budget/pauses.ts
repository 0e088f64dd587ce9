import { callBudgets, type Database } from '@instagram-dashboard/db'
import { addMs, atMostADay, believed, type Clock, hourMs, laterOf, minuteMs } from '../clock/index.ts'
import type { GraphFailure, TryOutcome } from '../instagram/index.ts'
import type { BudgetLog } from './budget-log.ts'
import { appRefused, appScope, pausedUntil, pauseOf, type BudgetRow, type BudgetRows } from './limits.ts'

/** Instagram refuses the app, not a user: an operator's to mend. */
export interface AppRefusal {
  since: Date
  /** Instagram's code and subcode, for example `200` or `190/467`; `null` when it said none. */
  code: string | null
  /** `app`: everything. `login`: only new connections. `account`: only some accounts, for want of a right or a role. */
  about: 'app' | 'login' | 'account'
}

/** What Instagram said of its own limits, in the database, for all processes together. */
export interface Pauses {
  /** Grows with each thing that this process learns: what was reserved before is asked about again. */
  version(): number
  /**
   * Keeps what an answer or a failure says.
   * @param rows of the app and of the account it is about, if any, as they were read last
   */
  learn(outcome: TryOutcome, rows: BudgetRows): Promise<void>
  /**
   * Silence for everything that the scope stands for: a quarter of an hour, then an hour for as long as it goes on. The
   * first call after it shows whether it does.
   * @param scope an account's id, or `app`
   */
  refuse(scope: string, failure: GraphFailure): Promise<void>
  /** Keeps that logins are refused, which stops nothing else. @param failure `null` when one went well */
  noteLogin(failure: GraphFailure | null): Promise<void>
  /** The refusal that concerns the most, and since when; `null` when there is none. */
  findRefusal(): Promise<AppRefusal | null>
}

const loginScope = 'login'
const shortPauseMs = 15 * minuteMs
const longPauseMs = hourMs
/** Of Instagram's limit, from which calls are slowed down. */
export const slowFrom = 0.7

export function createPauses({ db, clock, log }: { db: Database; clock: Clock; log: BudgetLog }): Pauses {
  let version = 0
  const change = async (scope: string, changeRow: (row: BudgetRow) => BudgetRow | null) => {
    const changed = await db.transaction(async (tx) => {
      const before = await callBudgets.lock(tx, scope)
      const after = changeRow(before)
      if (after) await callBudgets.save(tx, after)
      return after && { before, after }
    })
    version += 1
    return changed
  }
  const refused = (row: BudgetRow, failure: GraphFailure) => ({
    ...row,
    pauseReason: appRefused,
    pauseCode: instagramCodeOf(failure),
    refusedSince: row.refusedSince ?? clock.now(),
  })

  /** Instagram counts on while it refuses, so everybody keeps still; longer when the last silence was not enough. */
  async function pause(scope: string, failure: GraphFailure): Promise<void> {
    const now = clock.now()
    const asked = failure.details.retryAfterSeconds
    const changed = await change(scope, (row) => {
      const last = believed(row.pausedUntil, 'wait', now)
      const isShort = scope === appScope && (last === null || last.getTime() + longPauseMs <= now.getTime())
      // The app's limit is everybody's, and calls during its silence make it longer: a short word is not taken for it.
      const isAskedEnough = asked !== undefined && scope !== appScope
      const ownPause = isShort ? shortPauseMs : longPauseMs
      const pauseMs = isAskedEnough ? asked * 1000 : Math.max(ownPause, (asked ?? 0) * 1000)
      const until = atMostADay(addMs(now, pauseMs), now)
      return { ...row, pauseReason: null, pausedUntil: laterOf(until, last) }
    })
    // Calls that were under way together are refused together: the first of them has said it.
    const until = changed?.after.pausedUntil
    if (until && pausedUntil(changed.before, now) === null) log.pause(scope, { until, failure })
  }

  async function refuse(scope: string, failure: GraphFailure): Promise<void> {
    const now = clock.now()
    const changed = await change(scope, (row) => {
      if (pauseOf(row, now)?.by === appRefused) return null
      const until = addMs(now, row.refusedSince === null ? shortPauseMs : longPauseMs)
      return { ...refused(row, failure), pausedUntil: laterOf(until, pausedUntil(row, now)) }
    })
    const until = changed?.after.pausedUntil
    if (until) log.pause(scope, { until, failure })
  }

  /** Low figures change nothing, so they cost no write; except the first one after a high one. */
  async function keepUsage(scope: string, percent: number | null | undefined, known: BudgetRow | undefined) {
    const high = 100 * slowFrom
    if (percent == null || (percent < high && (known?.usagePercent ?? 0) < high)) return
    await change(scope, (row) => ({ ...row, usagePercent: Math.round(percent), usageAt: clock.now() }))
  }

  /** A good answer of an endpoint: Instagram does not refuse any more what it stands for. */
  async function endRefusals(rows: readonly (BudgetRow | undefined)[], endpoint: string): Promise<void> {
    for (const known of rows) {
      if (!known?.refusedSince || !isShownBy(known, endpoint)) continue
      await change(known.scope, (row) => (isShownBy(row, endpoint) ? endRefusal(row) : null))
    }
  }

  return {
    version: () => version,
    refuse,
    async learn({ endpoint, usage, failure }, { app, account }) {
      await keepUsage(appScope, usage?.app, app)
      if (account) await keepUsage(account.scope, usage?.account, account)
      if (failure === null) {
        await endRefusals([app, account], endpoint)
        const isRefused = app?.refusedSince != null && !isShownBy(app, endpoint)
        return log.answer(clock.now(), isRefused)
      }
      if (failure.kind === 'app_rate_limited') await pause(appScope, failure)
      if (failure.kind === 'rate_limited' && account) await pause(account.scope, failure)
      if (failure.kind !== 'app_refused') return undefined
      const { isPerAccount, code } = failure.details
      if (account) return refuse(isPerAccount === true ? account.scope : appScope, failure)
      // What a login alone can meet, a wrong secret or a right that is missing, stops nobody who is connected.
      if (isPerAccount !== true && (code === 190 || code === 200)) await refuse(appScope, failure)
    },
    async noteLogin(failure) {
      const isNoted = (await callBudgets.find(db, loginScope))?.refusedSince != null
      if (failure !== null) await change(loginScope, (row) => refused(row, failure))
      else if (isNoted) await change(loginScope, endRefusal)
    },
    async findRefusal() {
      const [row] = await callBudgets.listRefused(db)
      if (!row?.refusedSince) return null
      const about = row.scope === appScope || row.scope === loginScope ? row.scope : 'account'
      return { since: row.refusedSince, code: row.pauseCode, about }
    },
  }
}

function endRefusal(row: BudgetRow): BudgetRow | null {
  if (row.refusedSince === null) return null
  // Another silence, for the number of calls, goes on.
  const until = row.pauseReason === appRefused ? null : row.pausedUntil
  return { ...row, pausedUntil: until, pauseReason: null, pauseCode: null, refusedSince: null }
}

/** A permission that is gone for numbers may be there for the profile, so that only a number shows that it is back. */
function isShownBy({ pauseCode }: BudgetRow, endpoint: string): boolean {
  return !/^(?:10|2\d\d)(?:\/|$)/.test(pauseCode ?? '') || endpoint.includes('insights')
}

function instagramCodeOf({ details: { code, subcode } }: GraphFailure): string | null {
  const codes = [code, subcode].filter((part) => part !== undefined)
  return codes.length === 0 ? null : codes.join('/')
}
