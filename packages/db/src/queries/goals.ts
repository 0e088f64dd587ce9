import { and, asc, between, eq, getTableColumns, gte, isNull, lt, max } from 'drizzle-orm'
import { type Handle, open, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type GoalRow = Schema['goals']['$inferSelect']
export type GoalChanges = Pick<GoalRow, 'amount' | 'byDay' | 'reachedAt'>

export async function insert(tx: Handle, goal: GoalRow): Promise<void> {
  const { db, goals } = open(tx)
  await db.insert(goals).values(goal)
}

/** Oldest first. */
export const listByAccount = statement.all(({ db, goals }, accountId: Param<string>) =>
  db.select().from(goals).where(eq(goals.accountId, accountId)).orderBy(asc(goals.createdAt), asc(goals.id)),
)

/** Those that were not reached yet. */
export const listOpen = statement.all(({ db, goals }, accountId: Param<string>) =>
  db
    .select()
    .from(goals)
    .where(and(eq(goals.accountId, accountId), isNull(goals.reachedAt)))
    .orderBy(asc(goals.createdAt), asc(goals.id)),
)

/** A goal of one of a user's accounts. */
export const findOwned = statement.get(({ db, goals, accounts }, userId: Param<string>, id: Param<string>) =>
  db
    .select(getTableColumns(goals))
    .from(goals)
    .innerJoin(accounts, eq(accounts.id, goals.accountId))
    .where(and(eq(goals.id, id), eq(accounts.userId, userId))),
)

/** Changes how much is wanted and by when, and whether it is reached. */
export const update = statement.get(({ db, goals }, id: Param<string>, changes: Params<GoalChanges>) =>
  db
    .update(goals)
    .set({ amount: changes.amount, byDay: changes.byDay, reachedAt: changes.reachedAt })
    .where(eq(goals.id, id))
    .returning(),
)

export const remove = statement.any(({ db, goals }, id: Param<string>) =>
  db.delete(goals).where(eq(goals.id, id)).returning({ id: goals.id }),
)

/** @returns whether this call was the one that marked it */
export const markReached = statement.any(({ db, goals }, id: Param<string>, at: Param<Date>) =>
  db
    .update(goals)
    .set({ reachedAt: at })
    .where(and(eq(goals.id, id), isNull(goals.reachedAt)))
    .returning({ id: goals.id }),
)

/** The most followers that Instagram counted from an instant on and before another. */
export const highestCount = statement.pluck(
  ({ db, followerCounts }, accountId: Param<string>, { from, until }: Params<{ from: Date; until: Date }>) =>
    db
      .select({ most: max(followerCounts.followersCount) })
      .from(followerCounts)
      .where(
        and(
          eq(followerCounts.accountId, accountId),
          gte(followerCounts.takenAt, from),
          lt(followerCounts.takenAt, until),
          isNull(followerCounts.importedAt),
        ),
      ),
)

/** What goals are about of an account's stored days, both ends included, oldest first. */
export const listDays = statement.all(
  ({ db, dailyMetrics: days }, accountId: Param<string>, { first, last }: Params<{ first: string; last: string }>) =>
    db
      .select({
        day: days.day,
        isFinal: days.isFinal,
        unsettled: days.unsettled,
        reach: days.reach,
        views: days.views,
        accountsEngaged: days.accountsEngaged,
        totalInteractions: days.totalInteractions,
        likes: days.likes,
        comments: days.comments,
        saves: days.saves,
        shares: days.shares,
        replies: days.replies,
        reposts: days.reposts,
        profileViews: days.profileViews,
        websiteClicks: days.websiteClicks,
        profileLinksTaps: days.profileLinksTaps,
        follows: days.follows,
      })
      .from(days)
      .where(and(eq(days.accountId, accountId), between(days.day, first, last)))
      .orderBy(asc(days.day)),
)
export type GoalDay = Awaited<ReturnType<typeof listDays>>[number]
