import { isDeepStrictEqual } from 'node:util'
import { and, asc, between, eq, getTableColumns, gt, isNull, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { type Handle, isOneOf, type Param, type Params, statement, upsert } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { mark } from './change-marks.ts'
import { addReopened, addUntold } from './final-days.ts'

type StoredRow = Schema['dailyMetrics']['$inferSelect']
/** What is known of a day; since when, it says itself. */
export type DailyMetricsRow = Omit<StoredRow, 'firstReadAt'>
type ColumnName = keyof StoredRow

const saved = statement.run(({ db, dailyMetrics }, row: Params<StoredRow>) =>
  upsert(db, dailyMetrics, {
    row,
    key: ['accountId', 'day'],
    // What an older version wrote was known when it was read at the latest.
    changes: { firstReadAt: sql`coalesce(${dailyMetrics.firstReadAt}, ${dailyMetrics.fetchedAt})` },
  }),
)

const named = statement.all(({ db, dailyMetrics }, accountId: Param<string>, days: Param<readonly string[]>) =>
  db
    .select()
    .from(dailyMetrics)
    .where(and(eq(dailyMetrics.accountId, accountId), isOneOf(dailyMetrics.day, days))),
)

/** Those of the named days of an account that are stored. */
export const listNamed: (handle: Handle, accountId: string, days: readonly string[]) => Promise<DailyMetricsRow[]> =
  named

/**
 * Inserts or replaces whole days: Instagram corrects recent days, and the newest answer is the true one.
 * @param at when they are there to be seen; unless told, when they were read
 */
export async function saveDays(handle: Handle, rows: readonly DailyMetricsRow[], at?: Date): Promise<void> {
  for (const accountId of new Set(rows.map((row) => row.accountId))) {
    const own = rows.filter((row) => row.accountId === accountId)
    const days = own.map(({ day }) => day)
    const before = new Map((await named(handle, accountId, days)).map((row) => [row.day, row]))
    for (const row of own) await saved(handle, { ...row, firstReadAt: at ?? row.fetchedAt })
    await tell(handle, accountId, { rows: own, before })
  }
}

/** What changed for those who follow, and which days are final now. */
async function tell(
  handle: Handle,
  accountId: string,
  { rows, before }: { rows: readonly DailyMetricsRow[]; before: ReadonlyMap<string, DailyMetricsRow> },
): Promise<void> {
  const changed = rows.filter((row) => !isDeepStrictEqual(shown(row), shown(before.get(row.day))))
  const [newest] = changed.map(savedAt).toSorted((a, b) => b.getTime() - a.getTime())
  if (!newest) return
  await mark(handle, { accountId, kind: 'day', keys: changed.map(({ day }) => day), changedAt: newest })
  // What was imported is nobody's final word.
  const own = changed.filter(({ importedAt }) => importedAt === null)
  const became = own.filter(({ day, isFinal }) => isFinal && before.get(day)?.isFinal !== true)
  const opened = own.filter(({ day, isFinal }) => !isFinal && before.get(day)?.isFinal === true)
  const dayOf = ({ day }: DailyMetricsRow) => day
  await addUntold(handle, accountId, became.map(dayOf))
  await addReopened(handle, accountId, opened.map(dayOf))
}

/** A row without what no caller is told: when and how it was read, but for what of it makes another answer. */
function shown(row: (DailyMetricsRow & { firstReadAt?: unknown }) | undefined) {
  if (row === undefined) return undefined
  const {
    firstReadAt: _first,
    fetchedAt: _fetched,
    followsReadAt: _follows,
    rawEndTime: _end,
    other: _other,
    ...rest
  } = row
  return { ...rest, areFollowsHalf: areFollowsHalf(row) }
}

const losAngeles = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles', dateStyle: 'short' })

/** Who came and went is not shown of a part of the day beside numbers of the whole one, and is as soon as it is final. */
function areFollowsHalf({ day, isFinal, follows, followsReadAt, fetchedAt }: DailyMetricsRow): boolean {
  if (isFinal || follows === null || followsReadAt === null) return false
  return losAngeles.format(followsReadAt) <= day && losAngeles.format(fetchedAt) > day
}

const savedAt = ({ fetchedAt, followsReadAt, importedAt }: DailyMetricsRow): Date =>
  new Date(Math.max(...[fetchedAt, followsReadAt, importedAt].map((instant) => instant?.getTime() ?? 0)))

type Read<Row> = (handle: Handle, accountId: string, days: { first: string; last: string }) => Promise<Row[]>

/** Some columns, or all with `null`, of an account's stored days from `first` to `last`, both included, oldest first. */
function readDays<const Name extends ColumnName>(
  names: readonly Name[] | null,
  where?: (table: Schema['dailyMetrics']) => SQL,
): Read<Pick<StoredRow, Name>> {
  const read = statement.all(
    ({ db, dailyMetrics }, accountId: Param<string>, { first, last }: Params<{ first: string; last: string }>) =>
      db
        .select(columnsOf(dailyMetrics, names))
        .from(dailyMetrics)
        .where(
          and(eq(dailyMetrics.accountId, accountId), between(dailyMetrics.day, first, last), where?.(dailyMetrics)),
        )
        .orderBy(asc(dailyMetrics.day)),
  )
  // The guarantee: the columns of these names, each as the row has it.
  return read as unknown as Read<Pick<StoredRow, Name>>
}

function columnsOf(table: Schema['dailyMetrics'], names: readonly string[] | null): Record<string, SQLiteColumn> {
  const { firstReadAt, ...others } = getTableColumns(table)
  const all: Record<string, SQLiteColumn> = { ...others, firstReadAt }
  return names === null ? others : Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))
}

