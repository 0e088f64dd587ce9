import { and, asc, between, eq, inArray } from 'drizzle-orm'
import { isOneOf, type Param, type Params, statement } from '../statements/index.ts'

// What is read of one account at a time by other files, here of some at once: so many questions take longer than rows.

interface Days {
  first: string
  last: string
}

/** The numbers of stored days of some accounts, oldest first within each. */
export const listNumbers = statement.all(
  ({ db, dailyMetrics: days }, ids: Param<readonly string[]>, { first, last }: Params<Days>) =>
    db
      .select({
        accountId: days.accountId,
        day: days.day,
        reach: days.reach,
        views: days.views,
        totalInteractions: days.totalInteractions,
        isFinal: days.isFinal,
      })
      .from(days)
      .where(and(isOneOf(days.accountId, ids), between(days.day, first, last)))
      .orderBy(asc(days.accountId), asc(days.day)),
)
export type NumbersRow = Awaited<ReturnType<typeof listNumbers>>[number]

/** Of the same days those that are not final, with what is not settled of each. */
export const listUnsettled = statement.all(
  ({ db, dailyMetrics: days }, ids: Param<readonly string[]>, { first, last }: Params<Days>) =>
    db
      .select({ accountId: days.accountId, day: days.day, unsettled: days.unsettled })
      .from(days)
      .where(and(isOneOf(days.accountId, ids), between(days.day, first, last), eq(days.isFinal, false))),
)
export type UnsettledRow = Awaited<ReturnType<typeof listUnsettled>>[number]

/** The followers of days of some accounts, oldest first within each. */
export const listFollowerDays = statement.all(
  ({ db, followerDays: days }, ids: Param<readonly string[]>, { first, last }: Params<Days>) =>
    db
      .select()
      .from(days)
      .where(and(isOneOf(days.accountId, ids), between(days.day, first, last)))
      .orderBy(asc(days.accountId), asc(days.day)),
)

/** The reach of a period of some accounts, and of another that ends earlier. */
export const listPeriodReach = statement.all(
  (
    { db, periodReach },
    ids: Param<readonly string[]>,
    period: Params<{ days: number; lastDay: string; previousLastDay: string }>,
  ) => {
    const { accountId, lastDay, reach, readAt } = periodReach
    return db
      .select({ accountId, lastDay, reach, readAt })
      .from(periodReach)
      .where(
        and(
          isOneOf(accountId, ids),
          eq(periodReach.days, period.days),
          inArray(lastDay, [period.lastDay, period.previousLastDay]),
        ),
      )
  },
)
