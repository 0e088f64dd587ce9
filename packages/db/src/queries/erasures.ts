import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
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

/** In the order of their codes, one page. @param query.since only what was erased after then */
export async function list(
  handle: Handle,
  { after, limit, since }: { after: string; limit: number; since?: Date | undefined },
): Promise<ErasureRow[]> {
  const { db, schema } = open(handle)
  const { tag, erasedAt } = schema.erasures
  return db
    .select()
    .from(schema.erasures)
    .where(and(gt(tag, after), since === undefined ? undefined : gt(erasedAt, since)))
    .orderBy(asc(tag))
    .limit(limit)
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
