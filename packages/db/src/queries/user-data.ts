import { and, asc, eq, getTableColumns, gt, inArray, sql, type Column } from 'drizzle-orm'
import { betweenBatches, type Handle, keyset, open } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { listAllOf } from './account-lists.ts'
import type { AccountRow } from './account-rows.ts'
import type { EventRow } from './event-search.ts'
import type { OauthStateRow } from './oauth-states.ts'
import * as people from './people.ts'

/**
 * Everything that is held on a user, kind by kind and page by page, without what is secret: tokens, hashes, keys and
 * leases. Nothing is read before its page is asked for, and everybody else's work goes on between two pages.
 */
export async function readHoldings(handle: Handle, userId: string) {
  const ownAccounts = await listAllOf(handle, userId)
  const person = await people.findByUser(handle, userId)
  const ids = ownAccounts.map(({ id }) => id)
  return { person, pages: pagesOf(handle, { userId, ref: person?.ref ?? '', ownAccounts, ids }) }
}

interface Holder {
  userId: string
  ref: string
  ownAccounts: readonly AccountRow[]
  ids: readonly string[]
}

/** Of each kind the pages, where the kinds stand in the order in which a user reads them. */
function pagesOf(handle: Handle, { userId, ref, ownAccounts, ids }: Holder) {
  const { schema } = open(handle)
  const { connectionAttempts, dailyMetrics, followerCounts, followerDays, periodReach, media, syncRuns } = schema
  const { dailySplits, earlierReadings, mediaReadings, mediaTags, goals, insights, forecasts } = schema
  const { benchmarkMembers, benchmarkOptOuts } = schema
  const { finalDays } = schema
  const { audiences, callBudgets, notifications, supportTickets, achievements, creditEntries, oauthStates } = schema
  const whole = <T extends OwnedTable>(table: T, owner: Column, owners: readonly string[]) =>
    paged(() => readPage(handle, table, { owner: [owner, owners], key: [], after: null }), Infinity)
  const by = <T extends OwnedTable>(table: T, [owner, value]: [Column, string], ...key: KeyOf<T>[]) =>
    paged((after: T['$inferSelect'] | null) => readPage(handle, table, { owner: [owner, [value]], key, after }))
  const ofEach = async function* <T extends PartOfAccount>(table: T, ...key: KeyOf<T>[]) {
    for (const id of ids.toSorted()) yield* by(table, [table.accountId, id], ...key)
  }
  return {
    accounts: () => paged(async () => ownAccounts.map(withoutLease), Infinity),
    connectionFlows: () => mapPages(whole(oauthStates, oauthStates.userId, [userId]), withoutSecrets),
    connectionAttempts: () =>
      mapPages(
        by(connectionAttempts, [connectionAttempts.userId, userId], 'id'),
        ({ stateHash: _state, ...row }) => row,
      ),
    dailyMetrics: () => ofEach(dailyMetrics, 'day'),
    followerCounts: () => ofEach(followerCounts, 'takenAt'),
    followerDays: () => ofEach(followerDays, 'day'),
    periodReach: () => ofEach(periodReach, 'days', 'lastDay'),
    media: () => ofEach(media, 'mediaId'),
    syncRuns: () => ofEach(syncRuns, 'startedAt', 'id'),
    audiences: () => whole(audiences, audiences.accountId, ids),
    dailySplits: () => ofEach(dailySplits, 'day', 'by'),
    earlierReadings: () => ofEach(earlierReadings, 'day'),
    mediaReadings: () => ofEach(mediaReadings, 'mediaId', 'age'),
    mediaTags: () => ofEach(mediaTags, 'mediaId', 'tag'),
    goals: () => ofEach(goals, 'createdAt', 'id'),
    insights: () => ofEach(insights, 'rule', 'subject'),
    forecasts: () => ofEach(forecasts, 'metric', 'madeOn'),
    finalDays: () => ofEach(finalDays, 'day'),
    benchmarkMembers: () => whole(benchmarkMembers, benchmarkMembers.accountId, ids),
    benchmarkOptOuts: () => whole(benchmarkOptOuts, benchmarkOptOuts.userId, [userId]),
    callBudgets: () => whole(callBudgets, callBudgets.scope, ids),
    notifications: () => by(notifications, [notifications.userId, userId], 'id'),
    supportTickets: () => by(supportTickets, [supportTickets.userId, userId], 'id'),
    achievements: () => whole(achievements, achievements.personRef, [ref]),
    credits: () => by(creditEntries, [creditEntries.ledgerAccount, ref], 'id'),
    events: () => paged((after: EventRow | null) => eventsAfter(handle, ref, after?.sequence ?? 0)),
  }
}

