import { eq, inArray, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

export type PersonRow = Schema['people']['$inferSelect']

/** The person of a host's user id; `candidate` is stored where there is none yet. */
export async function findOrAdd(handle: Handle, candidate: PersonRow): Promise<PersonRow> {
  const { db, schema } = open(handle)
  const known = await findByUser(handle, candidate.userId)
  if (known) return known
  await db.insert(schema.people).values(candidate).onConflictDoNothing()
  return (await findByUser(handle, candidate.userId)) ?? candidate
}

/**
 * From here to its end, no other transaction that took this person's turn goes on: what it counts or looks up stays
 * true. SQLite runs transactions one by one anyway.
 */
export async function takeTurn(tx: Handle, userId: string): Promise<void> {
  if (tx.dialect === 'sqlite') return
  const { db } = open(tx)
  await db
    .select({ turn: sql`pg_advisory_xact_lock(hashtextextended(${userId}, 0))` })
    .from(sql`(values (1)) as the(turn)`)
}

export async function findByUser(handle: Handle, userId: string): Promise<PersonRow | undefined> {
  const { db, schema } = open(handle)
  const [row] = await db.select().from(schema.people).where(eq(schema.people.userId, userId))
  return row
}

/** Those of the references that still name somebody. */
export async function listByRefs(handle: Handle, refs: readonly string[]): Promise<PersonRow[]> {
  if (refs.length === 0) return []
  const { db, schema } = open(handle)
  return db
    .select()
    .from(schema.people)
    .where(inArray(schema.people.ref, [...new Set(refs)]))
}

/** Everything that the event log holds under the old key is forgotten; the person and their reference stay. */
export async function renewKey(handle: Handle, userId: string, key: string): Promise<void> {
  const { db, schema } = open(handle)
  await db.update(schema.people).set({ key }).where(eq(schema.people.userId, userId))
}
