import { and, eq } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

export type DeletionRequestRow = Schema['deletionRequests']['$inferSelect']

/** Notes a request; one that was made before keeps its code. @returns the code that its status page goes by */
export async function note(handle: Handle, request: DeletionRequestRow): Promise<string> {
  const { db, schema } = open(handle)
  const { deletionRequests } = schema
  await db
    .insert(deletionRequests)
    .values(request)
    .onConflictDoUpdate({
      target: [deletionRequests.kind, deletionRequests.subjectTag],
      set: { completedAt: request.completedAt },
    })
  const [row] = await db
    .select({ code: deletionRequests.code })
    .from(deletionRequests)
    .where(and(eq(deletionRequests.kind, request.kind), eq(deletionRequests.subjectTag, request.subjectTag)))
  return row?.code ?? request.code
}

export async function find(handle: Handle, code: string): Promise<DeletionRequestRow | undefined> {
  const { db, schema } = open(handle)
  const [row] = await db.select().from(schema.deletionRequests).where(eq(schema.deletionRequests.code, code))
  return row
}
