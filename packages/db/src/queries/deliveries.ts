import { and, asc, count, desc, eq, gt, inArray, isNull, lt, lte, or, sql, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { given } from '../prepared-write.ts'
import { deliveryChannels } from '../schema/enums.ts'
import type { Schema } from '../schema/define.ts'

export type DeliveryRow = Schema['deliveries']['$inferSelect']
export type DeliveryChannel = DeliveryRow['channel']
export type DeliveryStatus = DeliveryRow['status']

/** Up to which event the channel has its messages; `undefined` before it was ever used. */
export async function findCursor(handle: Handle, channel: DeliveryChannel): Promise<number | undefined> {
  const { db, schema } = open(handle)
  const { deliveryCursors } = schema
  const [row] = await db.select().from(deliveryCursors).where(eq(deliveryCursors.channel, channel))
  return row?.sequence
}

/** Makes the cursor of a channel that is used for the first time. */
export async function startCursor(handle: Handle, channel: DeliveryChannel, sequence: number): Promise<void> {
  const { db, schema } = open(handle)
  await db.insert(schema.deliveryCursors).values({ channel, sequence }).onConflictDoNothing()
}

/** Moves the cursor on, if nobody did meanwhile. @returns whether the caller did */
export async function moveCursor(
  tx: Handle,
  channel: DeliveryChannel,
  { from, to }: { from: number; to: number },
): Promise<boolean> {
  const { db, schema } = open(tx)
  const { deliveryCursors } = schema
  const rows = await db
    .update(deliveryCursors)
    .set({ sequence: to })
    .where(and(eq(deliveryCursors.channel, channel), eq(deliveryCursors.sequence, from)))
    .returning({ channel: deliveryCursors.channel })
  return rows.length > 0
}

export type NewDelivery = Pick<DeliveryRow, 'id' | 'channel' | 'eventSequence' | 'type' | 'createdAt'>

export async function insert(tx: Handle, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length === 0) return
  const { db, schema } = open(tx)
  await db
    .insert(schema.deliveries)
    .values(rows.map((row) => ({ ...row, status: 'pending' as const, nextAttemptAt: row.createdAt })))
}

/** What is due now. Tries and leases that lie further ahead than the latest were written by a wrong clock: due as well. */
export interface DueDeliveries {
  now: Date
  latestAttempt: Date
  latestLease: Date
}

/** Messages whose time has come and that nobody is sending, the longest due first. */
export async function listDue(
  handle: Handle,
  channels: readonly DeliveryChannel[],
  { limit, ...due }: DueDeliveries & { limit: number },
): Promise<DeliveryRow[]> {
  const { db, schema } = open(handle)
  const { deliveries } = schema
  const { channel, nextAttemptAt, eventSequence } = deliveries
  const found: DeliveryRow[] = []
  for (const name of channels) {
    // Questions, each of which the index of what waits answers alone.
    for (const isTime of [lte(nextAttemptAt, due.now), gt(nextAttemptAt, due.latestAttempt)]) {
      const rows = await db
        .select()
        .from(deliveries)
        .where(and(eq(channel, name), isTime, isPending(schema), isFree(schema, due)))
        .orderBy(asc(nextAttemptAt), asc(eventSequence))
        .limit(limit)
      found.push(...rows)
    }
  }
  return found
    .toSorted((a, b) => +a.nextAttemptAt - +b.nextAttemptAt || a.eventSequence - b.eventSequence)
    .slice(0, limit)
}

/** In the words of the index that has only these. */
function isPending({ deliveries }: Schema): SQL {
  return sql`${deliveries.status} = 'pending'`
}

function isFree({ deliveries }: Schema, { now, latestLease }: Pick<DueDeliveries, 'now' | 'latestLease'>) {
  return or(isNull(deliveries.leaseUntil), lte(deliveries.leaseUntil, now), gt(deliveries.leaseUntil, latestLease))
}

function isDue(schema: Schema, { now, latestAttempt, latestLease }: DueDeliveries) {
  const { deliveries } = schema
  return and(
    eq(deliveries.status, 'pending'),
    or(lte(deliveries.nextAttemptAt, now), gt(deliveries.nextAttemptAt, latestAttempt)),
    isFree(schema, { now, latestLease }),
  )
}

