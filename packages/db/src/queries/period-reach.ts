import { and, eq, gte, inArray } from 'drizzle-orm'
import { type Param, type Params, statement, upsert } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type PeriodReachRow = Schema['periodReach']['$inferSelect']
/** A period's reach without the account and the length that were asked for. */
export type PeriodReach = Pick<PeriodReachRow, 'lastDay' | 'reach' | 'readAt'>

/** Inserts what Instagram said of a period, or replaces what it said before. */
export const save = statement.run(({ db, periodReach }, row: Params<PeriodReachRow>) =>
  upsert(db, periodReach, { row, key: ['accountId', 'days', 'lastDay'] }),
)

/** What is stored of a period. */
export const find = statement.get(
  ({ db, periodReach }, accountId: Param<string>, period: Params<{ days: number; lastDay: string }>) => {
    const { lastDay, reach, readAt } = periodReach
    return db
      .select({ lastDay, reach, readAt })
      .from(periodReach)
      .where(and(eq(periodReach.accountId, accountId), eq(periodReach.days, period.days), eq(lastDay, period.lastDay)))
  },
)

/** A period that long which ends on a day, and another that ends on an earlier one; what was never read is left out. */
export const listPair = statement.all(
  (
    { db, periodReach },
    accountId: Param<string>,
    period: Params<{ days: number; lastDay: string; previousLastDay: string }>,
  ) => {
    const { lastDay, reach, readAt } = periodReach
    return db
      .select({ lastDay, reach, readAt })
      .from(periodReach)
      .where(
        and(
          eq(periodReach.accountId, accountId),
          eq(periodReach.days, period.days),
          inArray(lastDay, [period.lastDay, period.previousLastDay]),
        ),
      )
  },
)

/** All periods of an account that end on a day or later, in no order. */
export const listSince = statement.all(({ db, periodReach }, accountId: Param<string>, lastDay: Param<string>) =>
  db
    .select()
    .from(periodReach)
    .where(and(eq(periodReach.accountId, accountId), gte(periodReach.lastDay, lastDay))),
)
