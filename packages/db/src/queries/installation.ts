import { and, eq, sql } from 'drizzle-orm'
import { type Handle, open, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type InstallationRow = Schema['installation']['$inferSelect']

const only = 1

export const find = statement.get(({ db, installation }) =>
  db.select().from(installation).where(eq(installation.id, only)),
)

/** Whether every value of the row stands in the form in which it is written: another form can read the same. */
export async function isWellFormed(handle: Handle): Promise<boolean> {
  // PostgreSQL has one form for each.
  if (handle.dialect !== 'sqlite') return true
  const { db, installation } = open(handle)
  const { id, sealedSecret, lastSequence, lastMac, verifiableFrom, createdAt } = installation
  const kinds = sql.join(
    [sealedSecret, lastSequence, lastMac, verifiableFrom, createdAt].map((column) => sql`typeof(${column})`),
    sql` || ' ' || `,
  )
  const [row] = await db
    .select({ kinds: sql<string>`${kinds}` })
    .from(installation)
    .where(eq(id, only))
  return row?.kinds === 'text integer text integer integer'
}

/** Whether nothing was ever written here: no row of an installation, no event, and nobody whom one names. */
export async function isBlank(handle: Handle): Promise<boolean> {
  const { db, installation, events, people } = open(handle)
  for (const table of [installation, events, people]) {
    const rows = await db
      .select({ one: sql`1` })
      .from(table)
      .limit(1)
    if (rows.length > 0) return false
  }
  return true
}

/**
 * Makes the one row unless it is there. Of two processes that start at once the first one's stays.
 * @param installation `lastMac`: the code of the end of a log without events
 */
export async function create(
  handle: Handle,
  { sealedSecret, lastMac = '', now }: { sealedSecret: string; lastMac?: string; now: Date },
): Promise<void> {
  const { db, installation } = open(handle)
  await db
    .insert(installation)
    .values({ id: only, sealedSecret, lastSequence: 0, lastMac, verifiableFrom: 1, createdAt: now })
    .onConflictDoNothing()
}

const lastOf = ({ lastSequence, lastMac }: Schema['installation']) => ({ sequence: lastSequence, previousMac: lastMac })

const taken = statement.get(({ db, installation }) =>
  db
    .update(installation)
    .set({ lastSequence: sql`${installation.lastSequence} + 1` })
    .where(eq(installation.id, only))
    .returning(lastOf(installation)),
)

const lastEvent = statement.get(({ db, installation }) =>
  db.select(lastOf(installation)).from(installation).where(eq(installation.id, only)),
)

/**
 * The number of the next event and the code of the end of the log before it. Whoever asks next waits until this
 * transaction ends; the event is to be saved as the last one before.
 */
export async function takeNext(tx: Handle): Promise<{ sequence: number; previousMac: string }> {
  // SQLite runs transactions one by one anyway; elsewhere the write is what takes the lock.
  if (tx.dialect === 'sqlite') {
    const last = await lastEvent(tx)
    if (last) return { ...last, sequence: last.sequence + 1 }
  }
  const row = await taken(tx)
  if (!row) throw new Error('The installation has no row')
  return row
}

/** The last event from now on. */
export const saveLast = statement.run(({ db, installation }, last: Params<{ sequence: number; mac: string }>) =>
  db.update(installation).set({ lastSequence: last.sequence, lastMac: last.mac }).where(eq(installation.id, only)),
)

/** Only if it is still the one that was opened. @returns whether it was */
export const replaceSecret = statement.any(
  ({ db, installation }, old: Param<string>, { sealedSecret }: Params<{ sealedSecret: string }>) =>
    db
      .update(installation)
      .set({ sealedSecret })
      .where(and(eq(installation.id, only), eq(installation.sealedSecret, old)))
      .returning({ id: installation.id }),
)

/** The next event is the first one of a new secret. @param start `lastMac`: the code of the end, made with that secret */
export const startAnew = statement.run(
  ({ db, installation }, { verifiableFrom, lastMac }: Params<{ verifiableFrom: number; lastMac: string }>) =>
    db.update(installation).set({ verifiableFrom, lastMac }).where(eq(installation.id, only)),
)
