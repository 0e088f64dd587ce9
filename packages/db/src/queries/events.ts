import { and, asc, eq, gt } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

export type EventRow = Schema['events']['$inferSelect']
export type NewEvent = Omit<EventRow, 'sequence'>

export async function append(handle: Handle, event: NewEvent): Promise<EventRow> {
  const { db, schema } = open(handle)
  const [row] = await db.insert(schema.events).values(event).returning()
  if (!row) throw new Error('The inserted event was not returned')
  return row
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

/** Whether this user ever had an event of this type. */
export async function hasHappened(handle: Handle, userId: string, type: string): Promise<boolean> {
  const { db, schema } = open(handle)
  const { events } = schema
  const rows = await db
    .select({ sequence: events.sequence })
    .from(events)
    .where(and(eq(events.userId, userId), eq(events.type, type)))
    .limit(1)
  return rows.length > 0
}
