import { and, asc, between, eq, gt, gte, isNotNull, isNull, lt } from 'drizzle-orm'
import { type Param, type Params, statement, upsert } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type FollowerCountRow = Schema['followerCounts']['$inferSelect']
/** What a count says about the total: the other counts beside it belong to the profile. */
export type FollowerTotalRow = Pick<FollowerCountRow, 'takenAt' | 'followersCount'>

/** Inserts a count, or replaces the one taken at the same instant. */
export const save = statement.run(({ db, followerCounts }, row: Params<FollowerCountRow>) =>
  upsert(db, followerCounts, { row, key: ['accountId', 'takenAt'] }),
)

/** The totals that Instagram said at `from` or later, oldest first. */
export const listTotals = statement.all(({ db, followerCounts }, accountId: Param<string>, from: Param<Date>) => {
  const { takenAt, followersCount } = followerCounts
  return db
    .select({ takenAt, followersCount })
    .from(followerCounts)
    .where(and(eq(followerCounts.accountId, accountId), gte(takenAt, from), isNull(followerCounts.importedAt)))
    .orderBy(asc(takenAt))
})

/** The totals that a person brought along, of instants from `from` to `until`, both included, oldest first. */
export const listImported = statement.all(
  ({ db, followerCounts }, accountId: Param<string>, { from, until }: Params<{ from: Date; until: Date }>) => {
    const { takenAt, followersCount, importedAt } = followerCounts
    return db
      .select({ takenAt, followersCount })
      .from(followerCounts)
      .where(and(eq(followerCounts.accountId, accountId), between(takenAt, from, until), isNotNull(importedAt)))
      .orderBy(asc(takenAt))
  },
)

/** Deletes what a person brought along of an instant. */
export const dropImported = statement.run(({ db, followerCounts }, accountId: Param<string>, takenAt: Param<Date>) =>
  db
    .delete(followerCounts)
    .where(
      and(
        eq(followerCounts.accountId, accountId),
        eq(followerCounts.takenAt, takenAt),
        isNotNull(followerCounts.importedAt),
      ),
    ),
)

/** Whole counts taken from `first` to `last`, both included, oldest first. */
export const list = statement.all(
  ({ db, followerCounts }, accountId: Param<string>, { first, last }: Params<{ first: Date; last: Date }>) =>
    db
      .select()
      .from(followerCounts)
      .where(and(eq(followerCounts.accountId, accountId), between(followerCounts.takenAt, first, last)))
      .orderBy(asc(followerCounts.takenAt)),
)

/** Deletes the counts taken at `from` or later and before `until`. */
export const drop = statement.run(
  ({ db, followerCounts }, accountId: Param<string>, { from, until }: Params<{ from: Date; until: Date }>) => {
    const { takenAt } = followerCounts
    return db
      .delete(followerCounts)
      .where(and(eq(followerCounts.accountId, accountId), gte(takenAt, from), lt(takenAt, until)))
  },
)

/** Deletes the counts that are said to be taken after an instant. */
export const dropAfter = statement.run(({ db, followerCounts }, accountId: Param<string>, instant: Param<Date>) =>
  db.delete(followerCounts).where(and(eq(followerCounts.accountId, accountId), gt(followerCounts.takenAt, instant))),
)
