import { and, asc, eq, gt, gte, inArray, lt, or } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { connectionSteps } from '../schema/enums.ts'
import type { Schema } from '../schema/define.ts'

export type ConnectionStep = (typeof connectionSteps)[number]
export type ConnectionAttemptRow = Schema['connectionAttempts']['$inferSelect']
export type NewConnectionAttempt = Omit<ConnectionAttemptRow, 'id' | 'textVariant'> & { textVariant?: string | null }

export async function insert(handle: Handle, attempt: NewConnectionAttempt): Promise<void> {
  const { db, schema } = open(handle)
  await db.insert(schema.connectionAttempts).values(attempt)
}

/** The steps of one flow, in order. */
export async function listSteps(handle: Handle, stateHash: string): Promise<ConnectionAttemptRow[]> {
  const { db, schema } = open(handle)
  const { connectionAttempts } = schema
  return db
    .select()
    .from(connectionAttempts)
    .where(eq(connectionAttempts.stateHash, stateHash))
    .orderBy(asc(connectionAttempts.id))
}

const peoplePerQuestion = 500

/** Who of these people had connected before a time. */
export async function listConnectedBefore(
  handle: Handle,
  userIds: readonly string[],
  before: Date,
): Promise<Set<string>> {
  const { db, schema } = open(handle)
  const { connectionAttempts } = schema
  const found = new Set<string>()
  for (let start = 0; start < userIds.length; start += peoplePerQuestion) {
    const rows = await db
      .selectDistinct({ userId: connectionAttempts.userId })
      .from(connectionAttempts)
      .where(
        and(
          inArray(connectionAttempts.userId, userIds.slice(start, start + peoplePerQuestion)),
          eq(connectionAttempts.step, 'connected'),
          lt(connectionAttempts.createdAt, before),
        ),
      )
    for (const { userId } of rows) found.add(userId)
  }
  return found
}

/** Steps of the flows of a time, oldest first, page by page after the given one. */
export async function listBetween(
  handle: Handle,
  { since, until }: { since: Date; until: Date },
  { after, limit }: { after: Pick<ConnectionAttemptRow, 'createdAt' | 'id'> | null; limit: number },
): Promise<ConnectionAttemptRow[]> {
  const { db, schema } = open(handle)
  const { connectionAttempts } = schema
  return db
    .select()
    .from(connectionAttempts)
    .where(
      and(
        // One lower bound, so that the index is entered where the page before has ended.
        gte(connectionAttempts.createdAt, after?.createdAt ?? since),
        after === null
          ? undefined
          : or(gt(connectionAttempts.createdAt, after.createdAt), gt(connectionAttempts.id, after.id)),
        lt(connectionAttempts.createdAt, until),
      ),
    )
    .orderBy(asc(connectionAttempts.createdAt), asc(connectionAttempts.id))
    .limit(limit)
}
