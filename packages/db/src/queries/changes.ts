import { and, asc, eq, gt, gte, inArray, lt, or, sql } from 'drizzle-orm'
import { type Handle, open, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { addFeed, type ChangeKind, renewFeed } from './change-marks.ts'

export { addFeed, type ChangeKind, dropOlderThan, mark, markErased } from './change-marks.ts'

/** One entry: which row changed, when, and where that stands in the order of commits. */
export type ChangeRow = Schema['changes']['$inferSelect']

/** What one feed is and how far it reaches. */
export interface Feed {
  /** Another one where positions mean something else: in another database, or after it was set back. */
  epoch: string
  /** Entries before this position were dropped. */
  droppedBefore: number
  /** Everything before this position is committed, and nothing will be added there any more. */
  upTo: number
  /**
   * No position is as high as this one yet. `upTo` can be lower than it was a moment ago, while a transaction ends of which
   * it can not be told any more in which database it worked; this one only grows.
   */
  ahead: number
}

const onSqlite = statement.get(({ db, changeFeed: { epoch, droppedBefore, lastPosition }, changeFeed }) =>
  db
    .select({ epoch, droppedBefore, upTo: sql<number>`${lastPosition} + 1`, ahead: sql<number>`${lastPosition} + 1` })
    .from(changeFeed)
    .limit(1),
)

// A transaction that is still open may yet write below the numbers of those that ended, and so may none before the oldest.
// Numbers are of a whole server: one that is known to work in another database holds nobody up.
const oldestOpen = sql<number>`(
  SELECT coalesce(min(open::text::bigint), pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
  FROM pg_snapshot_xip(pg_current_snapshot()) AS open
  WHERE NOT EXISTS (
    SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'transactionid' AND granted AND mode = 'ExclusiveLock' AND transactionid = open::xid
      AND datname <> current_database()
  )
)`.mapWith(Number)

const onPostgres = statement.get(({ db, changeFeed: { epoch, droppedBefore }, changeFeed }) =>
  db
    .select({
      epoch,
      droppedBefore,
      upTo: oldestOpen,
      ahead: sql<number>`pg_snapshot_xmax(pg_current_snapshot())::text::bigint`.mapWith(Number),
    })
    .from(changeFeed)
    .limit(1),
)

/** The feed of this database. Ask before its entries: what is added meanwhile stands behind. */
export async function readFeed(handle: Handle): Promise<Feed> {
  const read = handle.dialect === 'sqlite' ? onSqlite : onPostgres
  const feed = await read(handle)
  // Restored into a server whose transactions have lower numbers: positions begin anew.
  if (feed && feed.droppedBefore > feed.ahead) await renewFeed(handle, feed.epoch)
  else if (feed) return feed
  await addFeed(handle)
  const made = await read(handle)
  if (!made) throw new Error('The feed of changes has no row')
  return made
}

/** Whose changes: `null` for everybody's. */
export interface ChangeScope {
  accountIds: readonly string[]
  /** The reference under which the user's erased accounts are known; `null` for none. */
  erasedRef: string | null
}

export type ChangePlace = Pick<ChangeRow, 'position' | 'accountId' | 'kind' | 'key'>

export interface ChangeQuery {
  scope: ChangeScope | null
  /** From this position on, which is included; or behind one entry. */
  from: number | ChangePlace
  /** Before this position. */
  upTo: number
  limit: number
}

/** Entries in the order of commits; those of one transaction by account, kind and key. */
export async function listPage(handle: Handle, { scope, from, upTo, limit }: ChangeQuery): Promise<ChangeRow[]> {
  const { db, changes } = open(handle)
  const { position, accountId, kind, key } = changes
  const first = typeof from === 'number' ? from : from.position
  const isBehind =
    typeof from === 'number'
      ? undefined
      : sql`(${position}, ${accountId}, ${kind}, ${key}) > (${from.position}, ${from.accountId}, ${from.kind}, ${from.key})`
  // Of some accounts all entries are fewer than all entries since then, so their index is the one to enter by.
  const own = scope && inScope(changes, scope)
  const place = own ? sql`coalesce(${position}, 0)` : sql`${position}`
  return db
    .select()
    .from(changes)
    .where(and(own ?? undefined, gte(place, first), lt(place, upTo), isBehind))
    .orderBy(asc(position), asc(accountId), asc(kind), asc(key))
    .limit(limit)
}

function inScope({ accountId, kind, key }: Schema['changes'], { accountIds, erasedRef }: ChangeScope) {
  const isOwn = accountIds.length === 0 ? sql`1 = 0` : inArray(accountId, [...accountIds])
  return erasedRef === null ? isOwn : or(isOwn, and(sql`${kind} = 'account'`, eq(key, erasedRef)))
}

/** Whether an account was erased that was the user's of this reference. */
export const isErasedOf = statement.any(({ db, changes }, accountId: Param<string>, ref: Param<string>) =>
  db
    .select({ key: changes.key })
    .from(changes)
    .where(and(eq(changes.accountId, accountId), eq(changes.kind, 'account'), eq(changes.key, ref))),
)

/** Ids of all accounts, a page of them. */
export const listAccountIds = statement.pluck(({ db, accounts }, after: Param<string>, limit: Param<number>) =>
  db.select({ id: accounts.id }).from(accounts).where(gt(accounts.id, after)).orderBy(asc(accounts.id)).limit(limit),
)

/** Ids of a user's accounts, the disconnected ones among them. */
export const listAccountIdsOf = statement.pluck(({ db, accounts }, userId: Param<string>) =>
  db.select({ id: accounts.id }).from(accounts).where(eq(accounts.userId, userId)).orderBy(asc(accounts.id)),
)

interface KeyPage {
  /** The last key of the page before; `''` at first. */
  after: string
  limit: number
}

const dayKeys = statement.pluck(({ db, dailyMetrics }, accountId: Param<string>, page: Params<KeyPage>) =>
  db
    .select({ day: dailyMetrics.day })
    .from(dailyMetrics)
    .where(and(eq(dailyMetrics.accountId, accountId), gt(dailyMetrics.day, page.after)))
    .orderBy(asc(dailyMetrics.day))
    .limit(page.limit),
)

const followedKeys = statement.pluck(({ db, followerDays }, accountId: Param<string>, page: Params<KeyPage>) =>
  db
    .select({ day: followerDays.day })
    .from(followerDays)
    .where(and(eq(followerDays.accountId, accountId), gt(followerDays.day, page.after)))
    .orderBy(asc(followerDays.day))
    .limit(page.limit),
)

/** Days of an account of which anything is known, oldest first. */
export async function listDayKeys(handle: Handle, accountId: string, page: KeyPage): Promise<string[]> {
  const read = await dayKeys(handle, accountId, page)
  const followed = await followedKeys(handle, accountId, page)
  return [...new Set([...read, ...followed])].toSorted().slice(0, page.limit)
}

/** Ids and products of an account's media that are there, by id. */
export const listMediaKeys = statement.all(({ db, media }, accountId: Param<string>, page: Params<KeyPage>) => {
  const { mediaId, productType } = media
  return db
    .select({ mediaId, productType })
    .from(media)
    .where(and(eq(media.accountId, accountId), gt(mediaId, page.after), sql`${media.goneAt} is null`))
    .orderBy(asc(mediaId))
    .limit(page.limit)
})

/** The kind of entry that a media has. */
export const kindOfMedia = (productType: string): ChangeKind => (productType === 'STORY' ? 'story' : 'post')