/** Takes one message for one sender. */
export async function claim(
  handle: Handle,
  id: string,
  { owner, leaseUntil, ...due }: DueDeliveries & { owner: string; leaseUntil: Date },
): Promise<boolean> {
  const { db, schema } = open(handle)
  const { deliveries } = schema
  const rows = await db
    .update(deliveries)
    .set({ leaseOwner: owner, leaseUntil })
    .where(and(eq(deliveries.id, id), isDue(schema, due)))
    .returning({ id: deliveries.id })
  return rows.length > 0
}

/** What a try led to. Only its sender may say so. */
export async function settle(
  handle: Handle,
  { id, owner }: { id: string; owner: string },
  outcome: Pick<DeliveryRow, 'status' | 'attempts' | 'nextAttemptAt' | 'lastFailure' | 'endedAt'>,
): Promise<void> {
  const { db, schema } = open(handle)
  const { deliveries } = schema
  await db
    .update(deliveries)
    .set({ ...outcome, leaseOwner: null, leaseUntil: null })
    .where(and(eq(deliveries.id, id), eq(deliveries.leaseOwner, owner)))
}

/** Where a page ended. */
export type DeliveryPosition = Pick<DeliveryRow, 'eventSequence' | 'channel'>

/** A page of the messages of a status, newest event first, after the given one. */
export async function list(
  handle: Handle,
  status: DeliveryStatus,
  { after, limit }: { after: DeliveryPosition | null; limit: number },
): Promise<DeliveryRow[]> {
  const { db, schema } = open(handle)
  const { deliveries } = schema
  return db
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.status, status),
        after === null
          ? undefined
          : // One upper bound, so that the index is entered where the page before has ended.
            and(
              lte(deliveries.eventSequence, after.eventSequence),
              or(lt(deliveries.eventSequence, after.eventSequence), gt(deliveries.channel, after.channel)),
            ),
      ),
    )
    .orderBy(desc(deliveries.eventSequence), asc(deliveries.channel))
    .limit(limit)
}

/** Lets dead messages be tried again from the start. @returns the ids that were dead */
export async function revive(handle: Handle, ids: readonly string[], now: Date): Promise<string[]> {
  if (ids.length === 0) return []
  const { db, schema } = open(handle)
  const { deliveries } = schema
  const rows = await db
    .update(deliveries)
    .set({ status: 'pending', attempts: 0, nextAttemptAt: now, endedAt: null, leaseOwner: null, leaseUntil: null })
    .where(and(inArray(deliveries.id, [...ids]), eq(deliveries.status, 'dead')))
    .returning({ id: deliveries.id })
  return rows.map(({ id }) => id)
}

// Beyond it nobody needs to know how many: how long they wait says more.
const mostCounted = 10_000

const countedOf = preparedRead<{ status: DeliveryStatus }, { count: number }>((db, { deliveries }) => {
  const { status } = deliveries
  const some = db
    .select({ status })
    .from(deliveries)
    .where(eq(status, given(status, 'status')))
    .limit(mostCounted)
  return db.select({ count: count() }).from(some.as('some'))
})

/** How many messages wait or are dead; of more than ten thousand, ten thousand. */
export async function countOpen(handle: Handle): Promise<{ pending: number; dead: number }> {
  const countOf = async (status: DeliveryStatus): Promise<number> => {
    const [row] = await countedOf(handle, { status })
    return row?.count ?? 0
  }
  return { pending: await countOf('pending'), dead: await countOf('dead') }
}

const longestDue = preparedRead<{ channel: DeliveryChannel; now: Date }, { nextAttemptAt: Date }>((db, schema) => {
  const { channel, nextAttemptAt, eventSequence } = schema.deliveries
  return db
    .select({ nextAttemptAt })
    .from(schema.deliveries)
    .where(
      and(eq(channel, given(channel, 'channel')), isPending(schema), lte(nextAttemptAt, given(nextAttemptAt, 'now'))),
    )
    .orderBy(asc(nextAttemptAt), asc(eventSequence))
    .limit(1)
})

/** Since when the longest due message waits for its first or its next try; `null` when none is due. */
export async function findDueSince(handle: Handle, now: Date): Promise<Date | null> {
  let since: Date | null = null
  for (const channel of deliveryChannels) {
    const [oldest] = await longestDue(handle, { channel, now })
    if (oldest && (since === null || oldest.nextAttemptAt < since)) since = oldest.nextAttemptAt
  }
  return since
}
