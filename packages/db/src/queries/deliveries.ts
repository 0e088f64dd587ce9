import { and, asc, count, eq, gt, inArray, lte, or, sql, type Column, type SQL } from 'drizzle-orm'
import { type Handle, keyset, open, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { deliveryChannels } from '../schema/enums.ts'
import { hasEnded, type LeaseRequest } from './leases.ts'

export type DeliveryRow = Schema['deliveries']['$inferSelect']
export type DeliveryChannel = DeliveryRow['channel']
export type DeliveryStatus = DeliveryRow['status']

const cursorOf = statement.pluck(
  ({ db, deliveryCursors: { channel, sequence }, deliveryCursors }, name: Param<string>) =>
    db.select({ sequence }).from(deliveryCursors).where(eq(channel, name)),
)

/** Up to which event the channel has its messages; `undefined` before it was ever used. */
export async function findCursor(handle: Handle, channel: DeliveryChannel): Promise<number | undefined> {
  const [sequence] = await cursorOf(handle, channel)
  return sequence
}

/** Makes the cursor of a channel that is used for the first time. */
export const startCursor = statement.run(
  ({ db, deliveryCursors }, channel: Param<DeliveryChannel>, sequence: Param<number>) =>
    db.insert(deliveryCursors).values({ channel, sequence }).onConflictDoNothing(),
)

/** Moves the cursor on, if nobody did meanwhile. @returns whether the caller did */
export const moveCursor = statement.any(
  ({ db, deliveryCursors }, channel: Param<DeliveryChannel>, { from, to }: Params<{ from: number; to: number }>) =>
    db
      .update(deliveryCursors)
      .set({ sequence: to })
      .where(and(eq(deliveryCursors.channel, channel), eq(deliveryCursors.sequence, from)))
      .returning({ channel: deliveryCursors.channel }),
)

export type NewDelivery = Pick<DeliveryRow, 'id' | 'channel' | 'eventSequence' | 'type' | 'createdAt'>

export async function insert(tx: Handle, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length === 0) return
  const { db, deliveries } = open(tx)
  const waiting = rows.map((row) => ({ ...row, status: 'pending' as const, nextAttemptAt: row.createdAt }))
  await db.insert(deliveries).values(waiting)
}

/** What is due now. Tries and leases that lie further ahead than the latest were written by a wrong clock: due as well. */
export interface DueDeliveries {
  now: Date
  latestAttempt: Date
  latestLease: Date
}

interface DueOf extends DueDeliveries {
  channel: DeliveryChannel
  limit: number
}

// Two questions, each of which the index of what waits answers alone.
const dueWhere = (isTime: (column: Column, due: Params<DueOf>) => SQL) =>
  statement.all(({ db, deliveries }, due: Params<DueOf>) =>
    db
      .select()
      .from(deliveries)
      .where(
        and(
          eq(deliveries.channel, due.channel),
          isTime(deliveries.nextAttemptAt, due),
          isPending(deliveries),
          hasEnded(deliveries, due.now, due.latestLease),
        ),
      )
      .orderBy(asc(deliveries.nextAttemptAt), asc(deliveries.eventSequence))
      .limit(due.limit),
  )
const dueByNow = dueWhere((column, { now }) => lte(column, now))
const dueTooLate = dueWhere((column, { latestAttempt }) => gt(column, latestAttempt))

/** Messages whose time has come and that nobody is sending, the longest due first. */
export async function listDue(
  handle: Handle,
  channels: readonly DeliveryChannel[],
  due: DueDeliveries & { limit: number },
): Promise<DeliveryRow[]> {
  const found: DeliveryRow[] = []
  for (const channel of channels) {
    for (const read of [dueByNow, dueTooLate]) found.push(...(await read(handle, { ...due, channel })))
  }
  return found
    .toSorted((a, b) => +a.nextAttemptAt - +b.nextAttemptAt || a.eventSequence - b.eventSequence)
    .slice(0, due.limit)
}

/** In the words of the index that has only these. */
function isPending({ status }: Schema['deliveries']): SQL {
  return sql`${status} = 'pending'`
}

type Claim = DueDeliveries & Pick<LeaseRequest, 'owner' | 'leaseUntil'>

