import { and, eq } from 'drizzle-orm'
import { type Handle, type Param, type Params, rowOf, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type DeletionRequestRow = Schema['deletionRequests']['$inferSelect']

const saved = statement.run(({ db, deletionRequests }, request: Params<DeletionRequestRow>) =>
  db
    .insert(deletionRequests)
    .values(rowOf(deletionRequests, request))
    .onConflictDoUpdate({
      target: [deletionRequests.kind, deletionRequests.subjectTag],
      set: { completedAt: request.completedAt },
    }),
)

const codeOf = statement.pluck(
  ({ db, deletionRequests }, { kind, subjectTag }: Params<Pick<DeletionRequestRow, 'kind' | 'subjectTag'>>) =>
    db
      .select({ code: deletionRequests.code })
      .from(deletionRequests)
      .where(and(eq(deletionRequests.kind, kind), eq(deletionRequests.subjectTag, subjectTag))),
)

/** Notes a request; one that was made before keeps its code. @returns the code that its status page goes by */
export async function note(handle: Handle, request: DeletionRequestRow): Promise<string> {
  await saved(handle, request)
  const [code = request.code] = await codeOf(handle, request)
  return code
}

export const find = statement.get(({ db, deletionRequests }, code: Param<string>) =>
  db.select().from(deletionRequests).where(eq(deletionRequests.code, code)),
)
