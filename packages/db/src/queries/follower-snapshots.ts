import { and, asc, between, eq, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
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

interface DaysOfAccount extends Record<string, string> {
  accountId: string
  first: string
  last: string
}

const given = {
  accountId: sql.placeholder('accountId'),
  first: sql.placeholder('first'),
  last: sql.placeholder('last'),
}

const wholeSnapshots = preparedRead<DaysOfAccount, FollowerSnapshotRow>((db, schema) => {
  const { followerSnapshots } = schema
  return db
    .select()
    .from(followerSnapshots)
    .where(
      and(eq(followerSnapshots.accountId, given.accountId), between(followerSnapshots.day, given.first, given.last)),
    )
    .orderBy(asc(followerSnapshots.day))
})

/** Snapshots of an account from `first` to `last`, both included, oldest first. */
export async function listDays(
  handle: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<FollowerSnapshotRow[]> {
  return wholeSnapshots(handle, { accountId, first, last })
}

export type FollowerCountRow = Pick<FollowerSnapshotRow, 'day' | 'followersCount' | 'source'>

const countsOfDays = preparedRead<DaysOfAccount, FollowerCountRow>((db, schema) => {
  const { followerSnapshots } = schema
  const { day, followersCount, source } = followerSnapshots
  return db
    .select({ day, followersCount, source })
    .from(followerSnapshots)
    .where(and(eq(followerSnapshots.accountId, given.accountId), between(day, given.first, given.last)))
    .orderBy(asc(day))
})

/** The counts alone of the same snapshots. */
export async function listCounts(
  handle: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<FollowerCountRow[]> {
  return countsOfDays(handle, { accountId, first, last })
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