/** Takes one message for one sender. */
export const claim = statement.any(({ db, deliveries }, id: Param<string>, request: Params<Claim>) =>
  db
    .update(deliveries)
    .set({ leaseOwner: request.owner, leaseUntil: request.leaseUntil })
    .where(
      and(
        eq(deliveries.id, id),
        isPending(deliveries),
        or(lte(deliveries.nextAttemptAt, request.now), gt(deliveries.nextAttemptAt, request.latestAttempt)),
        hasEnded(deliveries, request.now, request.latestLease),
      ),
    )
    .returning({ id: deliveries.id }),
)

type Outcome = Pick<DeliveryRow, 'status' | 'attempts' | 'nextAttemptAt' | 'lastFailure' | 'endedAt'>

/** What a try led to. Only its sender may say so. */
export const settle = statement.run(
  ({ db, deliveries }, sent: Params<{ id: string; owner: string }>, outcome: Params<Outcome>) => {
    const { status, attempts, nextAttemptAt, lastFailure, endedAt } = outcome
    return db
      .update(deliveries)
      .set({ status, attempts, nextAttemptAt, lastFailure, endedAt, leaseOwner: null, leaseUntil: null })
      .where(and(eq(deliveries.id, sent.id), eq(deliveries.leaseOwner, sent.owner)))
  },
)

/** Where a page ended. */
export type DeliveryPosition = Pick<DeliveryRow, 'eventSequence' | 'channel'>

const pageOf = statement.all(
  ({ db, deliveries }, status: Param<DeliveryStatus>, page: Params<DeliveryPosition & { limit: number }>) => {
    const { order, after } = keyset([deliveries.eventSequence, 'desc'], [deliveries.channel, 'asc'])
    return db
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.status, status), after(page.eventSequence, page.channel)))
      .orderBy(...order)
      .limit(page.limit)
  },
)

/** A page of the messages of a status, newest event first, after the given one. */
export async function list(
  handle: Handle,
  status: DeliveryStatus,
  { after, limit }: { after: DeliveryPosition | null; limit: number },
): Promise<DeliveryRow[]> {
  const position = after ?? { eventSequence: Number.MAX_SAFE_INTEGER, channel: 'callback' }
  return pageOf(handle, status, { ...position, limit })
}

/** Lets dead messages be tried again from the start. @returns the ids that were dead */
export async function redrive(handle: Handle, ids: readonly string[], now: Date): Promise<string[]> {
  if (ids.length === 0) return []
  const { db, deliveries } = open(handle)
  const rows = await db
    .update(deliveries)
    .set({ status: 'pending', attempts: 0, nextAttemptAt: now, endedAt: null, leaseOwner: null, leaseUntil: null })
    .where(and(inArray(deliveries.id, [...ids]), eq(deliveries.status, 'dead')))
    .returning({ id: deliveries.id })
  return rows.map(({ id }) => id)
}

// Beyond it nobody needs to know how many: how long they wait says more.
const mostCounted = 10_000

const countOf = statement.count(({ db, deliveries }, wanted: Param<DeliveryStatus>) => {
  const { status } = deliveries
  const some = db.select({ status }).from(deliveries).where(eq(status, wanted)).limit(mostCounted)
  return db.select({ count: count() }).from(some.as('some'))
})

/** How many messages wait or are dead; of more than ten thousand, ten thousand. */
export async function countOpen(handle: Handle): Promise<{ pending: number; dead: number }> {
  return { pending: await countOf(handle, 'pending'), dead: await countOf(handle, 'dead') }
}

const longestDue = statement.pluck(({ db, deliveries }, channel: Param<DeliveryChannel>, now: Param<Date>) => {
  const { nextAttemptAt, eventSequence } = deliveries
  return db
    .select({ nextAttemptAt })
    .from(deliveries)
    .where(and(eq(deliveries.channel, channel), isPending(deliveries), lte(nextAttemptAt, now)))
    .orderBy(asc(nextAttemptAt), asc(eventSequence))
    .limit(1)
})

/** Since when the longest due message waits for its first or its next try; `null` when none is due. */
export async function findDueSince(handle: Handle, now: Date): Promise<Date | null> {
  const instants: Date[] = []
  for (const channel of deliveryChannels) instants.push(...(await longestDue(handle, channel, now)))
  return instants.toSorted((a, b) => +a - +b)[0] ?? null
}
