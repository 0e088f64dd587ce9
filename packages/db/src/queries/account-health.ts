import { and, asc, count, eq, gt, gte, isNull, lt, lte, or, sql, type Column, type SQL } from 'drizzle-orm'
import {
  countRows,
  betweenBatches,
  type Handle,
  open,
  type Param,
  type Params,
  statement,
} from '../statements/index.ts'
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

interface Bounds {
  soon: Date
  late: Date
  stopped: Date
  happened: Date
  failures: number
}

type Condition = (accounts: Schema['accounts'], bounds: Params<Bounds>) => (SQL | undefined)[]

const countWhere = (condition: Condition) =>
  statement.count(({ db, accounts }, bounds: Params<Bounds>) =>
    countRows(db, accounts, and(...condition(accounts, bounds))),
  )

const both =
  (...conditions: Condition[]): Condition =>
  (table, bounds) =>
    conditions.flatMap((condition) => condition(table, bounds))

const isActive: Condition = ({ status }) => [eq(status, 'active')]
const countActiveWhere = (...conditions: Condition[]) => countWhere(both(isActive, ...conditions))

type Age = 'late' | 'stopped'
const isReconnectRequired: Condition = ({ status }) => [eq(status, 'reconnect_required')]
const hasError: Condition = ({ lastErrorCode }) => [gt(lastErrorCode, '')]
/** Nearly all are connected for long: those are counted that are not. */
const isConnectedSince =
  (age: Age): Condition =>
  ({ connectedAt }, bounds) => [gt(connectedAt, bounds[age]), lte(connectedAt, bounds.happened)]
const hasNoNumbers =
  (age: Age): Condition =>
  ({ numbersReadAt, connectedAt }, bounds) => [isNull(numbersReadAt), lte(connectedAt, bounds[age])]
const hasOldNumbers =
  (age: Age): Condition =>
  ({ numbersReadAt, connectedAt }, bounds) => [lt(numbersReadAt, bounds[age]), lte(connectedAt, bounds[age])]
const isSynced: Condition = ({ lastSyncedAt }, { late, happened }) => [
  gte(lastSyncedAt, late),
  lte(lastSyncedAt, happened),
]

/** Questions, each of which an index answers alone: with "or" it would be every active account. */
const counted = {
  active: countActiveWhere(),
  reconnectRequired: countWhere(isReconnectRequired),
  disconnected: countWhere(({ status }) => [eq(status, 'disconnected')]),
  activeWithErrors: countActiveWhere(hasError),
  endedWithErrors: countWhere(both(isReconnectRequired, hasError)),
  tokensExpiringSoon: countActiveWhere(({ tokenExpiresAt }, { soon }) => [lte(tokenExpiresAt, soon)]),
  refreshesFailing: countActiveWhere(({ refreshFailures }, { failures }) => [
    // Word for word as in the index that has only those.
    gt(refreshFailures, sql`0`),
    gte(refreshFailures, failures),
  ]),
  tooNewToBeLate: countActiveWhere(isConnectedSince('late')),
  tooNewToHaveStopped: countActiveWhere(isConnectedSince('stopped')),
  lateWithout: countActiveWhere(hasNoNumbers('late')),
  lateWithOld: countActiveWhere(hasOldNumbers('late')),
  stoppedWithout: countActiveWhere(hasNoNumbers('stopped')),
  stoppedWithOld: countActiveWhere(hasOldNumbers('stopped')),
  syncedWithout: countActiveWhere(hasNoNumbers('late'), isSynced),
  syncedWithOld: countActiveWhere(hasOldNumbers('late'), isSynced),
}

