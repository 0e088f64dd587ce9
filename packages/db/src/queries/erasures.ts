import { inArray } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'

export async function save(handle: Handle, tag: string, erasedAt: Date): Promise<void> {
  const { db, schema } = open(handle)
  await db
    .insert(schema.erasures)
    .values({ tag, erasedAt })
    .onConflictDoUpdate({ target: schema.erasures.tag, set: { erasedAt } })
}

/** Those of the tags that this database knows to be erased. */
export async function listKnown(handle: Handle, tags: readonly string[]): Promise<{ tag: string; erasedAt: Date }[]> {
  if (tags.length === 0) return []
  const { db, schema } = open(handle)
  return db
    .select()
    .from(schema.erasures)
    .where(inArray(schema.erasures.tag, [...tags]))
}
