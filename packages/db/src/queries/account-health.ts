import { and, count, eq, gt, gte, inArray, isNull, lt, lte, or, sql, type Column, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

/** By what the accounts are counted. */
export interface HealthBounds {
  /** Tokens that end by then end soon. */
  tokenEndsBefore: Date
  /** Numbers that were read before this are late, those before `stoppedBefore` have stopped. */
  lateBefore: Date
  stoppedBefore: Date
  /** From so many failed refreshes on one after another. */
  refreshFailures: number
  /** The last instants that a right clock can have written: of what happened, of leases, of waits and of tokens' ends. */
  latest: { happened: Date; lease: Date; wait: Date; token: Date }
}

/** Counts over the accounts that are not disconnected; all but the first two over the active ones. */
export interface AccountCounts {
  living: number
  /** Of the living ones, also of those whose owner must reconnect. */
  withErrors: number
  active: number
  tokensExpiringSoon: number
  /** Connected long enough for their numbers to be late, and those of which they are. */
  canBeLate: number
  late: number
  /** The same for those that have stopped. */
  canHaveStopped: number
  stopped: number
  /** Late, although they were synced since. */
  withoutNumbers: number
  refreshesFailing: number
  /** That hold an instant which lies further ahead than it can. */
  ahead: number
}

/** Everything that health wants to know of the accounts, in one walk over them. */
export async function summarize(handle: Handle, bounds: HealthBounds): Promise<AccountCounts> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const isActive = eq(accounts.status, 'active')
  const [row] = await db
    .select({
      living: count(),
      withErrors: count(accounts.lastErrorCode),
      active: countIf(isActive),
      tokensExpiringSoon: countIf(isActive, lte(accounts.tokenExpiresAt, bounds.tokenEndsBefore)),
      canBeLate: countIf(isActive, isConnectedBefore(schema, bounds.lateBefore, bounds)),
      late: countIf(isActive, hasNoNumbersSince(schema, bounds.lateBefore, bounds)),
      canHaveStopped: countIf(isActive, isConnectedBefore(schema, bounds.stoppedBefore, bounds)),
      stopped: countIf(isActive, hasNoNumbersSince(schema, bounds.stoppedBefore, bounds)),
      withoutNumbers: countIf(
        isActive,
        hasNoNumbersSince(schema, bounds.lateBefore, bounds),
        gte(accounts.lastSyncedAt, bounds.lateBefore),
        lte(accounts.lastSyncedAt, bounds.latest.happened),
      ),
      refreshesFailing: countIf(isActive, gte(accounts.refreshFailures, bounds.refreshFailures)),
      ahead: countIf(isActive, isAhead(schema, bounds)),
    })
    .from(accounts)
    .where(inArray(accounts.status, ['active', 'reconnect_required']))
  return row ?? none
}

const none: AccountCounts = {
  living: 0,
  withErrors: 0,
  active: 0,
  tokensExpiringSoon: 0,
  canBeLate: 0,
  late: 0,
  canHaveStopped: 0,
  stopped: 0,
  withoutNumbers: 0,
  refreshesFailing: 0,
  ahead: 0,
}

function countIf(...conditions: (SQL | undefined)[]): SQL<number> {
  return count(sql`case when ${and(...conditions)} then 1 end`)
}

/** A connection that a wrong clock dated ahead is an old one for all that is known. */
function isConnectedBefore({ accounts }: Schema, then: Date, { latest }: HealthBounds): SQL | undefined {
  return or(lte(accounts.connectedAt, then), gt(accounts.connectedAt, latest.happened))
}

function hasNoNumbersSince(schema: Schema, then: Date, bounds: HealthBounds): SQL | undefined {
  const { numbersReadAt } = schema.accounts
  return and(
    isConnectedBefore(schema, then, bounds),
    or(isNull(numbersReadAt), lt(numbersReadAt, then), gt(numbersReadAt, bounds.latest.happened)),
  )
}

/** Only what the work of the next nights dates anew, so that it ends with them. */
function isAhead({ accounts }: Schema, { latest }: HealthBounds): SQL | undefined {
  const after = (columns: readonly Column[], then: Date) => columns.map((column) => gt(column, then))
  return or(
    ...after([accounts.lastSyncedAt, accounts.numbersReadAt, accounts.audienceReadAt], latest.happened),
    ...after([accounts.tokenIssuedAt, accounts.lastErrorAt], latest.happened),
    ...after([accounts.nextSyncAllowedAt, accounts.catchUpAt, accounts.refreshRetryAt], latest.wait),
    gt(accounts.leaseUntil, latest.lease),
    gt(accounts.tokenExpiresAt, latest.token),
  )
}
