import { and, eq, getTableColumns, gte, inArray, sql, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type PeriodReachRow = Schema['periodReach']['$inferSelect']
/** A period's reach without the account and the length that were asked for. */
export type PeriodReach = Pick<PeriodReachRow, 'lastDay' | 'reach' | 'readAt'>

const savedPeriod = preparedWrite<PeriodReachRow>((db, { periodReach }) => {
  const { accountId, days, lastDay, ...columns } = getTableColumns(periodReach)
  const set = givenColumns(columns, Object.keys(columns))
  // The guarantee: a place for each column, all of which a row has.
  const values = {
    ...set,
    ...givenColumns({ accountId, days, lastDay }, ['accountId', 'days', 'lastDay']),
  } as Record<keyof PeriodReachRow, SQL>
  return db
    .insert(periodReach)
    .values(values)
    .onConflictDoUpdate({ target: [accountId, days, lastDay], set })
})

/** Inserts what Instagram said of a period, or replaces what it said before. */
export async function save(handle: Handle, row: PeriodReachRow): Promise<void> {
  await savedPeriod(handle, row)
}

const periodsOfLength = preparedRead<
  { accountId: string; days: number; lastDay: string; previousLastDay: string },
  PeriodReach
>((db, schema) => {
  const { accountId, days, lastDay, reach, readAt } = schema.periodReach
  return db
    .select({ lastDay, reach, readAt })
    .from(schema.periodReach)
    .where(
      and(
        eq(accountId, sql.placeholder('accountId')),
        eq(days, sql.placeholder('days')),
        inArray(lastDay, [sql.placeholder('lastDay'), sql.placeholder('previousLastDay')]),
      ),
    )
})

/** A period that long which ends on a day, and another that ends on an earlier one; what was never read is left out. */
export async function listPair(
  handle: Handle,
  accountId: string,
  { days, lastDay, previousLastDay }: { days: number; lastDay: string; previousLastDay: string },
): Promise<PeriodReach[]> {
  return periodsOfLength(handle, { accountId, days, lastDay, previousLastDay })
}

/** All periods of an account that end on a day or later, in no order. */
export async function listSince(handle: Handle, accountId: string, lastDay: string): Promise<PeriodReachRow[]> {
  const { db, schema } = open(handle)
  const { periodReach } = schema
  return db
    .select()
    .from(periodReach)
    .where(and(eq(periodReach.accountId, accountId), gte(periodReach.lastDay, lastDay)))
}
