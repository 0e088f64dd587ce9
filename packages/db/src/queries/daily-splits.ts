import { and, asc, between, eq } from 'drizzle-orm'
import { type Handle, type Param, type Params, statement, upsert } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type DailySplitsRow = Schema['dailySplits']['$inferSelect']
/** Which breakdown of Instagram's: by what was shown, or by whether those who saw it follow. */
export type SplitDimension = DailySplitsRow['by']
type Range = Params<{ first: string; last: string }>

const saved = statement.run(({ db, dailySplits }, row: Params<DailySplitsRow>) =>
  upsert(db, dailySplits, { row, key: ['accountId', 'day', 'by'] }),
)

/** Inserts or replaces whole days. */
export async function save(handle: Handle, rows: readonly DailySplitsRow[]): Promise<void> {
  for (const row of rows) await saved(handle, row)
}

/** All that is stored of an account from `first` to `last`, both included, oldest first. */
export const listDays = statement.all(({ db, dailySplits }, accountId: Param<string>, { first, last }: Range) =>
  db
    .select()
    .from(dailySplits)
    .where(and(eq(dailySplits.accountId, accountId), between(dailySplits.day, first, last)))
    .orderBy(asc(dailySplits.day)),
)

/** The same of one breakdown. */
export const listBy = statement.all(
  (
    { db, dailySplits },
    accountId: Param<string>,
    { by, first, last }: Params<{ by: SplitDimension; first: string; last: string }>,
  ) => {
    const { day, values, missing, readAt, isFinal } = dailySplits
    return db
      .select({ day, values, missing, readAt, isFinal })
      .from(dailySplits)
      .where(and(eq(dailySplits.accountId, accountId), between(day, first, last), eq(dailySplits.by, by)))
      .orderBy(asc(day))
  },
)

/** What of a stored day says whether its parts are to be asked for again. */
export type SplitStateRow = Pick<DailySplitsRow, 'day' | 'by' | 'missing' | 'isFinal' | 'readAt'>
/** How far the same days were read, in no order. */
export const listStates = statement.all(({ db, dailySplits }, accountId: Param<string>, { first, last }: Range) => {
  const { day, by, missing, isFinal, readAt } = dailySplits
  return db
    .select({ day, by, missing, isFinal, readAt })
    .from(dailySplits)
    .where(and(eq(dailySplits.accountId, accountId), between(day, first, last)))
})
