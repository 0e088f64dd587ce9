import { and, asc, between, desc, eq, getTableColumns, gt, lt, sql, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type FollowerDayRow = Schema['followerDays']['$inferSelect']
/** A day without the account that it belongs to. */
export type FollowerDay = Omit<FollowerDayRow, 'accountId'>

const savedDay = preparedWrite<FollowerDayRow>((db, { followerDays }) => {
  const { accountId, day, ...columns } = getTableColumns(followerDays)
  const set = givenColumns(columns, Object.keys(columns))
  // The guarantee: a place for each column, all of which a row has.
  const values = { ...set, ...givenColumns({ accountId, day }, ['accountId', 'day']) } as Record<
    keyof FollowerDayRow,
    SQL
  >
  return db
    .insert(followerDays)
    .values(values)
    .onConflictDoUpdate({ target: [accountId, day], set })
})

/** Inserts or replaces whole days. */
export async function saveDays(handle: Handle, accountId: string, days: readonly FollowerDay[]): Promise<void> {
  for (const day of days) await savedDay(handle, { accountId, ...day })
}

function dayColumns({ followerDays }: Schema) {
  const { day, followers, change, isFinal, isDerived, isEstimated } = followerDays
  return { day, followers, change, isFinal, isDerived, isEstimated }
}

const daysOfAccount = preparedRead<{ accountId: string; first: string; last: string }, FollowerDay>((db, schema) => {
  const { accountId, day } = schema.followerDays
  return db
    .select(dayColumns(schema))
    .from(schema.followerDays)
    .where(
      and(eq(accountId, sql.placeholder('accountId')), between(day, sql.placeholder('first'), sql.placeholder('last'))),
    )
    .orderBy(asc(day))
})

/** Days of an account from `first` to `last`, both included, oldest first. */
export async function listDays(
  handle: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<FollowerDay[]> {
  return daysOfAccount(handle, { accountId, first, last })
}

const finalBefore = preparedRead<{ accountId: string; before: string }, FollowerDay>((db, schema) => {
  const { accountId, day, isFinal } = schema.followerDays
  return db
    .select(dayColumns(schema))
    .from(schema.followerDays)
    .where(and(eq(accountId, sql.placeholder('accountId')), lt(day, sql.placeholder('before')), eq(isFinal, true)))
    .orderBy(desc(day))
    .limit(1)
})

/** The newest day before another that stays as it is. */
export async function findFinalBefore(
  handle: Handle,
  accountId: string,
  before: string,
): Promise<FollowerDay | undefined> {
  const [row] = await finalBefore(handle, { accountId, before })
  return row
}

/** Deletes the days after one. */
export async function dropAfter(handle: Handle, accountId: string, day: string): Promise<void> {
  const { db, schema } = open(handle)
  const { followerDays } = schema
  await db.delete(followerDays).where(and(eq(followerDays.accountId, accountId), gt(followerDays.day, day)))
}
