import { asc, eq } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { connectionSteps } from '../schema/connection-attempts.ts'
import type { Schema } from '../schema/define.ts'

export type ConnectionStep = (typeof connectionSteps)[number]
export type ConnectionAttemptRow = Schema['connectionAttempts']['$inferSelect']
export type NewConnectionAttempt = Omit<ConnectionAttemptRow, 'id'>

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
