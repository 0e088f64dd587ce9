import { and, asc, count, eq, getTableColumns, gt, inArray, like, notLike, sql, type SQL } from 'drizzle-orm'
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

/** Puts another text in the place of a key, only if it is still the one that was read. @returns whether it was */
export async function replaceKey(
  handle: Handle,
  { userId, key }: Pick<PersonRow, 'userId' | 'key'>,
  text: string,
): Promise<boolean> {
  const { db, schema } = open(handle)
  const { people } = schema
  const rows = await db
    .update(people)
    .set({ key: text })
    .where(and(eq(people.userId, userId), eq(people.key, key)))
    .returning({ userId: people.userId })
  return rows.length > 0
}

/** `v1.`, and behind it the id of a key of eight characters: what every sealed text begins with. */
const sealedForm = 'v1.%'
const lengthOfKeyId = 11

/** People of whom the key stands there as it is, which only older versions wrote. */
export async function listUnsealed(handle: Handle, { limit }: { limit: number }): Promise<PersonRow[]> {
  const { db, schema } = open(handle)
  const { people } = schema
  return db.select().from(people).where(notLike(people.key, sealedForm)).limit(limit)
}

/** One sealed key for each key of the ring in use: enough to prove that every needed one is there. */
export async function listSealedKeySamples(handle: Handle): Promise<string[]> {
  const { db, schema } = open(handle)
  const { key } = schema.people
  const rows = await db
    .select({ sample: sql<string>`min(${key})` })
    .from(schema.people)
    .where(like(key, sealedForm))
    .groupBy(sql`substr(${key}, 1, ${sql.raw(String(lengthOfKeyId))})`)
  return rows.map(({ sample }) => sample)
}

/** A page of people, by id, of whom another key than this one sealed theirs. */
export async function listNotSealedBy(
  handle: Handle,
  keyId: string,
  { after, limit }: { after: string; limit: number },
): Promise<PersonRow[]> {
  const { db, schema } = open(handle)
  const { people } = schema
  return db
    .select()
    .from(people)
    .where(and(notLike(people.key, `v1.${keyId}.%`), gt(people.userId, after)))
    .orderBy(asc(people.userId))
    .limit(limit)
}

export async function countSealedBy(handle: Handle, keyId: string): Promise<number> {
  const { db, schema } = open(handle)
  const { people } = schema
  const [row] = await db
    .select({ people: count() })
    .from(people)
    .where(like(people.key, `v1.${keyId}.%`))
  return row?.people ?? 0
}

export async function countNotSealedBy(handle: Handle, keyId: string): Promise<number> {
  const { db, schema } = open(handle)
  const { people } = schema
  const [row] = await db
    .select({ people: count() })
    .from(people)
    .where(notLike(people.key, `v1.${keyId}.%`))
  return row?.people ?? 0
}
