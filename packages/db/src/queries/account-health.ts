import { and, asc, count, eq, gt, gte, isNull, lt, lte, or, sql, type Column, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'
import { betweenPieces } from './pieces.ts'

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

/** Counts over the accounts: by status, and beside errors over the active ones. */
export interface AccountCounts {
  active: number
  reconnectRequired: number
  disconnected: number
  /** Those that are not disconnected. */
  living: number
  /** Of the living ones, also of those whose owner must reconnect. */
  withErrors: number
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
}

/** What health wants to know of the accounts, each figure by an index that has all of it. */
export async function summarize(handle: Handle, bounds: HealthBounds): Promise<AccountCounts> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const { latest } = bounds
  const countOf: Count = async (...conditions) => {
    // Each may be about every account.
    await betweenPieces()
    const [row] = await db
      .select({ count: count() })
      .from(accounts)
      .where(and(...conditions))
    return row?.count ?? 0
  }
  const isActive = eq(accounts.status, 'active')
  const active = await countOf(isActive)
  const isFailing = and(gt(accounts.refreshFailures, sql`0`), gte(accounts.refreshFailures, bounds.refreshFailures))
  // Nearly all are connected for long: those are counted that are not.
  const connectedSince = (then: Date) =>
    countOf(isActive, gt(accounts.connectedAt, then), lte(accounts.connectedAt, bounds.latest.happened))
  const isEnded = eq(accounts.status, 'reconnect_required')
  const reconnectRequired = await countOf(isEnded)
  const hasError = gt(accounts.lastErrorCode, '')
  return {
    active,
    reconnectRequired,
    disconnected: await countOf(eq(accounts.status, 'disconnected')),
    living: active + reconnectRequired,
    withErrors: (await countOf(isActive, hasError)) + (await countOf(isEnded, hasError)),
    tokensExpiringSoon: await countOf(isActive, lte(accounts.tokenExpiresAt, bounds.tokenEndsBefore)),
    canBeLate: active - (await connectedSince(bounds.lateBefore)),
    canHaveStopped: active - (await connectedSince(bounds.stoppedBefore)),
    late: await countLate(countOf, schema, { before: bounds.lateBefore, latest }),
    stopped: await countLate(countOf, schema, { before: bounds.stoppedBefore, latest }),
    withoutNumbers: await countLate(countOf, schema, {
      before: bounds.lateBefore,
      latest,
      isSyncedSince: [gte(accounts.lastSyncedAt, bounds.lateBefore), lte(accounts.lastSyncedAt, latest.happened)],
    }),
    refreshesFailing: await countOf(isActive, isFailing),
  }
}

type Count = (...conditions: (SQL | undefined)[]) => Promise<number>

/** Active accounts that are connected since before then and have had no numbers since. */
async function countLate(
  countOf: Count,
  { accounts: { numbersReadAt, connectedAt, status } }: Schema,
  { before, latest, isSyncedSince = [] }: Pick<HealthBounds, 'latest'> & { before: Date; isSyncedSince?: SQL[] },
): Promise<number> {
  const isOldConnection = lte(connectedAt, before)
  // A connection that a wrong clock dated ahead is an old one for all that is known.
  const isAheadConnection = gt(connectedAt, latest.happened)
  // Questions, each of which the index answers alone: with "or" it would be every active account.
  let found = 0
  for (const isOld of [isNull(numbersReadAt), lt(numbersReadAt, before), gt(numbersReadAt, latest.happened)]) {
    for (const isConnected of [isOldConnection, isAheadConnection]) {
      found += await countOf(eq(status, 'active'), isOld, isConnected, ...isSyncedSince)
    }
  }
  return found
}

/** How many accounts are active; of more than `most`, that many. */
export async function countActive(handle: Handle, most: number): Promise<number> {
  const { db, schema } = open(handle)
  const { id, status } = schema.accounts
  const rows = await db.select({ id }).from(schema.accounts).where(eq(status, 'active')).limit(most)
  return rows.length
}

// So many accounts are looked at between two turns of the event loop.
const pieceSize = 300

/**
 * How many active accounts hold an instant which lies further ahead than it can. No index has all those instants, for
 * each of them is written at every sync: the accounts are looked at in pieces.
 */
export async function countAhead(handle: Handle, bounds: Pick<HealthBounds, 'latest'>): Promise<number> {
  const { db, schema } = open(handle)
  const { id, status } = schema.accounts
  let ahead = 0
  for (let after = ''; ;) {
    const [last] = await db
      .select({ id })
      .from(schema.accounts)
      .where(and(eq(status, 'active'), gt(id, after)))
      .orderBy(asc(id))
      .limit(1)
      .offset(pieceSize - 1)
    const [row] = await db
      .select({ count: count(sql`case when ${isAhead(schema, bounds)} then 1 end`) })
      .from(schema.accounts)
      .where(and(eq(status, 'active'), gt(id, after), last ? lte(id, last.id) : undefined))
    ahead += row?.count ?? 0
    if (!last) return ahead
    after = last.id
    await betweenPieces()
  }
}

/** Only what the work of the next nights dates anew, so that it ends with them. */
function isAhead({ accounts }: Schema, { latest }: Pick<HealthBounds, 'latest'>): SQL | undefined {
  const after = (columns: readonly Column[], then: Date) => columns.map((column) => gt(column, then))
  return or(
    ...after([accounts.lastSyncedAt, accounts.numbersReadAt, accounts.audienceReadAt], latest.happened),
    ...after([accounts.tokenIssuedAt, accounts.lastErrorAt], latest.happened),
    ...after([accounts.nextSyncAllowedAt, accounts.catchUpAt, accounts.refreshRetryAt], latest.wait),
    gt(accounts.leaseUntil, latest.lease),
    gt(accounts.tokenExpiresAt, latest.token),
  )
}
