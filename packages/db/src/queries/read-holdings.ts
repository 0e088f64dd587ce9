import { and, asc, eq, gt, gte, inArray, or, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import * as accountLists from './account-lists.ts'
import type { AccountRow } from './accounts.ts'
import * as people from './people.ts'
import { betweenPieces } from './pieces.ts'

/**
 * Everything that is held on a person, kind by kind and page by page, without what is secret: tokens, hashes, keys and
 * leases. Nothing is read before its page is asked for, and everybody else's work goes on between two pages.
 */
export async function readHoldings(handle: Handle, userId: string) {
  const ownAccounts = await accountLists.listAllOf(handle, userId)
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

/** Of each kind the pages, where the kinds stand in the order in which a person reads them. */
function pagesOf(handle: Handle, { userId, ref, ownAccounts, ids }: Holder) {
  const { db, schema } = open(handle)
  const { connectionAttempts, dailyMetrics, followerCounts, followerDays, periodReach, media, syncRuns } = schema
  const { audiences, callBudgets, notifications, supportTickets, achievements, creditEntries, oauthStates } = schema
  const whole = <Row>(read: () => PromiseLike<Row[]>) => paged<Row>(() => read(), Infinity)
  return {
    accounts: () => whole(async () => ownAccounts.map(withoutLease)),
    connectionFlows: () =>
      whole(async () => {
        const rows = await db.select().from(oauthStates).where(eq(oauthStates.userId, userId))
        return rows.map(
          ({ stateHash: _state, codeHash: _code, browserChallenge: _challenge, sealedShortToken: _token, ...row }) =>
            withoutLease(row),
        )
      }),
    connectionAttempts: () =>
      paged(async (after: { id: number } | null) => {
        const { id, userId: owner } = connectionAttempts
        const rows = await db
          .select()
          .from(connectionAttempts)
          .where(and(eq(owner, userId), gt(id, after?.id ?? 0)))
          .orderBy(asc(id))
          .limit(pageSize)
        return rows.map(({ stateHash: _state, ...row }) => row)
      }),
    dailyMetrics: () =>
      ofEach(ids, (accountId) => (after: { day: string } | null) => {
        const { day, accountId: owner } = dailyMetrics
        return db
          .select()
          .from(dailyMetrics)
          .where(and(eq(owner, accountId), gt(day, after?.day ?? '')))
          .orderBy(asc(day))
          .limit(pageSize)
      }),
    followerCounts: () =>
      ofEach(ids, (accountId) => (after: { takenAt: Date } | null) => {
        const { takenAt, accountId: owner } = followerCounts
        return db
          .select()
          .from(followerCounts)
          .where(and(eq(owner, accountId), after === null ? undefined : gt(takenAt, after.takenAt)))
          .orderBy(asc(takenAt))
          .limit(pageSize)
      }),
    followerDays: () =>
      ofEach(ids, (accountId) => (after: { day: string } | null) => {
        const { day, accountId: owner } = followerDays
        return db
          .select()
          .from(followerDays)
          .where(and(eq(owner, accountId), gt(day, after?.day ?? '')))
          .orderBy(asc(day))
          .limit(pageSize)
      }),
    periodReach: () =>
      ofEach(ids, (accountId) => (after: { days: number; lastDay: string } | null) => {
        const { days, lastDay, accountId: owner } = periodReach
        return db
          .select()
          .from(periodReach)
          .where(
            and(
              eq(owner, accountId),
              gte(days, after?.days ?? 0),
              after === null ? undefined : or(gt(days, after.days), gt(lastDay, after.lastDay)),
            ),
          )
          .orderBy(asc(days), asc(lastDay))
          .limit(pageSize)
      }),
    media: () =>
      ofEach(ids, (accountId) => (after: { mediaId: string } | null) => {
        const { mediaId, accountId: owner } = media
        return db
          .select()
          .from(media)
          .where(and(eq(owner, accountId), gt(mediaId, after?.mediaId ?? '')))
          .orderBy(asc(mediaId))
          .limit(pageSize)
      }),
    syncRuns: () =>
      ofEach(ids, (accountId) => (after: { startedAt: Date; id: string } | null) => {
        const { startedAt, id, accountId: owner } = syncRuns
        return db
          .select()
          .from(syncRuns)
          .where(
            and(
              eq(owner, accountId),
              after === null
                ? undefined
                : and(gte(startedAt, after.startedAt), or(gt(startedAt, after.startedAt), gt(id, after.id))),
            ),
          )
          .orderBy(asc(startedAt), asc(id))
          .limit(pageSize)
      }),
    audiences: () =>
      whole(() =>
        db
          .select()
          .from(audiences)
          .where(inArray(audiences.accountId, notNone(ids))),
      ),
    callBudgets: () =>
      whole(() =>
        db
          .select()
          .from(callBudgets)
          .where(inArray(callBudgets.scope, notNone(ids))),
      ),
    notifications: () =>
      paged((after: { id: number } | null) => {
        const { id, userId: owner } = notifications
        return db
          .select()
          .from(notifications)
          .where(and(eq(owner, userId), gt(id, after?.id ?? 0)))
          .orderBy(asc(id))
          .limit(pageSize)
      }),
    supportTickets: () =>
      paged((after: { id: number } | null) => {
        const { id, userId: owner } = supportTickets
        return db
          .select()
          .from(supportTickets)
          .where(and(eq(owner, userId), gt(id, after?.id ?? 0)))
          .orderBy(asc(id))
          .limit(pageSize)
      }),
    achievements: () => whole(() => db.select().from(achievements).where(eq(achievements.personRef, ref))),
    credits: () =>
      paged((after: { id: number } | null) => {
        const { id, ledgerAccount } = creditEntries
        return db
          .select()
          .from(creditEntries)
          .where(and(eq(ledgerAccount, ref), gt(id, after?.id ?? 0)))
          .orderBy(asc(id))
          .limit(pageSize)
      }),
    events: () => paged((after: { sequence: number } | null) => eventsAfter(handle, ref, after?.sequence ?? 0)),
  }
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
    await betweenPieces()
  }
}

/** The same of one account after another. */
async function* ofEach<Key, Row extends Key>(
  ids: readonly string[],
  readOf: (accountId: string) => (after: Key | null) => PromiseLike<Row[]>,
): AsyncGenerator<Row[], void, undefined> {
  for (const id of ids.toSorted()) yield* paged<Row>(readOf(id))
}

/** Events about a person or done by them, oldest first: each of the two is an index of its own. */
async function eventsAfter(handle: Handle, ref: string, after: number) {
  const { db, schema } = open(handle)
  const { events } = schema
  const isOnlyBy = sql`(${events.personRef} is null or ${events.personRef} <> ${events.actorRef})`
  const found = []
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

const notNone = (ids: readonly string[]) => (ids.length === 0 ? [''] : [...ids])

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
