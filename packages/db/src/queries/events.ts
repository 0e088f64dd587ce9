import { and, asc, eq, getTableColumns, gt, sql, type SQL } from 'drizzle-orm'
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

export async function find(handle: Handle, sequence: number): Promise<EventRow | undefined> {
  const { db, schema } = open(handle)
  const [row] = await db.select().from(schema.events).where(eq(schema.events.sequence, sequence))
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
