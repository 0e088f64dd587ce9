import { callBudgets, type Database, type Handle } from '@instagram-dashboard/db'
import type { Clock } from '../clock/index.ts'
import type { CallGate, GraphFailure } from '../instagram/index.ts'
import type { Log } from '../log.ts'
import { createBudgetLog } from './budget-log.ts'
import {
  createLoginGate,
  createSessionGate,
  reserve,
  type GateOptions,
  type Reservation,
  type SessionGate,
} from './call-gates.ts'
import {
  appRefused,
  appScope,
  callsForASync,
  findHold,
  pausedUntil,
  pauseOf,
  readBudget,
  type CallPurpose,
} from './limits.ts'
import { createPauses, type Pauses } from './pauses.ts'
import { withCalls } from './rolling-hour.ts'

/**
 * The calls that we may make, counted before they are made, in the database, for all processes together: at most the
 * configured number per account in any sixty minutes. What Instagram itself says about its limits shuts it earlier.
 */
export interface CallBudget extends Pick<Pauses, 'noteLogin' | 'findRefusal'> {
  /** Stands before every call about an account. What it has reserved must be settled. */
  gate(accountId: string, options: GateOptions): SessionGate
  /** Stands before the calls of a login, when no account is known yet: the app's own limits only. */
  loginGate(): CallGate
  /** Reserves calls in the caller's transaction, beside what it takes for them: as many as have room, one at least. */
  reserve(tx: Handle, accountId: string, wanted: { purpose: CallPurpose; calls?: number }): Promise<Reservation>
  /** Counts calls that were made before the account was known. */
  count(accountId: string, calls: number): Promise<void>
  /** When a sync that a user asks for has room again; `null` when it has room now. */
  nextChance(accountId: string, handle?: Handle): Promise<Date | null>
  /** Until when Instagram wants silence from the whole app; `null` when it does not. */
  appPausedUntil(): Promise<Date | null>
  /** Whether the whole app is silent because Instagram refuses it. */
  isAppRefused(): Promise<boolean>
  /** Whether Instagram refused the whole app when it was asked last: the next answer shows whether it still does. */
  isAppDoubtful(): Promise<boolean>
  /** Silence for the whole app, which Instagram refuses in words that do not say so. */
  refuseApp(failure: GraphFailure): Promise<void>
}

export function createCallBudget({
  db,
  clock,
  callsPerHour,
  log: appLog,
}: {
  db: Database
  clock: Clock
  callsPerHour: number
  /** Told of pauses and, at `debug`, of each call. */
  log?: Log
}): CallBudget {
  const log = createBudgetLog(appLog)
  const pauses = createPauses({ db, clock, log })
  const parts = { db, clock, callsPerHour, pauses, log }
  const readApp = () => callBudgets.find(db, appScope)
  return {
    gate: (accountId, options) => createSessionGate(parts, accountId, options),
    loginGate: () => createLoginGate(parts),
    reserve: (tx, accountId, { purpose, calls = 1 }) => reserve(parts, tx, { accountId, purpose, calls }),
    count: (accountId, calls) =>
      db.transaction(async (tx) => {
        const row = await callBudgets.lock(tx, accountId)
        await callBudgets.save(tx, { ...row, calls: withCalls(row.calls, calls, { now: clock.now() }) })
      }),
    async nextChance(accountId, handle = db) {
      const rows = await readBudget(handle, accountId)
      const wanted = { purpose: 'person', wanted: callsForASync } as const
      return findHold(rows, { ...wanted, callsPerHour, now: clock.now() })?.until ?? null
    },
    appPausedUntil: async () => pausedUntil(await readApp(), clock.now()),
    isAppRefused: async () => pauseOf(await readApp(), clock.now())?.by === appRefused,
    isAppDoubtful: async () => (await readApp())?.refusedSince != null,
    refuseApp: (failure) => pauses.refuse(appScope, failure),
    noteLogin: (failure) => pauses.noteLogin(failure),
    findRefusal: () => pauses.findRefusal(),
  }
}
