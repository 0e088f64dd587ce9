import { eq, inArray, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

export type ErasureRow = Schema['erasures']['$inferSelect']

export async function save(handle: Handle, tag: string, erasedAt: Date): Promise<void> {
  const { db, schema } = open(handle)
  await db
    .insert(schema.erasures)
    .values({ tag, erasedAt })
    .onConflictDoUpdate({ target: schema.erasures.tag, set: { erasedAt } })
}

/** Those of the tags that this database knows to be erased. */
export async function listKnown(handle: Handle, tags: readonly string[]): Promise<ErasureRow[]> {
  if (tags.length === 0) return []
  const { db, schema } = open(handle)
  return db
    .select()
    .from(schema.erasures)
    .where(inArray(schema.erasures.tag, [...tags]))
}

/** Of accounts, with the id in the place of a code of 43 characters, as older versions wrote them. */
export async function listUnkeyed(handle: Handle): Promise<ErasureRow[]> {
  const { db, schema } = open(handle)
  const { tag } = schema.erasures
  return db
    .select()
    .from(schema.erasures)
    .where(sql`${tag} like 'account:%' and length(${tag}) <> length('account:') + 43`)
}

/** Another code in the place of one. */
export async function replace(tx: Handle, { tag, erasedAt }: ErasureRow, by: string): Promise<void> {
  const { db, schema } = open(tx)
  await db.delete(schema.erasures).where(eq(schema.erasures.tag, tag))
  await save(tx, by, erasedAt)
}
