import { callBudgets, type Database } from '@instagram-dashboard/db'
import { addMs, hourMs, minuteMs } from '../clock/time.ts'
import type { Clock } from '../deps.ts'
import type { GraphFailure } from '../instagram/failure.ts'
import { livingPause, type BudgetHold } from './standing.ts'

/** Instagram refuses the app, not a person: an operator's to mend. */
export interface AppRefusal {
  since: Date
  /** Instagram's code and subcode, for example `200` or `190/467`; `null` when it said none. */
  code: string | null
  /** `app`: everything. `login`: only new connections. `account`: only some accounts, for want of a right or a role. */
  about: 'app' | 'login' | 'account'
}

type Row = callBudgets.CallBudgetRow | undefined

const refused = 'app_refused'
const appScope = 'app'
const loginScope = 'login'
const firstPauseMs = 15 * minuteMs
const laterPauseMs = hourMs

/** Whether the silence that a row asks for is because of a refusal. */
export function isPausedByRefusal(row: Row, now: Date): boolean {
  return row?.pauseReason === refused && livingPause(row, now) !== null
}

/** Until when a row wants silence, and whether for a refusal or for the number of calls. */
export function pauseOf(row: Row, now: Date): BudgetHold | null {
  const until = livingPause(row, now)
  if (row === undefined || until === null) return null
  const isRefusal = row.pauseReason === refused
  return { by: isRefusal ? 'app_refused' : row.scope === appScope ? 'app_pause' : 'account_pause', until }
}

/** Those of some rows that are still marked as refused. */
export function refusedScopesOf(rows: readonly Row[]): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => (row?.refusedSince ? [row.scope] : [])))
}

/** What is known of Instagram's refusals of the app, in the database, for all processes together. */
export interface Refusals {
  /**
   * Silence for everything that the scope stands for: a quarter of an hour, then an hour for as long as it goes on. The
   * first call after it shows whether it does.
   * @param scope an account's id, or `app`
   * @returns until when; `null` where somebody has said it before
   */
  pause(scope: string, failure: GraphFailure): Promise<Date | null>
  /**
   * A good answer of an endpoint: Instagram does not refuse any more what it stands for.
   * @returns the scopes that are still refused
   */
  end(scopes: ReadonlySet<string>, endpoint: string): Promise<ReadonlySet<string>>
  /** Keeps that logins are refused, which stops nothing else. @param failure `null` when one went well */
  noteLogin(failure: GraphFailure | null): Promise<void>
  /** The refusal that concerns the most, and since when; `null` when there is none. */
  find(): Promise<AppRefusal | null>
}

export function createRefusals({ db, clock }: { db: Database; clock: Clock }): Refusals {
  const change = (scope: string, changeRow: (row: callBudgets.CallBudgetRow) => callBudgets.CallBudgetRow | null) =>
    db.transaction(async (tx) => {
      const changed = changeRow(await callBudgets.lock(tx, scope))
      if (changed) await callBudgets.save(tx, changed)
    })
  const marked = (row: callBudgets.CallBudgetRow, failure: GraphFailure) => ({
    ...row,
    pauseReason: refused,
    pauseCode: codeOf(failure),
    refusedSince: row.refusedSince ?? clock.now(),
  })
  const ended = (row: callBudgets.CallBudgetRow) =>
    row.refusedSince === null
      ? null
      : {
          ...row,
          // Another silence, for the number of calls, goes on.
          pausedUntil: row.pauseReason === refused ? null : row.pausedUntil,
          pauseReason: null,
          pauseCode: null,
          refusedSince: null,
        }

  return {
    async pause(scope, failure) {
      let paused: Date | null = null
      await change(scope, (row) => {
        const now = clock.now()
        // Calls that were under way together are refused together: the first of them has said it.
        if (isPausedByRefusal(row, now)) return null
        const pauseMs = row.refusedSince === null ? firstPauseMs : laterPauseMs
        const until = addMs(now, pauseMs)
        const other = livingPause(row, now)
        paused = other !== null && other > until ? other : until
        return { ...marked(row, failure), pausedUntil: paused }
      })
      return paused
    },
    async end(scopes, endpoint) {
      const rest = new Set<string>()
      for (const scope of scopes) {
        await change(scope, (row) => {
          if (!isShownBy(row, endpoint)) rest.add(scope)
          return rest.has(scope) ? null : ended(row)
        })
      }
      return rest
    },
    async noteLogin(failure) {
      const isMarked = (await callBudgets.find(db, loginScope))?.refusedSince != null
      if (failure !== null) await change(loginScope, (row) => marked(row, failure))
      else if (isMarked) await change(loginScope, ended)
    },
    async find() {
      const [row] = await callBudgets.listRefused(db)
      if (!row?.refusedSince) return null
      const about = row.scope === appScope || row.scope === loginScope ? row.scope : 'account'
      return { since: row.refusedSince, code: row.pauseCode, about }
    },
  }
}

/** A permission that is gone for numbers may be there for the profile, so that only a number shows that it is back. */
function isShownBy({ pauseCode }: callBudgets.CallBudgetRow, endpoint: string): boolean {
  return !/^(?:10|2\d\d)(?:\/|$)/.test(pauseCode ?? '') || endpoint.includes('insights')
}

function codeOf({ details: { code, subcode } }: GraphFailure): string | null {
  const codes = [code, subcode].filter((part) => part !== undefined)
  return codes.length === 0 ? null : codes.join('/')
}
