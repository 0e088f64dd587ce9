import { afterCommit, callBudgets, type Database, type Handle } from '@instagram-dashboard/db'
import { type Clock, secondsUntil } from '../clock/index.ts'
import { type CallGate, GraphFailure } from '../instagram/index.ts'
import type { BudgetLog } from './budget-log.ts'
import {
  appRefused,
  appScope,
  findHold,
  limitOf,
  pauseOf,
  usageOf,
  type BudgetHold,
  type BudgetRows,
  type CallPurpose,
} from './limits.ts'
import { slowFrom, type Pauses } from './pauses.ts'
import { callsWithinHour, countedFrom, minuteOf, withCalls, withSettled, type CallLog } from './rolling-hour.ts'

/** Calls that are counted before they are made, or that must wait. */
export interface Reservation {
  purpose: CallPurpose
  /** How many; 0 when none may be made now. */
  calls: number
  /** The Unix minute before which they may be made, and from which they count. */
  until: number
  /** What they wait for; `null` when they may be made. */
  hold: BudgetHold | null
  /** How much of the hour was used up before them, by our count or by Instagram's. */
  share: number
  /** What was known of the limits then, and in which version. */
  rows: BudgetRows
  version: number
}

export interface GateOptions {
  purpose: CallPurpose
  /** How many calls are reserved in one go, 1 unless many are to come: each reservation is a commit. */
  ahead?: number | undefined
  /** Calls that are reserved already. */
  reservation?: Reservation | undefined
  /** The run that they are for, for the log. */
  runId?: string | undefined
  /** Told when a call is let through. */
  onTry?: (() => void) | undefined
  /** Told each failure of a try. */
  onFailure?: ((failure: GraphFailure) => void) | undefined
}

export interface SessionGate extends CallGate {
  /**
   * Leaves in the count only the calls that were made; none is made after it.
   * @param tx the caller's transaction, if it has one; when that is undone, it is to be settled once more
   */
  settle(tx?: Handle): Promise<void>
}

export interface BudgetParts {
  db: Database
  clock: Clock
  callsPerHour: number
  pauses: Pauses
  log: BudgetLog
}

const slowPauseMs = 500

interface Wanted {
  accountId: string
  purpose: CallPurpose
  calls: number
  /** An earlier reservation, and what was made of it. */
  settled?: { calls: number; until: number; made: CallLog } | undefined
}

/** Counts as many of the wanted calls as may happen, one at least, or says what they must wait for. */
export async function reserve(
  { clock, callsPerHour, pauses }: Omit<BudgetParts, 'db' | 'log'>,
  tx: Handle,
  { accountId, purpose, calls: wanted, settled }: Wanted,
): Promise<Reservation> {
  const now = clock.now()
  // First of all: what is learnt meanwhile is not in what is read.
  const version = pauses.version()
  const app = await callBudgets.find(tx, appScope)
  const row = await callBudgets.lock(tx, accountId)
  const made = settled ? withSettled(row.calls, settled) : row.calls
  const rows = { app, account: { ...row, calls: made } }
  const used = callsWithinHour(made, now)
  const hold = findHold(rows, { purpose, callsPerHour, now })
  // From there on each call waits its turn, and is counted alone; what is ahead of it is left for others.
  const share = purpose === 'background' ? Math.max(1, Math.floor(callsPerHour * slowFrom) - used) : wanted
  const calls = hold ? 0 : Math.min(wanted, share, limitOf(callsPerHour, purpose) - used)
  // To the end of the next minute: a session's calls take some time.
  const until = countedFrom(now) + 1
  if (calls > 0 || made !== row.calls) {
    await callBudgets.save(tx, {
      ...row,
      calls: calls > 0 ? withCalls(made, calls, { now, from: until }) : { ...made },
    })
  }
  return {
    purpose,
    calls,
    until,
    hold,
    share: Math.max(used / callsPerHour, usageOf(rows, now).share),
    rows,
    version,
  }
}

/**
 * Stands before every call of a session. Calls are reserved several at a time, and a process that dies in between has
 * counted too many, never too few.
 */
export function createSessionGate(
  parts: BudgetParts,
  accountId: string,
  { purpose, ahead = 1, reservation, runId, onTry, onFailure }: GateOptions,
): SessionGate {
  const { db, clock, pauses, log } = parts
  let held = reservation ?? null
  let left = held?.calls ?? 0
  let rows: BudgetRows = held?.rows ?? { app: undefined, account: undefined }
  let made: Record<string, number> = {}
  let renewing: Promise<Reservation> | null = null

  const isUsable = ({ until, version }: Reservation, now: Date) =>
    left > 0 && minuteOf(now) < until && version === pauses.version()

  async function renew(): Promise<Reservation> {
    const settled = held && { ...held, made }
    // Where the database fails, it stays counted: too many is safe.
    held = null
    made = {}
    held = await db.transaction((tx) =>
      reserve(parts, tx, { accountId, purpose, calls: ahead, settled: settled ?? undefined }),
    )
    ;({ calls: left, rows } = held)
    return held
  }

  /** What the next call goes by or waits for. Whoever asks at the same time waits for the same reservation. */
  async function current(): Promise<Reservation> {
    if (held !== null && isUsable(held, clock.now())) return held
    renewing ??= renew().finally(() => {
      renewing = null
    })
    return renewing
  }

  function take(): boolean {
    const now = clock.now()
    if (held === null || !isUsable(held, now)) return false
    const minute = countedFrom(now)
    left -= 1
    made[minute] = (made[minute] ?? 0) + 1
    return true
  }

  return {
    async beforeTry() {
      const first = await current()
      let { hold } = first
      if (hold === null && purpose === 'background' && first.share >= slowFrom) await clock.sleep(slowPauseMs)
      while (hold === null && !take()) ({ hold } = await current())
      if (hold !== null) {
        log.waiting(hold)
        throw mustWait(hold, rows, clock.now())
      }
      onTry?.()
    },
    async afterTry(outcome) {
      log.call(outcome, { accountId, runId, purpose })
      if (outcome.failure !== null) onFailure?.(outcome.failure)
      await pauses.learn(outcome, rows)
    },
    async settle(tx) {
      // That the last calls count for a minute longer than they must is less than a commit.
      if (held === null || left === 0) return
      const settled = { ...held, made }
      const save = async (on: Handle) => {
        const row = await callBudgets.lock(on, accountId)
        const calls = withSettled(row.calls, settled)
        if (calls !== row.calls) await callBudgets.save(on, { ...row, calls: { ...calls } })
        afterCommit(on, () => {
          held = null
        })
      }
      await (tx ? save(tx) : db.transaction(save))
    },
  }
}

/** Stands before the calls of a login, when no account is known yet: the app's own limits only. */
export function createLoginGate({ db, clock, pauses, log }: BudgetParts): CallGate {
  let rows: BudgetRows = { app: undefined, account: undefined }
  return {
    async beforeTry() {
      rows = { app: await callBudgets.find(db, appScope), account: undefined }
      const now = clock.now()
      const hold = pauseOf(rows.app, now)
      if (hold) throw mustWait(hold, rows, now)
    },
    async afterTry(outcome) {
      log.call(outcome)
      await pauses.learn(outcome, rows)
    },
  }
}

function mustWait({ until, by }: BudgetHold, { app, account }: BudgetRows, now: Date): GraphFailure {
  const isRefused = [app, account].some((row) => pauseOf(row, now)?.by === appRefused)
  const details = { retryAfterSeconds: secondsUntil(until, now), isOwnLimit: true, heldBy: by }
  return new GraphFailure(isRefused ? appRefused : 'rate_limited', 'budget', details)
}