/** Of few accounts, in one question. */
const countLateWhere = (condition: Condition) =>
  statement.get(({ db, accounts }, bounds: Params<Bounds>) => {
    const { numbersReadAt, connectedAt, status } = accounts
    const { happened } = bounds
    const isLate = (age: Age) =>
      and(
        or(lte(connectedAt, bounds[age]), gt(connectedAt, happened)),
        or(isNull(numbersReadAt), lt(numbersReadAt, bounds[age]), gt(numbersReadAt, happened)),
      )
    const countWhen = (...conditions: (SQL | undefined)[]) => count(sql`case when ${and(...conditions)} then 1 end`)
    return db
      .select({
        late: countWhen(isLate('late')),
        stopped: countWhen(isLate('stopped')),
        withoutNumbers: countWhen(isLate('late'), ...isSynced(accounts, bounds)),
      })
      .from(accounts)
      .where(and(eq(status, 'active'), ...condition(accounts, bounds)))
  })

/** What a wrong clock dated ahead is old for all that is known. */
const countedAhead = {
  connections: countLateWhere(({ connectedAt }, { happened }) => [gt(connectedAt, happened)]),
  numbers: countLateWhere(({ numbersReadAt, connectedAt }, { happened }) => [
    gt(numbersReadAt, happened),
    sql`not ${gt(connectedAt, happened)}`,
  ]),
}

/** What health wants to know of the accounts, each figure by an index that has all of it. */
export async function summarize(handle: Handle, bounds: HealthBounds): Promise<AccountCounts> {
  const values: Bounds = {
    soon: bounds.tokenEndsBefore,
    late: bounds.lateBefore,
    stopped: bounds.stoppedBefore,
    happened: bounds.latest.happened,
    failures: bounds.refreshFailures,
  }
  const found: Record<string, number> = {}
  for (const [name, read] of Object.entries(counted)) {
    // Each may be about every account.
    await betweenBatches()
    found[name] = await read(handle, values)
  }
  const ahead = { late: 0, stopped: 0, withoutNumbers: 0 }
  for (const read of Object.values(countedAhead)) {
    const row = await read(handle, values)
    ahead.late += row?.late ?? 0
    ahead.stopped += row?.stopped ?? 0
    ahead.withoutNumbers += row?.withoutNumbers ?? 0
  }
  const of = (...names: (keyof typeof counted)[]) => names.reduce((sum, name) => sum + (found[name] ?? 0), 0)
  return {
    active: of('active'),
    reconnectRequired: of('reconnectRequired'),
    disconnected: of('disconnected'),
    living: of('active', 'reconnectRequired'),
    withErrors: of('activeWithErrors', 'endedWithErrors'),
    tokensExpiringSoon: of('tokensExpiringSoon'),
    canBeLate: of('active') - of('tooNewToBeLate'),
    canHaveStopped: of('active') - of('tooNewToHaveStopped'),
    late: of('lateWithout', 'lateWithOld') + ahead.late,
    stopped: of('stoppedWithout', 'stoppedWithOld') + ahead.stopped,
    withoutNumbers: of('syncedWithout', 'syncedWithOld') + ahead.withoutNumbers,
    refreshesFailing: of('refreshesFailing'),
  }
}

/** How many accounts are active; of more than `most`, that many. */
export const countActive = statement.count(({ db, accounts: { id, status }, accounts }, most: Param<number>) => {
  const some = db.select({ id }).from(accounts).where(eq(status, 'active')).limit(most)
  return db.select({ count: count() }).from(some.as('some'))
})

// So many accounts are looked at between two turns of the event loop.
const batchSize = 300

/**
 * How many active accounts hold an instant which lies further ahead than it can. No index has all those instants, for
 * each of them is written at every sync: the accounts are looked at in batches.
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
      .offset(batchSize - 1)
    const [row] = await db
      .select({ count: count(sql`case when ${isAhead(schema, bounds)} then 1 end`) })
      .from(schema.accounts)
      .where(and(eq(status, 'active'), gt(id, after), last ? lte(id, last.id) : undefined))
    ahead += row?.count ?? 0
    if (!last) return ahead
    after = last.id
    await betweenBatches()
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
