import { and, desc, eq, gte, inArray, lt, or, sql, type SQL } from 'drizzle-orm'
import { betweenBatches, type Handle, keyset, open, unindexed } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type EventRow = Schema['events']['$inferSelect']

export interface EventFilter {
  types?: readonly string[] | undefined
  /** Events about the person or done by them. */
  personRef?: string | undefined
  accountId?: string | undefined
  requestId?: string | undefined
  /** From this instant on. */
  since?: Date | undefined
  /** Before this instant. */
  until?: Date | undefined
}

interface Page {
  /** A sequence number, not included. */
  before: number | null
  limit: number
}

// So many events of an index are looked at between two turns of the event loop.
const batchSize = 500

/**
 * A page of the events that a filter lets through, newest first: by number, or by time where a time and no user is
 * asked for.
 * It goes down one index, the one that leaves the fewest, in batches: however long the log is, everybody else's
 * questions are answered in between.
 * @param page.before a sequence number, not included
 */
export async function listPage(handle: Handle, filter: EventFilter, page: Page): Promise<EventRow[]> {
  const { schema } = open(handle)
  const { ways, rest } = planOf(schema, filter)
  const isOfOne = filter.requestId ?? filter.accountId ?? filter.personRef
  const isOfTime = filter.since ?? filter.until
  if (isOfOne === undefined && isOfTime !== undefined) return walkByTime(handle, filter, page)
  if (ways.length > 0) return walk(handle, { ways, rest }, page)
  return read(handle, { way: undefined, rest: undefined }, { from: page.before, floor: 0, limit: page.limit })
}

interface Plan {
  /** Each is answered by an index that ends with the sequence; together they are what is looked through. */
  ways: SQL[]
  /** What is asked of an event beside. */
  rest: SQL | undefined
}

function planOf({ events }: Schema, filter: EventFilter): Plan {
  const { types, personRef, accountId, requestId, since, until } = filter
  const times = and(
    since === undefined ? undefined : gte(events.createdAt, since),
    until === undefined ? undefined : lt(events.createdAt, until),
  )
  const ofType = types === undefined ? undefined : inArray(unindexed(events.type), [...types])
  const isAbout = personRef === undefined ? undefined : eq(unindexed(events.personRef), personRef)
  const isBy = personRef === undefined ? undefined : eq(unindexed(events.actorRef), personRef)
  const ofPerson = or(isAbout, isBy)
  const ofAccount = accountId === undefined ? undefined : eq(unindexed(events.accountId), accountId)
  if (requestId !== undefined) {
    return { ways: [eq(events.requestId, requestId)], rest: and(ofPerson, ofAccount, ofType, times) }
  }
  if (accountId !== undefined) {
    return { ways: [eq(events.accountId, accountId)], rest: and(ofPerson, ofType, times) }
  }
  if (personRef !== undefined) {
    const isOnlyBy = sql`(${events.personRef} is null or ${events.personRef} <> ${events.actorRef})`
    return {
      // The guarantee of `and`: two conditions are one.
      ways: [eq(events.personRef, personRef), and(eq(events.actorRef, personRef), isOnlyBy) as SQL],
      rest: and(ofType, times),
    }
  }
  return { ways: [...new Set(types)].map((type) => eq(events.type, type)), rest: times }
}

async function walk(handle: Handle, { ways, rest }: Plan, { before, limit }: Page): Promise<EventRow[]> {
  const found: EventRow[] = []
  for (let from = before; ;) {
    const floor = rest === undefined ? 0 : await floorOf(handle, ways, from)
    const rows: EventRow[] = []
    for (const way of ways) {
      rows.push(...(await read(handle, { way, rest }, { from, floor, limit: limit - found.length })))
    }
    found.push(...rows.toSorted((a, b) => b.sequence - a.sequence))
    if (floor === 0 || found.length >= limit) return found.slice(0, limit)
    from = floor
    await betweenBatches()
  }
}

/** Down to which number no way has more than a batch; 0 when all that is left is less. */
async function floorOf(handle: Handle, ways: readonly SQL[], from: number | null): Promise<number> {
  const { db, events } = open(handle)
  let floor = 0
  for (const way of ways) {
    const [last] = await db
      .select({ sequence: events.sequence })
      .from(events)
      .where(and(way, from === null ? undefined : lt(events.sequence, from)))
      .orderBy(desc(events.sequence))
      .limit(1)
      .offset(batchSize - 1)
    floor = Math.max(floor, last?.sequence ?? 0)
  }
  return floor
}

/** @param range.from not included; `range.floor` is */
async function read(
  handle: Handle,
  { way, rest }: { way: SQL | undefined; rest: SQL | undefined },
  { from, floor, limit }: { from: number | null; floor: number; limit: number },
): Promise<EventRow[]> {
  const { db, events } = open(handle)
  return db
    .select()
    .from(events)
    .where(
      and(
        way,
        from === null ? undefined : lt(events.sequence, from),
        floor === 0 ? undefined : gte(events.sequence, floor),
        rest,
      ),
    )
    .orderBy(desc(events.sequence))
    .limit(limit)
}

type Instant = Pick<EventRow, 'createdAt' | 'sequence'>

/** A time is asked for, and perhaps types. A clock that was put back has made the order of the numbers another one. */
async function walkByTime(
  handle: Handle,
  { types, since, until }: EventFilter,
  { before, limit }: Page,
): Promise<EventRow[]> {
  const { db, events } = open(handle)
  const ofType = types === undefined ? undefined : inArray(unindexed(events.type), [...types])
  const ofTime = and(
    since === undefined ? undefined : gte(events.createdAt, since),
    until === undefined ? undefined : lt(events.createdAt, until),
  )
  const { order, after, upTo } = keyset([events.createdAt, 'desc'], [events.sequence, 'desc'])
  const found: EventRow[] = []
  let from = before === null ? undefined : await instantOf(handle, before)
  for (;;) {
    const isIn = and(ofTime, from && after(from.createdAt, from.sequence))
    const [end] =
      ofType === undefined
        ? []
        : await db
            .select({ createdAt: events.createdAt, sequence: events.sequence })
            .from(events)
            .where(isIn)
            .orderBy(...order)
            .limit(1)
            .offset(batchSize - 1)
    const rows = await db
      .select()
      .from(events)
      .where(and(isIn, end && upTo(end.createdAt, end.sequence), ofType))
      .orderBy(...order)
      .limit(limit - found.length)
    found.push(...rows)
    if (end === undefined || found.length >= limit) return found
    from = end
    await betweenBatches()
  }
}

async function instantOf(handle: Handle, sequence: number): Promise<Instant | undefined> {
  const { db, events } = open(handle)
  const [row] = await db
    .select({ createdAt: events.createdAt, sequence: events.sequence })
    .from(events)
    .where(eq(events.sequence, sequence))
  return row
}
