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

/** Makes the one row unless it is there. Of two processes that start at once the first one's stays. */
export async function create(
  handle: Handle,
  { sealedSecret, now }: { sealedSecret: string; now: Date },
): Promise<void> {
  const { db, schema } = open(handle)
  await db
    .insert(schema.installation)
    .values({ id: only, sealedSecret, lastSequence: 0, lastMac: '', verifiableFrom: 1, createdAt: now })
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
 * The number of the next event and the code of the last one. Whoever asks next waits until this transaction ends; the
 * event is to be saved as the last one before.
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
export async function replaceSecret(
  handle: Handle,
  old: string,
  changes: { sealedSecret: string; verifiableFrom?: number; lastMac?: string },
): Promise<boolean> {
  const { db, schema } = open(handle)
  const { installation } = schema
  const rows = await db
    .update(installation)
    .set(changes)
    .where(and(eq(installation.id, only), eq(installation.sealedSecret, old)))
    .returning({ id: installation.id })
  return rows.length > 0
}
