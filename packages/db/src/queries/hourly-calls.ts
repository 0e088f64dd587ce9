import { and, asc, eq, inArray, lt } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'

export interface HourlyCalls {
  /** A code that stands for the person. */
  tag: string
  action: string
}

/**
 * The calls of an action that a person made, as they were last saved, and keeps every other transaction away from them
 * until this one ends. Only inside a transaction.
 * @returns Unix milliseconds, oldest first
 */
export async function lock(tx: Handle, { tag, action }: HourlyCalls): Promise<number[]> {
  const { db, schema } = open(tx)
  const { hourlyCalls } = schema
  // Changes nothing; the write is what takes the lock.
  const [row] = await db
    .insert(hourlyCalls)
    .values({ tag, action, times: [], lastAt: new Date(0) })
    .onConflictDoUpdate({ target: [hourlyCalls.tag, hourlyCalls.action], set: { tag } })
    .returning({ times: hourlyCalls.times })
  return row?.times ?? []
}

export async function save(
  tx: Handle,
  { tag, action, times, lastAt }: HourlyCalls & { times: number[]; lastAt: Date },
): Promise<void> {
  const { db, schema } = open(tx)
  const { hourlyCalls } = schema
  await db
    .update(hourlyCalls)
    .set({ times, lastAt })
    .where(and(eq(hourlyCalls.tag, tag), eq(hourlyCalls.action, action)))
}

/** Forgets calls that count no more. @returns how many rows; as many as `limit` when there may be more */
export async function dropBefore(handle: Handle, { before, limit }: { before: Date; limit: number }): Promise<number> {
  const { db, schema } = open(handle)
  const { hourlyCalls } = schema
  const old = await db
    .select({ tag: hourlyCalls.tag })
    .from(hourlyCalls)
    .where(lt(hourlyCalls.lastAt, before))
    .orderBy(asc(hourlyCalls.lastAt))
    .limit(limit)
  if (old.length === 0) return 0
  await db
    .delete(hourlyCalls)
    .where(and(inArray(hourlyCalls.tag, [...new Set(old.map(({ tag }) => tag))]), lt(hourlyCalls.lastAt, before)))
  return old.length
}
