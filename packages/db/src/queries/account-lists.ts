import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { foldText } from '../folded-text.ts'
import { open, type Handle } from '../handle.ts'
import { publicColumns } from './account-columns.ts'
import type { AccountRow } from './accounts.ts'
import { betweenPieces, unindexed } from './pieces.ts'

export type { AccountFilter } from './account-filter.ts'
export { countMatching, findPage, listPage, type AccountPosition, type FoundAccounts } from './account-search.ts'

// So many accounts are looked at between two turns of the event loop.
const pieceSize = 250

const accountsPerFilling = 200

/**
 * Fills in the names as they are searched for where an older version wrote the account; without any it is one walk over
 * an index. @returns how many accounts were filled
 */
export async function fillFoldedNames(database: Database): Promise<number> {
  for (let filled = 0; ;) {
    const count = await database.transaction(fillSomeFoldedNames)
    filled += count
    if (count < accountsPerFilling) return filled
  }
}

async function fillSomeFoldedNames(handle: Handle): Promise<number> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const { id, username, name, foldedUsername } = accounts
  const rows = await db
    .select({ id, username, name })
    .from(accounts)
    .where(isNull(foldedUsername))
    .limit(accountsPerFilling)
  for (const row of rows) {
    await db
      .update(accounts)
      .set({ foldedUsername: foldText(row.username), foldedName: row.name === null ? null : foldText(row.name) })
      // Renamed meanwhile, it has the new name's.
      .where(and(eq(id, row.id), isNull(foldedUsername)))
  }
  return rows.length
}

/** The usernames of these accounts by id, whoever owns them; what is not there is left out. */
export async function listUsernames(handle: Handle, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
    .select({ id: accounts.id, username: accounts.username })
    .from(accounts)
    .where(inArray(accounts.id, [...new Set(ids)]))
  return new Map(rows.map(({ id, username }) => [id, username]))
}

/** A user's accounts, also the disconnected ones. */
export async function listAllOf(handle: Handle, userId: string): Promise<AccountRow[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  return db
    .select(publicColumns(schema))
    .from(accounts)
    .where(eq(accounts.userId, userId))
    .orderBy(asc(accounts.createdAt), asc(accounts.id))
}

/** Accounts of this username, whoever owns them and whatever its capitals; the newest connection first. */
export async function listByUsername(handle: Handle, username: string, limit: number): Promise<AccountRow[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  return db
    .select(publicColumns(schema))
    .from(accounts)
    .where(eq(accounts.foldedUsername, foldText(username)))
    .orderBy(desc(accounts.connectedAt), asc(accounts.id))
    .limit(limit)
}

/** The host's users who have an account, each once, by id. */
export async function listUserIds(
  handle: Handle,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const { db, schema } = open(handle)
  const { userId } = schema.accounts
  const rows = await db
    .selectDistinct({ userId })
    .from(schema.accounts)
    .where(gt(userId, after))
    .orderBy(asc(userId))
    .limit(limit)
  return rows.map((row) => row.userId)
}

/** Whose accounts Instagram means by the id that its callbacks carry, whoever connected them. */
export async function listByAppScopedId(handle: Handle, appScopedId: string): Promise<AccountRow[]> {
  const { db, schema } = open(handle)
  return db
    .select(publicColumns(schema))
    .from(schema.accounts)
    .where(eq(schema.accounts.appScopedId, appScopedId))
    .orderBy(asc(schema.accounts.id))
}

/** Accounts that their owner or Instagram ended before then and that are still kept; what an admin put to rest is not. */
export async function listDisconnectedBefore(
  handle: Handle,
  { before, limit }: { before: Date; limit: number },
): Promise<AccountRow[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  return db
    .select(publicColumns(schema))
    .from(accounts)
    .where(
      and(
        eq(unindexed(accounts.status), 'disconnected'),
        isNull(accounts.deactivatedAt),
        lt(accounts.disconnectedAt, before),
      ),
    )
    .orderBy(asc(accounts.disconnectedAt), asc(accounts.id))
    .limit(limit)
}

