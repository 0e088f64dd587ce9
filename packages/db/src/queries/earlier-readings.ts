import { and, asc, between, eq, gt } from 'drizzle-orm'
import { type Param, type Params, statement, upsert } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type { PackedBefore, PackedReading } from '../schema/earlier-readings.ts'
export type EarlierReadingsRow = Schema['earlierReadings']['$inferSelect']

/** Inserts what a day was before, or replaces all that was kept of it. */
export const save = statement.run(({ db, earlierReadings }, row: Params<EarlierReadingsRow>) =>
  upsert(db, earlierReadings, { row, key: ['accountId', 'day'] }),
)

/** What an account's days were before, from `first` to `last`, both included, oldest day first. */
export const list = statement.all(
  ({ db, earlierReadings }, accountId: Param<string>, { first, last }: Params<{ first: string; last: string }>) => {
    const { day, readings } = earlierReadings
    return db
      .select({ day, readings })
      .from(earlierReadings)
      .where(and(eq(earlierReadings.accountId, accountId), between(day, first, last)))
      .orderBy(asc(day))
  },
)

/** The same of the days after one, which a wrong clock brought. */
export const listAfter = statement.all(({ db, earlierReadings }, accountId: Param<string>, after: Param<string>) => {
  const { day, readings } = earlierReadings
  return db
    .select({ day, readings })
    .from(earlierReadings)
    .where(and(eq(earlierReadings.accountId, accountId), gt(day, after)))
})
