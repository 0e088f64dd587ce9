import { and, asc, desc, eq, gt, gte, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import { foldText } from './folded-text.ts'
import {
  type Handle,
  inBatches,
  isOneOf,
  open,
  type Page,
  type Param,
  type Params,
  statement,
  unindexed,
} from '../statements/index.ts'
import { selectAccounts, type AccountRow } from './account-rows.ts'

export type { AccountFilter } from './account-filter.ts'
export { countMatching, findPage, listPage, type AccountPosition, type FoundAccounts } from './account-search.ts'
export { fillFoldedNames } from './folded-names.ts'

const namesOf = statement.all(({ db, accounts: { id, username }, accounts }, ids: Param<readonly string[]>) =>
  db.select({ id, username }).from(accounts).where(isOneOf(id, ids)),
)

/** The usernames of these accounts by id, whoever owns them; what is not there is left out. */
export async function listUsernames(handle: Handle, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await namesOf(handle, [...new Set(ids)])
  return new Map(rows.map(({ id, username }) => [id, username]))
}

/** A user's accounts, also the disconnected ones. */
export const listAllOf = statement.all(({ db, schema }, userId: Param<string>) =>
  selectAccounts({ db, schema })
    .where(eq(schema.accounts.userId, userId))
    .orderBy(asc(schema.accounts.createdAt), asc(schema.accounts.id)),
)

const named = statement.all(({ db, schema }, foldedUsername: Param<string>, limit: Param<number>) =>
  selectAccounts({ db, schema })
    .where(eq(schema.accounts.foldedUsername, foldedUsername))
    .orderBy(desc(schema.accounts.connectedAt), asc(schema.accounts.id))
    .limit(limit),
)

/** Accounts of this username, whoever owns them and whatever its capitals; the newest connection first. */
export async function listByUsername(handle: Handle, username: string, limit: number): Promise<AccountRow[]> {
  return named(handle, foldText(username), limit)
}

/** The host's users who have an account, each once, by id. */
export const listUserIds = statement.pluck(({ db, accounts: { userId }, accounts }, { after, limit }: Params<Page>) =>
  db.selectDistinct({ userId }).from(accounts).where(gt(userId, after)).orderBy(asc(userId)).limit(limit),
)

/** Whose accounts Instagram means by the id that its callbacks carry, whoever connected them. */
export const listByAppScopedId = statement.all(({ db, schema }, appScopedId: Param<string>) =>
  selectAccounts({ db, schema }).where(eq(schema.accounts.appScopedId, appScopedId)).orderBy(asc(schema.accounts.id)),
)

/** Accounts that their owner or Instagram ended before then and that are still kept; what an admin put to rest is not. */
export const listDisconnectedBefore = statement.all(
  ({ db, schema, accounts }, { before, limit }: Params<{ before: Date; limit: number }>) =>
    selectAccounts({ db, schema })
      .where(
        and(
          eq(unindexed(accounts.status), 'disconnected'),
          isNull(accounts.deactivatedAt),
          lt(accounts.disconnectedAt, before),
        ),
      )
      .orderBy(asc(accounts.disconnectedAt), asc(accounts.id))
      .limit(limit),
)

interface PeersOf {
  except: string
  from: string
  now: Date
  limit: number
}

const peersWhere = (isInTurn: typeof gte) =>
  statement.all(({ db, schema, accounts }, { except, from, now, limit }: Params<PeersOf>) =>
    selectAccounts({ db, schema })
      .where(
        and(
          eq(accounts.status, 'active'),
          isNotNull(accounts.sealedToken),
          isNotNull(accounts.lastSyncedAt),
          isNull(accounts.lastErrorCode),
          isNull(accounts.suspectedAt),
          gt(accounts.tokenExpiresAt, now),
          ne(accounts.id, except),
          isInTurn(accounts.id, from),
        ),
      )
      .orderBy(asc(accounts.id))
      .limit(limit),
  )
const peersFrom = peersWhere(gte)
const peersBefore = peersWhere(lt)

/**
 * Other active accounts of which the newest sync and the newest refresh went well, in the order of their ids from `from`
 * on and around: which they are says nothing about how Instagram answers them now.
 */
export async function listPeers(
  handle: Handle,
  { except, limit, ...peers }: Omit<PeersOf, 'except'> & { except: string | null },
): Promise<AccountRow[]> {
  // No account has no id.
  const request = { ...peers, except: except ?? '' }
  const found = await peersFrom(handle, { ...request, limit })
  if (found.length === limit) return found
  return [...found, ...(await peersBefore(handle, { ...request, limit: limit - found.length }))]
}

// So many accounts are looked at between two turns of the event loop.
const batchSize = 250

const grantedOf = statement.all(({ db, accounts }, { after, limit }: Params<Page>) =>
  db
    .select({ id: accounts.id, granted: accounts.grantedScopes })
    .from(accounts)
    .where(and(eq(accounts.status, 'active'), gt(accounts.id, after)))
    .orderBy(asc(accounts.id))
    .limit(limit),
)

/** How many active accounts granted less than all of these; those of which Instagram never said are not counted. */
export async function countMissingScopes(handle: Handle, scopes: readonly string[]): Promise<number> {
  const lacksOne = (granted: string[]) => granted.length > 0 && scopes.some((scope) => !granted.includes(scope))
  let missing = 0
  for await (const rows of inBatches(batchSize, (page) => grantedOf(handle, page))) {
    missing += rows.filter(({ granted }) => lacksOne(granted)).length
  }
  return missing
}

/** Ids of the active accounts, from `after` on. */
export const listActiveIds = statement.pluck(({ db, accounts: { id, status }, accounts }, page: Params<Page>) =>
  db
    .select({ id })
    .from(accounts)
    .where(and(eq(status, 'active'), gt(id, page.after)))
    .orderBy(asc(id))
    .limit(page.limit),
)

interface DueForSync {
  now: Date
  syncedBefore: Date
  latestSync: Date
  latestWait: Date
}

/**
 * Ids of the active accounts that were last synced before then or never, and of those that wait to go on. What lies
 * after the latest that can be was written by a wrong clock, and is due.
 */
export const listDueForSync = statement.pluck(({ db, accounts }, due: Params<DueForSync>) =>
  db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.status, 'active'),
        or(
          isNull(accounts.lastSyncedAt),
          lt(accounts.lastSyncedAt, due.syncedBefore),
          gt(accounts.lastSyncedAt, due.latestSync),
          lte(accounts.catchUpAt, due.now),
          gt(accounts.catchUpAt, due.latestWait),
        ),
      ),
    )
    .orderBy(asc(accounts.id)),
)

