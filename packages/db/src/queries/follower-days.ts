import { and, asc, between, desc, eq, gt, lt } from 'drizzle-orm'
import { type Handle, isOneOf, type Param, type Params, statement, upsert } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { mark } from './change-marks.ts'

export type FollowerDayRow = Schema['followerDays']['$inferSelect']
/** A day without the account that it belongs to, and without when it was first known. */
export type FollowerDay = Omit<FollowerDayRow, 'accountId' | 'firstKnownAt'> & {
  /** A person brought the total along. Not stored here: `follower_counts` says it. */
  isImported?: boolean
}

const saved = statement.run(({ db, followerDays }, row: Params<FollowerDayRow>) =>
  upsert(db, followerDays, { row, key: ['accountId', 'day'], changes: { firstKnownAt: undefined } }),
)

/** Whose days, and when they are changed. */
interface Changing {
  accountId: string
  now: Date
}

/**
 * Inserts or replaces whole days, each of which is different now. A day may say when it is first there to be seen; without
 * it nobody can tell, and of a day that is there already it stays.
 */
export async function saveDays(
  handle: Handle,
  { accountId, now }: Changing,
  days: readonly (FollowerDay & { firstKnownAt?: Date })[],
): Promise<void> {
  for (const { isImported: _told, ...day } of days) await saved(handle, { firstKnownAt: null, ...day, accountId })
  await mark(handle, { accountId, kind: 'day', keys: days.map(({ day }) => day), changedAt: now })
}

function dayColumns({ followerDays }: Schema) {
  const { day, followers, change, isFinal, isDerived, isEstimated } = followerDays
  return { day, followers, change, isFinal, isDerived, isEstimated }
}

/** Days of an account from `first` to `last`, both included, oldest first. */
export const listDays = statement.all(
  ({ db, schema }, accountId: Param<string>, { first, last }: Params<{ first: string; last: string }>) => {
    const { followerDays } = schema
    return db
      .select(dayColumns(schema))
      .from(followerDays)
      .where(and(eq(followerDays.accountId, accountId), between(followerDays.day, first, last)))
      .orderBy(asc(followerDays.day))
  },
)

/** Those of the named days of an account that are known. */
export const listNamed = statement.all(({ db, schema }, accountId: Param<string>, days: Param<readonly string[]>) => {
  const { followerDays } = schema
  return db
    .select(dayColumns(schema))
    .from(followerDays)
    .where(and(eq(followerDays.accountId, accountId), isOneOf(followerDays.day, days)))
})

/** When each of the same days was first known; `null` where nobody can tell. */
export const listFirstKnown = statement.all(
  ({ db, followerDays }, accountId: Param<string>, { first, last }: Params<{ first: string; last: string }>) => {
    const { day, firstKnownAt } = followerDays
    return db
      .select({ day, firstKnownAt })
      .from(followerDays)
      .where(and(eq(followerDays.accountId, accountId), between(day, first, last)))
  },
)

/** A day with what Instagram said was gained and lost on it. */
export type GrowthRow = Awaited<ReturnType<typeof listGrowth>>[number]

/** The same days, each with who came and who went where that was read. */
export const listGrowth = statement.all(
  ({ db, schema }, accountId: Param<string>, { first, last }: Params<{ first: string; last: string }>) => {
    const { followerDays, dailyMetrics } = schema
    const { follows, unfollows } = dailyMetrics
    return db
      .select({ ...dayColumns(schema), follows, unfollows })
      .from(followerDays)
      .leftJoin(
        dailyMetrics,
        and(eq(dailyMetrics.accountId, followerDays.accountId), eq(dailyMetrics.day, followerDays.day)),
      )
      .where(and(eq(followerDays.accountId, accountId), between(followerDays.day, first, last)))
      .orderBy(asc(followerDays.day))
  },
)

/** The first day of which anything is known. */
export const findFirstDay = statement.get(({ db, followerDays }, accountId: Param<string>) =>
  db
    .select({ day: followerDays.day })
    .from(followerDays)
    .where(eq(followerDays.accountId, accountId))
    .orderBy(asc(followerDays.day))
    .limit(1),
)

/** The newest day before another that stays as it is. */
export const findFinalBefore = statement.get(({ db, schema }, accountId: Param<string>, before: Param<string>) => {
  const { followerDays } = schema
  const { day, isFinal } = followerDays
  return db
    .select(dayColumns(schema))
    .from(followerDays)
    .where(and(eq(followerDays.accountId, accountId), lt(day, before), eq(isFinal, true)))
    .orderBy(desc(day))
    .limit(1)
})

const droppedAfter = statement.pluck(({ db, followerDays }, accountId: Param<string>, day: Param<string>) =>
  db
    .delete(followerDays)
    .where(and(eq(followerDays.accountId, accountId), gt(followerDays.day, day)))
    .returning({ day: followerDays.day }),
)

/** Deletes the days after one. @returns how many they were */
export async function dropAfter(handle: Handle, { accountId, now }: Changing, day: string): Promise<number> {
  const keys = await droppedAfter(handle, accountId, day)
  await mark(handle, { accountId, kind: 'day', keys, changedAt: now })
  return keys.length
}
