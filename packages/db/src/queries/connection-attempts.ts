import { and, asc, eq, lt } from 'drizzle-orm'
import { type Handle, isOneOf, keyset, open, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import type { connectionSteps } from '../schema/enums.ts'

export type ConnectionStep = (typeof connectionSteps)[number]
export type ConnectionAttemptRow = Schema['connectionAttempts']['$inferSelect']
export type NewConnectionAttempt = Omit<ConnectionAttemptRow, 'id' | 'textVariant'> & { textVariant?: string | null }

export async function insert(handle: Handle, attempt: NewConnectionAttempt): Promise<void> {
  const { db, connectionAttempts } = open(handle)
  await db.insert(connectionAttempts).values(attempt)
}

/** The steps of one attempt, in order. */
export const listSteps = statement.all(({ db, connectionAttempts }, stateHash: Param<string>) =>
  db
    .select()
    .from(connectionAttempts)
    .where(eq(connectionAttempts.stateHash, stateHash))
    .orderBy(asc(connectionAttempts.id)),
)

const connectedBefore = statement.pluck(
  ({ db, connectionAttempts: table }, userIds: Param<readonly string[]>, before: Param<Date>) =>
    db
      .selectDistinct({ userId: table.userId })
      .from(table)
      .where(and(isOneOf(table.userId, userIds), eq(table.step, 'connected'), lt(table.createdAt, before))),
)

/** Who of these users had connected before a time. */
export async function listConnectedBefore(
  handle: Handle,
  userIds: readonly string[],
  before: Date,
): Promise<Set<string>> {
  return new Set(await connectedBefore(handle, userIds, before))
}

interface Between extends Pick<ConnectionAttemptRow, 'createdAt' | 'id'> {
  until: Date
  limit: number
}

const between = statement.all(({ db, connectionAttempts }, { createdAt, id, until, limit }: Params<Between>) => {
  const { order, after } = keyset([connectionAttempts.createdAt, 'asc'], [connectionAttempts.id, 'asc'])
  return db
    .select()
    .from(connectionAttempts)
    .where(and(after(createdAt, id), lt(connectionAttempts.createdAt, until)))
    .orderBy(...order)
    .limit(limit)
})

/** Steps of the attempts of a time, oldest first, page by page after the given one. */
export async function listBetween(
  handle: Handle,
  { since, until }: { since: Date; until: Date },
  { after, limit }: { after: Pick<ConnectionAttemptRow, 'createdAt' | 'id'> | null; limit: number },
): Promise<ConnectionAttemptRow[]> {
  const { createdAt, id } = after ?? { createdAt: since, id: 0 }
  return between(handle, { createdAt, id, until, limit })
}