type PartOfAccount =
  | Schema['dailyMetrics' | 'followerCounts' | 'followerDays' | 'periodReach' | 'media' | 'syncRuns' | 'dailySplits']
  | Schema['earlierReadings' | 'mediaReadings' | 'mediaTags' | 'goals' | 'insights' | 'forecasts' | 'finalDays']
type OwnedTable =
  | PartOfAccount
  | Schema['oauthStates' | 'connectionAttempts' | 'audiences' | 'callBudgets']
  | Schema[
      | 'notifications'
      | 'supportTickets'
      | 'achievements'
      | 'creditEntries'
      | 'benchmarkOptOuts'
      | 'benchmarkMembers']
type KeyOf<T extends OwnedTable> = keyof T['$inferSelect'] & string

/** Rows of some owners in the order of a key of up to two columns, after a row. */
async function readPage<T extends OwnedTable>(
  handle: Handle,
  table: T,
  {
    owner: [owner, owners],
    key,
    after,
  }: { owner: [Column, readonly string[]]; key: readonly KeyOf<T>[]; after: T['$inferSelect'] | null },
): Promise<T['$inferSelect'][]> {
  if (owners.length === 0) return []
  const { db } = open(handle)
  const all = getTableColumns(table) as Record<string, Column>
  const columns = key.flatMap((name) => all[name] ?? [])
  const values: Record<string, unknown> | null = after
  const past =
    values === null
      ? undefined
      : isPast(
          columns,
          key.map((name) => values[name]),
        )
  const rows = await db
    .select()
    .from(table as OwnedTable)
    .where(and(inArray(owner, [...owners]), past))
    .orderBy(...columns.map((column) => asc(column)))
    .limit(key.length === 0 ? -1 : pageSize)
  // The guarantee is Drizzle's own: a row of the table.
  return rows as T['$inferSelect'][]
}

function isPast([first, second]: Column[], [value, tie]: unknown[]) {
  if (first === undefined) return undefined
  return second === undefined ? gt(first, value) : keyset([first, 'asc'], [second, 'asc']).after(value, tie)
}

async function* mapPages<Row, Mapped>(pages: AsyncGenerator<Row[]>, map: (row: Row) => Mapped) {
  for await (const page of pages) yield page.map(map)
}

function withoutSecrets({
  stateHash: _state,
  codeHash: _code,
  browserChallenge: _challenge,
  sealedShortToken: _token,
  ...row
}: OauthStateRow) {
  return withoutLease(row)
}

// So many rows are read between two turns of the event loop.
const pageSize = 100

/** Pages until one is not full. @param read the rows after the given one */
async function* paged<Row>(
  read: (after: Row | null) => PromiseLike<Row[]>,
  full = pageSize,
): AsyncGenerator<Row[], void, undefined> {
  for (let after: Row | null = null; ;) {
    const page: Row[] = await read(after)
    const last = page.at(-1)
    if (last !== undefined) yield page
    if (last === undefined || page.length < full) return
    after = last
    await betweenBatches()
  }
}

/** Events about a user or done by them, oldest first: each of the two is an index of its own. */
async function eventsAfter(handle: Handle, ref: string, after: number) {
  const { db, events } = open(handle)
  const isOnlyBy = sql`(${events.personRef} is null or ${events.personRef} <> ${events.actorRef})`
  const found: EventRow[] = []
  for (const way of [eq(events.personRef, ref), and(eq(events.actorRef, ref), isOnlyBy)]) {
    const rows = await db
      .select()
      .from(events)
      .where(and(way, gt(events.sequence, after)))
      .orderBy(asc(events.sequence))
      .limit(pageSize)
    found.push(...rows)
  }
  return found.toSorted((a, b) => a.sequence - b.sequence).slice(0, pageSize)
}

/** The same at once, for whoever knows that it is little. */
export async function collect(handle: Handle, userId: string) {
  const { person, pages } = await readHoldings(handle, userId)
  const held: Partial<Record<keyof typeof pages, unknown[]>> = {}
  for (const [kind, read] of Object.entries(pages)) {
    const rows: unknown[] = []
    for await (const page of read()) rows.push(...page)
    held[kind as keyof typeof pages] = rows
  }
  // The guarantee: each kind has been read.
  return { ...(held as Record<keyof typeof pages, unknown[]>), person }
}

type LeaseColumn = 'leaseOwner' | 'leasePurpose' | 'leaseUntil' | 'leaseFence' | 'leftOutBy'

function withoutLease<Row extends object>(row: Row): Omit<Row, LeaseColumn> {
  const {
    leaseOwner: _owner,
    leasePurpose: _purpose,
    leaseUntil: _until,
    leaseFence: _fence,
    leftOutBy: _holder,
    ...rest
  } = row as Row & Record<string, unknown>
  return rest as Omit<Row, LeaseColumn>
}
