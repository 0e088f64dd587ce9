import { and, asc, between, eq, getTableColumns, gt, gte, lt, sql, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type FollowerCountRow = Schema['followerCounts']['$inferSelect']

const savedCount = preparedWrite<FollowerCountRow>((db, { followerCounts }) => {
  const { accountId, takenAt, ...columns } = getTableColumns(followerCounts)
  const set = givenColumns(columns, Object.keys(columns))
  // The guarantee: a place for each column, all of which a row has.
  const values = { ...set, ...givenColumns({ accountId, takenAt }, ['accountId', 'takenAt']) } as Record<
    keyof FollowerCountRow,
    SQL
  >
  return db
    .insert(followerCounts)
    .values(values)
    .onConflictDoUpdate({ target: [accountId, takenAt], set })
})

/** Inserts a count, or replaces the one taken at the same instant. */
export async function save(handle: Handle, count: FollowerCountRow): Promise<void> {
  await savedCount(handle, count)
}

/** What a count says about the total: the other counts beside it belong to the profile. */
export type FollowerTotalRow = Pick<FollowerCountRow, 'takenAt' | 'followersCount'>

const totalsFrom = preparedRead<{ accountId: string; from: Date }, FollowerTotalRow>((db, schema) => {
  const { accountId, takenAt, followersCount } = schema.followerCounts
  return db
    .select({ takenAt, followersCount })
    .from(schema.followerCounts)
    .where(and(eq(accountId, sql.placeholder('accountId')), gte(takenAt, given(takenAt, 'from'))))
    .orderBy(asc(takenAt))
})

/** The totals counted at `from` or later, oldest first. */
export async function listTotals(handle: Handle, accountId: string, from: Date): Promise<FollowerTotalRow[]> {
  return totalsFrom(handle, { accountId, from })
}

/** Whole counts taken from `first` to `last`, both included, oldest first. */
export async function list(
  handle: Handle,
  accountId: string,
  { first, last }: { first: Date; last: Date },
): Promise<FollowerCountRow[]> {
  const { db, schema } = open(handle)
  const { followerCounts } = schema
  return db
    .select()
    .from(followerCounts)
    .where(and(eq(followerCounts.accountId, accountId), between(followerCounts.takenAt, first, last)))
    .orderBy(asc(followerCounts.takenAt))
}

/** Deletes the counts taken at `from` or later and before `until`. */
export async function drop(
  handle: Handle,
  accountId: string,
  { from, until }: { from: Date; until: Date },
): Promise<void> {
  const { db, schema } = open(handle)
  const { followerCounts } = schema
  await db
    .delete(followerCounts)
    .where(
      and(
        eq(followerCounts.accountId, accountId),
        gte(followerCounts.takenAt, from),
        lt(followerCounts.takenAt, until),
      ),
    )
}

/** Deletes the counts that are said to be taken after an instant. */
export async function dropAfter(handle: Handle, accountId: string, instant: Date): Promise<void> {
  const { db, schema } = open(handle)
  const { followerCounts } = schema
  await db
    .delete(followerCounts)
    .where(and(eq(followerCounts.accountId, accountId), gt(followerCounts.takenAt, instant)))
}
