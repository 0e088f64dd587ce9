import { eq, getTableColumns, inArray, sql, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type PersonRow = Schema['people']['$inferSelect']

const added = preparedWrite<PersonRow, PersonRow>(
  (db, { people }) => {
    const columns = getTableColumns(people)
    // The guarantee: a place for each column, all of which a person has.
    const values = givenColumns(columns, Object.keys(columns)) as Record<keyof PersonRow, SQL>
    return db.insert(people).values(values).onConflictDoNothing().returning()
  },
  ({ people }) => getTableColumns(people),
)

/** The person of a host's user id; `candidate` is stored where there is none yet. */
export async function findOrAdd(handle: Handle, candidate: PersonRow): Promise<PersonRow> {
  const [row] = await added(handle, candidate)
  return row ?? (await findByUser(handle, candidate.userId)) ?? candidate
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

const ofUser = preparedRead<{ userId: string }, PersonRow>((db, { people }) =>
  db
    .select()
    .from(people)
    .where(eq(people.userId, sql.placeholder('userId'))),
)

export async function findByUser(handle: Handle, userId: string): Promise<PersonRow | undefined> {
  const [row] = await ofUser(handle, { userId })
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