/** Active accounts by id, from `after` on; or only those of which no sync has ever begun to bring anything. */
export async function listActive(
  handle: Handle,
  { after, limit, neverSynced }: Page & { neverSynced: boolean },
): Promise<AccountRow[]> {
  const { db, schema, accounts } = open(handle)
  const isNew = and(isNull(accounts.lastSyncedAt), isNull(accounts.lastErrorAt), isNull(accounts.leaseOwner))
  return selectAccounts({ db, schema })
    .where(and(eq(accounts.status, 'active'), gt(accounts.id, after), neverSynced ? isNew : undefined))
    .orderBy(asc(accounts.id))
    .limit(limit)
}

/** Ids of active accounts without a token, which nothing can be asked for: there are none but by a fault. */
export const listWithoutToken = statement.pluck(({ db, accounts }, { limit }: Params<{ limit: number }>) =>
  db
    .select({ id: accounts.id })
    .from(accounts)
    // In the words of the partial index: of a value that is given apart neither engine knows that it is the same.
    .where(sql`${accounts.status} = 'active' and ${accounts.sealedToken} is null`)
    .orderBy(asc(accounts.id))
    .limit(limit),
)

/** Ids of all accounts, from `after` on. */
export const listIds = statement.pluck(({ db, accounts: { id }, accounts }, { after, limit }: Params<Page>) =>
  db.select({ id }).from(accounts).where(gt(id, after)).orderBy(asc(id)).limit(limit),
)