/**
 * Other active accounts of which the newest sync and the newest refresh went well, in the order of their ids from `from`
 * on and around: which they are says nothing about how Instagram answers them now.
 */
export async function listPeers(
  handle: Handle,
  { except, from, now, limit }: { except: string | null; from: string; now: Date; limit: number },
): Promise<AccountRow[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const page = (isAfter: boolean, most: number) =>
    db
      .select(publicColumns(schema))
      .from(accounts)
      .where(
        and(
          eq(accounts.status, 'active'),
          isNotNull(accounts.sealedToken),
          isNotNull(accounts.lastSyncedAt),
          isNull(accounts.lastErrorCode),
          isNull(accounts.suspectedAt),
          gt(accounts.tokenExpiresAt, now),
          except === null ? undefined : ne(accounts.id, except),
          isAfter ? gte(accounts.id, from) : lt(accounts.id, from),
        ),
      )
      .orderBy(asc(accounts.id))
      .limit(most)
  const found = await page(true, limit)
  return found.length < limit ? [...found, ...(await page(false, limit - found.length))] : found
}

/** How many active accounts granted less than all of these; those of which Instagram never said are not counted. */
export async function countMissingScopes(handle: Handle, scopes: readonly string[]): Promise<number> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  let missing = 0
  for (let after = ''; ;) {
    const rows = await db
      .select({ id: accounts.id, granted: accounts.grantedScopes })
      .from(accounts)
      .where(and(eq(accounts.status, 'active'), gt(accounts.id, after)))
      .orderBy(asc(accounts.id))
      .limit(pieceSize)
    missing += rows.filter(
      ({ granted }) => granted.length > 0 && scopes.some((scope) => !granted.includes(scope)),
    ).length
    const last = rows.at(-1)
    if (last === undefined || rows.length < pieceSize) return missing
    after = last.id
    await betweenPieces()
  }
}

/** Ids of the active accounts, from `after` on. */
export async function listActiveIds(
  handle: Handle,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.status, 'active'), gt(accounts.id, after)))
    .orderBy(asc(accounts.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/**
 * Ids of the active accounts that were last synced before then or never, and of those that wait to go on. What lies
 * after the latest that can be was written by a wrong clock, and is due.
 */
export async function listDueForSync(
  handle: Handle,
  due: { now: Date; syncedBefore: Date; latestSync: Date; latestWait: Date },
): Promise<string[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
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
    .orderBy(asc(accounts.id))
  return rows.map(({ id }) => id)
}

/** Active accounts by id, from `after` on; or only those of which no sync has ever begun to bring anything. */
export async function listActive(
  handle: Handle,
  { after, limit, neverSynced }: { after: string; limit: number; neverSynced: boolean },
): Promise<AccountRow[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  return db
    .select(publicColumns(schema))
    .from(accounts)
    .where(
      and(
        eq(accounts.status, 'active'),
        gt(accounts.id, after),
        neverSynced
          ? and(isNull(accounts.lastSyncedAt), isNull(accounts.lastErrorAt), isNull(accounts.leaseOwner))
          : undefined,
      ),
    )
    .orderBy(asc(accounts.id))
    .limit(limit)
}

/** Ids of active accounts without a token, which nothing can be asked for: there are none but by a fault. */
export async function listWithoutToken(handle: Handle, { limit }: { limit: number }): Promise<string[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    // In the words of the partial index: of a value that is given apart neither engine knows that it is the same.
    .where(sql`${accounts.status} = 'active' and ${accounts.sealedToken} is null`)
    .orderBy(asc(accounts.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}

/** Ids of all accounts, from `after` on. */
export async function listIds(handle: Handle, { after, limit }: { after: string; limit: number }): Promise<string[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(gt(accounts.id, after))
    .orderBy(asc(accounts.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}
