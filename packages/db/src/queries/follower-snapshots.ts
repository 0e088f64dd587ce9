import { and, asc, between, eq, getTableColumns, sql, type SQL } from 'drizzle-orm'
import type { Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type FollowerSnapshotRow = Schema['followerSnapshots']['$inferSelect']

const observedDay = preparedWrite<Omit<FollowerSnapshotRow, 'source'>>((db, { followerSnapshots }) => {
  const { accountId, day, source: _source, ...columns } = getTableColumns(followerSnapshots)
  const set = { ...givenColumns(columns, Object.keys(columns)), source: 'observed' as const }
  // The guarantee: a place for each column but the source, all of which a snapshot has.
  const values = { ...set, ...givenColumns({ accountId, day }, ['accountId', 'day']) } as Record<
    Exclude<keyof FollowerSnapshotRow, 'source'>,
    SQL
  > & { source: 'observed' }
  return db
    .insert(followerSnapshots)
    .values(values)
    .onConflictDoUpdate({ target: [accountId, day], set })
})

/** The count of a day; a count taken later on the same day replaces it, and a count replaces a derived value. */
export async function saveObserved(handle: Handle, snapshot: Omit<FollowerSnapshotRow, 'source'>): Promise<void> {
  await observedDay(handle, snapshot)
}

interface Derived extends Pick<FollowerSnapshotRow, 'accountId' | 'day' | 'followersCount' | 'takenAt'> {}

const derivedDay = preparedWrite<Derived>((db, { followerSnapshots }) => {
  const { accountId, day, followersCount, takenAt } = followerSnapshots
  const set = { followersCount: given(followersCount, 'followersCount'), takenAt: given(takenAt, 'takenAt') }
  return db
    .insert(followerSnapshots)
    .values({
      ...set,
      accountId: given(accountId, 'accountId'),
      day: given(day, 'day'),
      followsCount: null,
      mediaCount: null,
      source: 'derived',
    })
    .onConflictDoUpdate({ target: [accountId, day], set, setWhere: sql`${followerSnapshots.source} = 'derived'` })
})

/** Days worked backwards from a later count; never replaces a real count. */
export async function saveDerived(handle: Handle, rows: readonly Derived[]): Promise<void> {
  for (const row of rows) await derivedDay(handle, row)
}

interface DaysOfAccount extends Record<string, string> {
  accountId: string
  first: string
  last: string
}

const range = {
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
      and(eq(followerSnapshots.accountId, range.accountId), between(followerSnapshots.day, range.first, range.last)),
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
    .where(and(eq(followerSnapshots.accountId, range.accountId), between(day, range.first, range.last)))
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

const firstObserved = preparedRead<{ accountId: string }, FollowerSnapshotRow>((db, { followerSnapshots }) =>
  db
    .select()
    .from(followerSnapshots)
    .where(and(eq(followerSnapshots.accountId, range.accountId), eq(followerSnapshots.source, 'observed')))
    .orderBy(asc(followerSnapshots.day))
    .limit(1),
)

/** The oldest day on which the followers were really counted. */
export async function findFirstObserved(handle: Handle, accountId: string): Promise<FollowerSnapshotRow | undefined> {
  const [row] = await firstObserved(handle, { accountId })
  return row
}