/** The first day of which anything is stored. */
export const findFirstDay = statement.get(({ db, dailyMetrics }, accountId: Param<string>) =>
  db
    .select({ day: dailyMetrics.day })
    .from(dailyMetrics)
    .where(eq(dailyMetrics.accountId, accountId))
    .orderBy(asc(dailyMetrics.day))
    .limit(1),
)

/** Whole days. */
export const listDays: Read<DailyMetricsRow> = readDays(null)

/** When each of the same days was first there to be seen; `null` where only its reading says it. */
export const listFirstReadings = readDays(['day', 'firstReadAt'])

const state = ['day', 'isFinal', 'fetchedAt', 'followsReadAt', 'unsettled', 'missing', 'reach'] as const
/** What of a stored day says whether it is to be read again. */
export type DayStateRow = Pick<DailyMetricsRow, (typeof state)[number]>
/** How far the same days were read at Instagram; what was imported and not asked for since is as if it was never read. */
export const listStates = readDays(
  state,
  ({ importedAt, fetchedAt }) => sql`(${isNull(importedAt)} or ${gt(fetchedAt, importedAt)})`,
)

const numbers = [
  'day',
  'reach',
  'views',
  'accountsEngaged',
  'totalInteractions',
  'likes',
  'comments',
  'saves',
  'shares',
  'profileViews',
  'isFinal',
] as const
export type DayNumbersRow = Pick<DailyMetricsRow, (typeof numbers)[number]>
/** The numbers that most callers see of the same days, without the reasons for what is missing. */
export const listNumbers = readDays(numbers)

const further = [
  'replies',
  'reposts',
  'websiteClicks',
  'profileLinksTaps',
  'follows',
  'unfollows',
  'followsReadAt',
  'fetchedAt',
] as const
export type FurtherNumbersRow = Pick<DailyMetricsRow, (typeof further)[number]>
/** The same with the numbers that are seldom asked for, and when they were read. */
export const listAllNumbers = readDays([...numbers, ...further])

/** Of the same days those that are not final, with what is not settled of each. */
export const listUnsettled = readDays(['day', 'unsettled'], ({ isFinal }) => eq(isFinal, false))

const net = ['day', 'follows', 'unfollows', 'followsReadAt', 'unsettled', 'isFinal'] as const
/** What of a stored day says how many followers it gained and lost, and how sure that is. */
export type DayNetRow = Pick<DailyMetricsRow, (typeof net)[number]>
/** What the same days gained and lost. */
export const listNets = readDays(net)

const looked = ['day', 'reach', 'views', 'totalInteractions', 'profileViews', 'follows', 'unsettled'] as const
/** What of a stored day findings and forecasts are made of, and what of it may still be corrected. */
export type DayLookedAtRow = Pick<DailyMetricsRow, (typeof looked)[number]>
/** The same of the same days. */
export const listLookedAt = readDays(looked)
