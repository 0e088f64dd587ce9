import { randomBytes } from 'node:crypto'
import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm'
import { type Handle, isOneOf, open, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import * as people from './people.ts'

export type ChangeKind = Schema['changes']['$inferSelect']['kind']

interface Mark {
  accountId: string
  kind: ChangeKind
  keys: readonly string[]
  changedAt: Date
}

const only = 1

const nextPosition = statement.pluck(({ db, changeFeed }) =>
  db
    .update(changeFeed)
    .set({ lastPosition: sql`${changeFeed.lastPosition} + 1` })
    .where(eq(changeFeed.id, only))
    .returning({ position: changeFeed.lastPosition }),
)

const feedAdded = statement.run(({ db, changeFeed }, epoch: Param<string>) =>
  db.insert(changeFeed).values({ id: only, epoch, lastPosition: 0, droppedBefore: 0 }).onConflictDoNothing(),
)

const newEpoch = () => randomBytes(6).toString('base64url')

/** Makes the row of the feed unless it is there. */
export async function addFeed(handle: Handle): Promise<void> {
  await feedAdded(handle, newEpoch())
}

const feedRenewed = statement.run(({ db, changeFeed }, old: Param<string>, epoch: Param<string>) =>
  db
    .update(changeFeed)
    .set({ epoch, droppedBefore: sql`0` })
    .where(eq(changeFeed.epoch, old)),
)

/** Another epoch, if it is still the one that was read: every follower begins anew. */
export async function renewFeed(handle: Handle, old: string): Promise<void> {
  await feedRenewed(handle, old, newEpoch())
}

const markedOnSqlite = statement.run(({ db, changes }, mark: Params<Mark>, position: Param<number>) =>
  db
    .insert(changes)
    // "where true": without it SQLite takes the conflict for a condition of the select.
    .select(
      sql`select ${mark.accountId}, ${mark.kind}, value, ${position}, ${mark.changedAt} from json_each(${mark.keys}) where true`,
    )
    .onConflictDoUpdate({ target: [changes.accountId, changes.kind, changes.key], set: moved }),
)

const markedOnPostgres = statement.run(({ db, changes }, mark: Params<Mark>) =>
  db
    .insert(changes)
    .select(
      sql`select ${mark.accountId}::text, ${mark.kind}::text, value, pg_current_xact_id()::text::bigint, ${mark.changedAt}::timestamptz from json_array_elements_text(${mark.keys}::json) as given(value)`,
    )
    .onConflictDoUpdate({ target: [changes.accountId, changes.kind, changes.key], set: moved }),
)

const moved = { position: sql`excluded.position`, changedAt: sql`excluded.changed_at` }

/**
 * Puts rows of an account at the end of the feed of changes. To be called in the transaction that changes them, by the
 * queries that do, so that nobody can forget it.
 */
export async function mark(tx: Handle, { keys, ...rest }: Mark): Promise<void> {
  // Two transactions that mark several rows of one account take them in one order.
  const given = { ...rest, keys: [...new Set(keys)].toSorted() }
  if (given.keys.length === 0) return
  if (tx.dialect === 'postgres') return markedOnPostgres(tx, given)
  let [position] = await nextPosition(tx)
  if (position === undefined) {
    await addFeed(tx)
    position = (await nextPosition(tx))[0]
  }
  if (position === undefined) throw new Error('The feed of changes has no row')
  await markedOnSqlite(tx, given, position)
}

const forgotten = statement.run(({ db, changes }, accountIds: Param<readonly string[]>) =>
  db.delete(changes).where(isOneOf(changes.accountId, accountIds)),
)

/** In the place of all entries of erased accounts each has one that says so, and names nobody once its user is gone. */
export async function markErased(
  tx: Handle,
  { userId, accountIds, at }: { userId: string; accountIds: readonly string[]; at: Date },
): Promise<void> {
  if (accountIds.length === 0) return
  const user = await people.findByUser(tx, userId)
  await forgotten(tx, accountIds)
  for (const accountId of accountIds) {
    await mark(tx, { accountId, kind: 'account', keys: [user?.ref ?? ''], changedAt: at })
  }
}

const droppedTo = statement.run(({ db, changeFeed }, position: Param<number>) =>
  db
    .update(changeFeed)
    .set({ droppedBefore: sql`${position}` })
    .where(and(eq(changeFeed.id, only), lt(changeFeed.droppedBefore, position))),
)

/**
 * Drops the oldest entries that are older than an instant: whoever follows from before then begins anew. In a transaction.
 * @returns how many of at most `limit`
 */
export async function dropOlderThan(tx: Handle, before: Date, limit: number): Promise<number> {
  const { db, changes } = open(tx)
  const { position, changedAt } = changes
  // In the order of positions, which is nearly that of time: no index of the time is needed.
  const oldest = await db.select({ position, changedAt }).from(changes).orderBy(asc(position)).limit(limit)
  const positions = oldest.flatMap((row) => (row.changedAt < before ? [row.position] : []))
  const last = positions.at(-1)
  if (last === undefined) return 0
  await droppedTo(tx, last + 1)
  const dropped = await db
    .delete(changes)
    .where(and(inArray(position, [...new Set(positions)]), lt(changedAt, before)))
    .returning({ position })
  return dropped.length
}
