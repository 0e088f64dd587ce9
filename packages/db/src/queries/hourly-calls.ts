import { and, asc, eq, inArray, lt } from 'drizzle-orm'
import { type Handle, open, type Param, type Params, statement } from '../statements/index.ts'

export interface HourlyCalls {
  /** The user's pseudonym. */
  tag: string
  action: string
}

const locked = statement.pluck(({ db, hourlyCalls }, { tag, action }: Params<HourlyCalls>) =>
  db
    .insert(hourlyCalls)
    .values({ tag, action, times: [], lastAt: new Date(0) })
    // Changes nothing; the write is what takes the lock.
    .onConflictDoUpdate({ target: [hourlyCalls.tag, hourlyCalls.action], set: { tag } })
    .returning({ times: hourlyCalls.times }),
)

/**
 * The calls of an action that a user made, as they were last saved, and keeps every other transaction away from them
 * until this one ends. Only inside a transaction.
 * @returns Unix milliseconds, oldest first
 */
export async function lock(tx: Handle, calls: HourlyCalls): Promise<number[]> {
  const [times = []] = await locked(tx, calls)
  return times
}

type Saved = HourlyCalls & { times: number[]; lastAt: Date }

export const save = statement.run(({ db, hourlyCalls }, { tag, action, times, lastAt }: Params<Saved>) =>
  db
    .update(hourlyCalls)
    .set({ times, lastAt })
    .where(and(eq(hourlyCalls.tag, tag), eq(hourlyCalls.action, action))),
)

const oldest = statement.pluck(({ db, hourlyCalls }, before: Param<Date>, limit: Param<number>) =>
  db
    .select({ tag: hourlyCalls.tag })
    .from(hourlyCalls)
    .where(lt(hourlyCalls.lastAt, before))
    .orderBy(asc(hourlyCalls.lastAt))
    .limit(limit),
)

/** Forgets calls that count no more. @returns how many rows; as many as `limit` when there may be more */
export async function dropBefore(handle: Handle, { before, limit }: { before: Date; limit: number }): Promise<number> {
  const tags = await oldest(handle, before, limit)
  if (tags.length === 0) return 0
  const { db, hourlyCalls } = open(handle)
  await db.delete(hourlyCalls).where(and(inArray(hourlyCalls.tag, [...new Set(tags)]), lt(hourlyCalls.lastAt, before)))
  return tags.length
}
