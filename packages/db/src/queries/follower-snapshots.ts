import { and, asc, eq, gte, lte, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

export type FollowerSnapshotRow = Schema['followerSnapshots']['$inferSelect']

/** The count of a day; a count taken later on the same day replaces it, and a count replaces a derived value. */
export async function saveObserved(handle: Handle, snapshot: Omit<FollowerSnapshotRow, 'source'>): Promise<void> {
  const { db, schema } = open(handle)
  const { followerSnapshots } = schema
  const row = { ...snapshot, source: 'observed' as const }
  const { accountId: _accountId, day: _day, ...values } = row
  await db
    .insert(followerSnapshots)
    .values(row)
    .onConflictDoUpdate({ target: [followerSnapshots.accountId, followerSnapshots.day], set: values })
}

/** Days worked backwards from a later count; never replaces a real count. */
export async function saveDerived(
  handle: Handle,
  rows: Pick<FollowerSnapshotRow, 'accountId' | 'day' | 'followersCount' | 'takenAt'>[],
): Promise<void> {
  const { db, schema } = open(handle)
  const { followerSnapshots } = schema
  for (const row of rows) {
    await db
      .insert(followerSnapshots)
      .values({ ...row, followsCount: null, mediaCount: null, source: 'derived' })
      .onConflictDoUpdate({
        target: [followerSnapshots.accountId, followerSnapshots.day],
        set: { followersCount: row.followersCount, takenAt: row.takenAt },
        setWhere: sql`${followerSnapshots.source} = 'derived'`,
      })
  }
}

/** Snapshots of an account from `first` to `last`, both included, oldest first. */
export async function listDays(
  handle: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<FollowerSnapshotRow[]> {
  const { db, schema } = open(handle)
  const { followerSnapshots } = schema
  return db
    .select()
    .from(followerSnapshots)
    .where(
      and(
        eq(followerSnapshots.accountId, accountId),
        gte(followerSnapshots.day, first),
        lte(followerSnapshots.day, last),
      ),
    )
    .orderBy(asc(followerSnapshots.day))
}

/** The oldest day on which the followers were really counted. */
export async function findFirstObserved(handle: Handle, accountId: string): Promise<FollowerSnapshotRow | undefined> {
  const { db, schema } = open(handle)
  const { followerSnapshots } = schema
  const [row] = await db
    .select()
    .from(followerSnapshots)
    .where(and(eq(followerSnapshots.accountId, accountId), eq(followerSnapshots.source, 'observed')))
    .orderBy(asc(followerSnapshots.day))
    .limit(1)
  return row
}
