import { and, eq, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { given, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type InstallationRow = Schema['installation']['$inferSelect']

const only = 1

export async function find(handle: Handle): Promise<InstallationRow | undefined> {
  const { db, schema } = open(handle)
  const [row] = await db.select().from(schema.installation).where(eq(schema.installation.id, only))
  return row
}

/** Whether every value of the row stands in the form in which it is written: another form can read the same. */
export async function isWellFormed(handle: Handle): Promise<boolean> {
  // PostgreSQL has one form for each.
  if (handle.dialect !== 'sqlite') return true
  const { db, schema } = open(handle)
  const { id, sealedSecret, lastSequence, lastMac, verifiableFrom, createdAt } = schema.installation
  const kinds = sql.join(
    [sealedSecret, lastSequence, lastMac, verifiableFrom, createdAt].map((column) => sql`typeof(${column})`),
    sql` || ' ' || `,
  )
  const [row] = await db
    .select({ kinds: sql<string>`${kinds}` })
    .from(schema.installation)
    .where(eq(id, only))
  return row?.kinds === 'text integer text integer integer'
}

/** Whether nothing was ever written here: no row of an installation, no event, and nobody whom one names. */
export async function isBlank(handle: Handle): Promise<boolean> {
  const { db, schema } = open(handle)
  const { installation, events, people } = schema
  const found = [
    await db
      .select({ one: sql`1` })
      .from(installation)
      .limit(1),
    await db
      .select({ one: sql`1` })
      .from(events)
      .limit(1),
    await db
      .select({ one: sql`1` })
      .from(people)
      .limit(1),
  ]
  return found.every((rows) => rows.length === 0)
}

/**
 * Makes the one row unless it is there. Of two processes that start at once the first one's stays.
 * @param installation `lastMac`: the code of the end of a log without events
 */
export async function create(
  handle: Handle,
  { sealedSecret, lastMac = '', now }: { sealedSecret: string; lastMac?: string; now: Date },
): Promise<void> {
  const { db, schema } = open(handle)
  await db
    .insert(schema.installation)
    .values({ id: only, sealedSecret, lastSequence: 0, lastMac, verifiableFrom: 1, createdAt: now })
    .onConflictDoNothing()
}

const taken = preparedWrite<object, { sequence: number; previousMac: string }>(
  (db, { installation }) =>
    db
      .update(installation)
      .set({ lastSequence: sql`${installation.lastSequence} + 1` })
      .where(eq(installation.id, only))
      .returning({ sequence: installation.lastSequence, previousMac: installation.lastMac }),
  ({ installation }) => ({ sequence: installation.lastSequence, previousMac: installation.lastMac }),
)

const lastEvent = preparedRead<Record<string, never>, { sequence: number; previousMac: string }>(
  (db, { installation }) =>
    db
      .select({ sequence: installation.lastSequence, previousMac: installation.lastMac })
      .from(installation)
      .where(eq(installation.id, only)),
)

/**
 * The number of the next event and the code of the end of the log before it. Whoever asks next waits until this
 * transaction ends; the event is to be saved as the last one before.
 */
export async function takeNext(tx: Handle): Promise<{ sequence: number; previousMac: string }> {
  // SQLite runs transactions one by one anyway; elsewhere the write is what takes the lock.
  if (tx.dialect === 'sqlite') {
    const [last] = await lastEvent(tx, {})
    if (last) return { ...last, sequence: last.sequence + 1 }
  }
  const [row] = await taken(tx, {})
  if (!row) throw new Error('The installation has no row')
  return row
}

const withLast = preparedWrite<{ sequence: number; mac: string }>((db, { installation }) =>
  db
    .update(installation)
    .set({ lastSequence: given(installation.lastSequence, 'sequence'), lastMac: given(installation.lastMac, 'mac') })
    .where(eq(installation.id, only)),
)

/** The last event from now on. */
export async function saveLast(tx: Handle, last: { sequence: number; mac: string }): Promise<void> {
  await withLast(tx, last)
}

/** Only if it is still the one that was opened. @returns whether it was */
export async function replaceSecret(handle: Handle, old: string, changes: { sealedSecret: string }): Promise<boolean> {
  const { db, schema } = open(handle)
  const { installation } = schema
  const rows = await db
    .update(installation)
    .set(changes)
    .where(and(eq(installation.id, only), eq(installation.sealedSecret, old)))
    .returning({ id: installation.id })
  return rows.length > 0
}

/** The next event is the first one of a new secret. @param start `lastMac`: the code of the end, made with that secret */
export async function startAnew(tx: Handle, start: { verifiableFrom: number; lastMac: string }): Promise<void> {
  const { db, schema } = open(tx)
  await db.update(schema.installation).set(start).where(eq(schema.installation.id, only))
}
