import { and, asc, desc, eq, getTableColumns, gt, max, min, sql, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export { listPage, type EventFilter } from './event-search.ts'

export type EventRow = Schema['events']['$inferSelect']

const appended = preparedWrite<EventRow>((db, { events }) => {
  const columns = getTableColumns(events)
  // The guarantee: a place for each column, all of which an event has.
  return db.insert(events).values(givenColumns(columns, Object.keys(columns)) as Record<keyof EventRow, SQL>)
})

/** Adds the next event. The number comes from `installation.takeNext`, in the same transaction. */
export async function append(handle: Handle, event: EventRow): Promise<void> {
  await appended(handle, event)
}

/** Events after a sequence number, oldest first. */
export async function listAfter(
  handle: Handle,
  { after, limit }: { after: number; limit: number },
): Promise<EventRow[]> {
  const { db, schema } = open(handle)
  const { events } = schema
  return db.select().from(events).where(gt(events.sequence, after)).orderBy(asc(events.sequence)).limit(limit)
}

/** An event as it stands in the database, which need not be as `append` wrote it. */
export type StoredEvent = Omit<EventRow, 'data'> & {
  data: unknown
  /** Whether every value stands in the form in which `append` writes it: another form can read the same. */
  isWellFormed: boolean
}

/** The same events, for whoever looks for changes: nothing that stands there makes it fail. */
export async function listStoredAfter(
  handle: Handle,
  { after, limit }: { after: number; limit: number },
): Promise<StoredEvent[]> {
  const { db, schema } = open(handle)
  const { data, ...columns } = getTableColumns(schema.events)
  const isSqlite = handle.dialect === 'sqlite'
  const rows = await db
    .select({
      ...columns,
      text: sql<string | null>`cast(${data} as text)`,
      // SQLite keeps in a column whatever it is given.
      kinds: isSqlite
        ? sql<string>`typeof(${data}) || ' ' || typeof(${columns.createdAt})`
        : sql<string>`'text integer'`,
    })
    .from(schema.events)
    .where(gt(schema.events.sequence, after))
    .orderBy(asc(schema.events.sequence))
    .limit(limit)
  return rows.map(({ text, kinds, ...row }) => {
    const value = parsed(text)
    // PostgreSQL has one form for equal values, and not JavaScript's.
    const isItsText = !isSqlite || JSON.stringify(value) === text
    return { ...row, data: value, isWellFormed: value !== undefined && isItsText && kinds === 'text integer' }
  })
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}

/** The smallest and the largest number that an event has; `null` without events. */
export async function findRange(handle: Handle): Promise<{ first: number | null; last: number | null }> {
  const { db, schema } = open(handle)
  const { sequence } = schema.events
  const [row] = await db.select({ first: min(sequence), last: max(sequence) }).from(schema.events)
  return { first: row?.first ?? null, last: row?.last ?? null }
}

export async function find(handle: Handle, sequence: number): Promise<EventRow | undefined> {
  const { db, schema } = open(handle)
  const [row] = await db.select().from(schema.events).where(eq(schema.events.sequence, sequence))
  return row
}

/** The newest event of a type. */
export async function findNewest(handle: Handle, type: string): Promise<EventRow | undefined> {
  const { db, schema } = open(handle)
  const { events } = schema
  const [row] = await db.select().from(events).where(eq(events.type, type)).orderBy(desc(events.sequence)).limit(1)
  return row
}

/** Whether the person ever connected an account. */
export async function hasConnected(handle: Handle, personRef: string): Promise<boolean> {
  const { db, schema } = open(handle)
  const { events } = schema
  const rows = await db
    .select({ sequence: events.sequence })
    .from(events)
    // Word for word as in the index that has only these.
    .where(and(eq(events.personRef, personRef), sql`${events.type} = 'connection.completed'`))
    .limit(1)
  return rows.length > 0
}
