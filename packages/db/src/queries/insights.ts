import { and, asc, desc, eq, gte, lte } from 'drizzle-orm'
import { type Param, type Params, rowOf, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type InsightRow = Schema['insights']['$inferSelect']
export type ForecastRow = Schema['forecasts']['$inferSelect']

/** Inserts a finding. @returns whether it is new */
export const insertOnce = statement.any(({ db, insights }, row: Params<InsightRow>) =>
  db.insert(insights).values(rowOf(insights, row)).onConflictDoNothing().returning({ rule: insights.rule }),
)

/** Sets the days that a finding covers by now. */
export const widen = statement.run(
  (
    { db, insights },
    { accountId, rule, subject }: Params<Pick<InsightRow, 'accountId' | 'rule' | 'subject'>>,
    { startDay, endDay }: Params<Pick<InsightRow, 'startDay' | 'endDay'>>,
  ) =>
    db
      .update(insights)
      .set({ startDay, endDay })
      .where(and(eq(insights.accountId, accountId), eq(insights.rule, rule), eq(insights.subject, subject))),
)

/** What was found about an account on days that end on a day or later, in no order. */
export const listSince = statement.all(({ db, insights }, accountId: Param<string>, endDay: Param<string>) =>
  db
    .select()
    .from(insights)
    .where(and(eq(insights.accountId, accountId), gte(insights.endDay, endDay))),
)

/** Keeps a forecast; one that was made on the same last day stays as it was. */
export const saveForecast = statement.run(({ db, forecasts }, row: Params<ForecastRow>) =>
  db.insert(forecasts).values(rowOf(forecasts, row)).onConflictDoNothing(),
)

/** The last day that was known when an account's metric was forecast last. */
export const newestForecast = statement.get(({ db, forecasts }, accountId: Param<string>, metric: Param<string>) =>
  db
    .select({ madeOn: forecasts.madeOn })
    .from(forecasts)
    .where(and(eq(forecasts.accountId, accountId), eq(forecasts.metric, metric)))
    .orderBy(desc(forecasts.madeOn))
    .limit(1),
)

/** Forecasts of a metric that were made from one day to another, both included, oldest first. */
export const listForecasts = statement.all(
  (
    { db, forecasts },
    accountId: Param<string>,
    { metric, first, last }: Params<{ metric: string; first: string; last: string }>,
  ) =>
    db
      .select({ madeOn: forecasts.madeOn, points: forecasts.points })
      .from(forecasts)
      .where(
        and(
          eq(forecasts.accountId, accountId),
          eq(forecasts.metric, metric),
          gte(forecasts.madeOn, first),
          lte(forecasts.madeOn, last),
        ),
      )
      .orderBy(asc(forecasts.madeOn)),
)
