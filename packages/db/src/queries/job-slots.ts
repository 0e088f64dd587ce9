import { and, desc, eq, lte, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

export type JobSlotRow = Schema['jobSlots']['$inferSelect']

export interface SlotClaim {
  job: string
  dueAt: Date
  owner: string
  /** An owner whose process is known to have ended. */
  deadOwner: string | null
  now: Date
  leaseUntil: Date
}

/** Takes a slot for one holder: a new one, or one that a crash left unfinished. @returns whether the caller has it */
export async function claim(handle: Handle, request: SlotClaim): Promise<boolean> {
  const { db, schema } = open(handle)
  const { jobSlots } = schema
  const { job, dueAt, owner, now, leaseUntil } = request
  const rows = await db
    .insert(jobSlots)
    .values({ job, dueAt, leaseOwner: owner, leaseUntil, startedAt: now })
    .onConflictDoUpdate({
      target: [jobSlots.job, jobSlots.dueAt],
      set: { leaseOwner: owner, leaseUntil },
      setWhere: sql`${jobSlots.finishedAt} is null and (${lte(jobSlots.leaseUntil, now)} or ${
        request.deadOwner === null ? sql`1 = 0` : eq(jobSlots.leaseOwner, request.deadOwner)
      })`,
    })
    .returning({ job: jobSlots.job })
  return rows.length > 0
}

/** Keeps a slot for its holder, unless it ended or went to another meanwhile. */
export async function renew(
  handle: Handle,
  { job, dueAt, owner }: { job: string; dueAt: Date; owner: string },
  { leaseUntil }: { leaseUntil: Date },
): Promise<void> {
  const { db, schema } = open(handle)
  const { jobSlots } = schema
  await db
    .update(jobSlots)
    .set({ leaseUntil })
    .where(and(eq(jobSlots.job, job), eq(jobSlots.dueAt, dueAt), eq(jobSlots.leaseOwner, owner)))
}

/** Ends a slot. It never runs again. */
export async function finish(
  handle: Handle,
  { job, dueAt, owner }: { job: string; dueAt: Date; owner: string },
  outcome: { now: Date; result: Record<string, number> },
): Promise<void> {
  const { db, schema } = open(handle)
  const { jobSlots } = schema
  await db
    .update(jobSlots)
    .set({ finishedAt: outcome.now, result: outcome.result, leaseOwner: null, leaseUntil: null })
    .where(and(eq(jobSlots.job, job), eq(jobSlots.dueAt, dueAt), eq(jobSlots.leaseOwner, owner)))
}

/** The newest slot of a job that anybody began. */
export async function findNewest(handle: Handle, job: string): Promise<JobSlotRow | undefined> {
  const { db, schema } = open(handle)
  const { jobSlots } = schema
  const [row] = await db.select().from(jobSlots).where(eq(jobSlots.job, job)).orderBy(desc(jobSlots.dueAt)).limit(1)
  return row
}
