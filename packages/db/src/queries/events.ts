import { and, asc, desc, eq, getTableColumns, gt, max, min, sql } from 'drizzle-orm'
import { type Handle, open, type Param, type Params, rowOf, statement } from '../statements/index.ts'
import type { EventRow } from './event-search.ts'

export { listPage, type EventFilter, type EventRow } from './event-search.ts'

/** Adds the next event. The number comes from `installation.takeNext`, in the same transaction. */
export const append = statement.run(({ db, events }, event: Params<EventRow>) =>
  db.insert(events).values(rowOf(events, event)),
)

/** Events after a sequence number, oldest first. */
export const listAfter = statement.all(({ db, events }, { after, limit }: Params<{ after: number; limit: number }>) =>
  db.select().from(events).where(gt(events.sequence, after)).orderBy(asc(events.sequence)).limit(limit),
)

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
  const { db, events } = open(handle)
  const { data, ...columns } = getTableColumns(events)
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
    .from(events)
    .where(gt(events.sequence, after))
    .orderBy(asc(events.sequence))
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

const range = statement.get(({ db, events: { sequence }, events }) =>
  db.select({ first: min(sequence), last: max(sequence) }).from(events),
)

/** The smallest and the largest number that an event has; `null` without events. */
export async function findRange(handle: Handle): Promise<{ first: number | null; last: number | null }> {
  return (await range(handle)) ?? { first: null, last: null }
}

export const find = statement.get(({ db, events }, sequence: Param<number>) =>
  db.select().from(events).where(eq(events.sequence, sequence)),
)

/** The newest event of a type. */
export const findNewest = statement.get(({ db, events }, type: Param<string>) =>
  db.select().from(events).where(eq(events.type, type)).orderBy(desc(events.sequence)).limit(1),
)

/** Whether the user ever connected an account. */
export const hasConnected = statement.any(({ db, events }, personRef: Param<string>) =>
  db
    .select({ sequence: events.sequence })
    .from(events)
    // Word for word as in the index that has only these.
    .where(and(eq(events.personRef, personRef), sql`${events.type} = 'connection.completed'`))
    .limit(1),
)
