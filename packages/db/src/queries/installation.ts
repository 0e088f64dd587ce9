import { and, eq, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
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

/** The number of the next event and the code of the last one. Whoever asks next waits until this transaction ends. */
export async function takeNext(tx: Handle): Promise<{ sequence: number; previousMac: string }> {
  const [row] = await taken(tx, {})
  if (!row) throw new Error('The installation has no row')
  return row
}

const withMac = preparedWrite<{ lastMac: string }>((db, { installation }) =>
  db
    .update(installation)
    .set({ lastMac: given(installation.lastMac, 'lastMac') })
    .where(eq(installation.id, only)),
)

export async function saveMac(tx: Handle, mac: string): Promise<void> {
  await withMac(tx, { lastMac: mac })
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
