import { and, asc, between, eq, getTableColumns, sql, type SQL } from 'drizzle-orm'
import type { Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type DailyMetricsRow = Schema['dailyMetrics']['$inferSelect']

const savedDay = preparedWrite<DailyMetricsRow>((db, { dailyMetrics }) => {
  const { accountId, day, ...columns } = getTableColumns(dailyMetrics)
  const set = givenColumns(columns, Object.keys(columns))
  // The guarantee: a place for each column, all of which a row has.
  const values = { ...set, ...givenColumns({ accountId, day }, ['accountId', 'day']) } as Record<
    keyof DailyMetricsRow,
    SQL
  >
  return db
    .insert(dailyMetrics)
    .values(values)
    .onConflictDoUpdate({ target: [dailyMetrics.accountId, dailyMetrics.day], set })
})

/** Inserts or replaces whole days: Instagram corrects recent days, and the newest answer is the true one. */
export async function saveDays(handle: Handle, rows: DailyMetricsRow[]): Promise<void> {
  for (const row of rows) await savedDay(handle, row)
}

interface DaysOfAccount extends Record<string, string> {
  accountId: string
  first: string
  last: string
}

const given = {
  accountId: sql.placeholder('accountId'),
  first: sql.placeholder('first'),
  last: sql.placeholder('last'),
}

function ofAccount({ dailyMetrics }: Schema) {
  return and(eq(dailyMetrics.accountId, given.accountId), between(dailyMetrics.day, given.first, given.last))
}

const wholeDays = preparedRead<DaysOfAccount, DailyMetricsRow>((db, schema) =>
  db.select().from(schema.dailyMetrics).where(ofAccount(schema)).orderBy(asc(schema.dailyMetrics.day)),
)

/** Stored days of an account from `first` to `last`, both included, oldest first. */
export async function listDays(
  handle: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<DailyMetricsRow[]> {
  return wholeDays(handle, { accountId, first, last })
}

/** What of a stored day says whether it is to be read again. */
export type DayStateRow = Pick<
  DailyMetricsRow,
  'day' | 'isFinal' | 'fetchedAt' | 'followsReadAt' | 'unsettled' | 'missing' | 'reach'
>

const statesOfDays = preparedRead<DaysOfAccount, DayStateRow>((db, schema) => {
  const { day, isFinal, fetchedAt, followsReadAt, unsettled, missing, reach } = schema.dailyMetrics
  return db
    .select({ day, isFinal, fetchedAt, followsReadAt, unsettled, missing, reach })
    .from(schema.dailyMetrics)
    .where(ofAccount(schema))
    .orderBy(asc(day))
})

/** How far the same days were read. */
export async function listStates(
  handle: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<DayStateRow[]> {
  return statesOfDays(handle, { accountId, first, last })
}

export type DayNumbersRow = Pick<
  DailyMetricsRow,
  | 'day'
  | 'reach'
  | 'views'
  | 'accountsEngaged'
  | 'totalInteractions'
  | 'likes'
  | 'comments'
  | 'saves'
  | 'shares'
  | 'profileViews'
  | 'isFinal'
>

const numbersOfDays = preparedRead<DaysOfAccount, DayNumbersRow>((db, schema) => {
  const { dailyMetrics: table } = schema
  const { day, reach, views, accountsEngaged, totalInteractions, likes, comments, saves, shares } = table
  const { profileViews, isFinal } = table
  const counts = { reach, views, accountsEngaged, totalInteractions, likes, comments, saves, shares, profileViews }
  return db
    .select({ day, ...counts, isFinal })
    .from(table)
    .where(ofAccount(schema))
    .orderBy(asc(day))
})

/** The numbers that callers see of the same days, without the reasons for what is missing. */
export async function listNumbers(
  handle: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<DayNumbersRow[]> {
  return numbersOfDays(handle, { accountId, first, last })
}

export type OpenDayRow = Pick<DailyMetricsRow, 'day' | 'unsettled'>

const openDays = preparedRead<DaysOfAccount, OpenDayRow>((db, schema) => {
  const { day, unsettled, isFinal } = schema.dailyMetrics
  return db
    .select({ day, unsettled })
    .from(schema.dailyMetrics)
    .where(and(ofAccount(schema), eq(isFinal, false)))
    .orderBy(asc(day))
})

/** Of the same days those that are not final, with what is not settled of each. */
export async function listUnsettled(
  handle: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<OpenDayRow[]> {
  return openDays(handle, { accountId, first, last })
}

/** What of a stored day says how many followers it gained and lost, and how sure that is. */
export type DayNetRow = Pick<
  DailyMetricsRow,
  'day' | 'follows' | 'unfollows' | 'followsReadAt' | 'unsettled' | 'isFinal'
>

const netsOfDays = preparedRead<DaysOfAccount, DayNetRow>((db, schema) => {
  const { day, follows, unfollows, followsReadAt, unsettled, isFinal } = schema.dailyMetrics
  return db
    .select({ day, follows, unfollows, followsReadAt, unsettled, isFinal })
    .from(schema.dailyMetrics)
    .where(ofAccount(schema))
    .orderBy(asc(day))
})

/** What the same days gained and lost. */
export async function listNets(
  handle: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<DayNetRow[]> {
  return netsOfDays(handle, { accountId, first, last })
}
