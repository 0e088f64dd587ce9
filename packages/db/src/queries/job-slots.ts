import { and, count, desc, eq, gt, isNotNull, lte, or, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { given } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'
import { isUpToUnindexed } from './pieces.ts'

export type JobSlotRow = Schema['jobSlots']['$inferSelect']

export interface SlotClaim {
  job: string
  dueAt: Date
  owner: string
  /** An owner whose process is known to have ended. */
  deadOwner: string | null
  now: Date
  leaseUntil: Date
  /** A lease that ends later was written by a wrong clock, and holds nothing. */
  latestLease: Date
}

/** Takes a slot for one holder: a new one, or one that a crash left unfinished. @returns whether the caller has it */
export async function claim(handle: Handle, request: SlotClaim): Promise<boolean> {
  const { db, schema } = open(handle)
  const { jobSlots } = schema
  const { job, dueAt, owner, now, leaseUntil, latestLease } = request
  const rows = await db
    .insert(jobSlots)
    .values({ job, dueAt, leaseOwner: owner, leaseUntil, startedAt: now })
    .onConflictDoUpdate({
      target: [jobSlots.job, jobSlots.dueAt],
      set: { leaseOwner: owner, leaseUntil, startedAt: now },
      setWhere: sql`${jobSlots.finishedAt} is null and (${or(
        lte(jobSlots.leaseUntil, now),
        gt(jobSlots.leaseUntil, latestLease),
        request.deadOwner === null ? undefined : eq(jobSlots.leaseOwner, request.deadOwner),
      )})`,
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

const newestOf = preparedRead<{ job: string }, JobSlotRow>((db, { jobSlots }) =>
  db
    .select()
    .from(jobSlots)
    .where(eq(jobSlots.job, given(jobSlots.job, 'job')))
    .orderBy(desc(jobSlots.dueAt))
    .limit(1),
)

const newestUntil = preparedRead<{ job: string; dueUntil: Date }, JobSlotRow>((db, { jobSlots }) =>
  db
    .select()
    .from(jobSlots)
    .where(and(eq(jobSlots.job, given(jobSlots.job, 'job')), lte(jobSlots.dueAt, given(jobSlots.dueAt, 'dueUntil'))))
    .orderBy(desc(jobSlots.dueAt))
    .limit(1),
)

/** The newest slot of a job that anybody began. @param dueUntil leaves out those that were due later */
export async function findNewest(
  handle: Handle,
  job: string,
  { dueUntil }: { dueUntil?: Date } = {},
): Promise<JobSlotRow | undefined> {
  const [row] = await (dueUntil === undefined ? newestOf(handle, { job }) : newestUntil(handle, { job, dueUntil }))
  return row
}

/** Writes down what became of a slot that had ended, for whoever learns it later. */
export async function saveResult(
  handle: Handle,
  { job, dueAt }: { job: string; dueAt: Date },
  { now, result }: { now: Date; result: Record<string, number> },
): Promise<void> {
  const { db, schema } = open(handle)
  const { jobSlots } = schema
  await db
    .update(jobSlots)
    .set({ finishedAt: now, result })
    .where(and(eq(jobSlots.job, job), eq(jobSlots.dueAt, dueAt), isNotNull(jobSlots.finishedAt)))
}

/**
 * Opens the slots of a job that were due after then: whoever began them was ahead of time, so that they are to be run
 * when their time comes. They stay until then, or until `dropAfter`.
 */
export async function reopenAfter(
  handle: Handle,
  { job, after, now }: { job: string; after: Date; now: Date },
): Promise<void> {
  const { db, schema } = open(handle)
  const { jobSlots } = schema
  await db
    .update(jobSlots)
    .set({ finishedAt: null, result: null, leaseOwner: null, leaseUntil: now })
    .where(and(eq(jobSlots.job, job), gt(jobSlots.dueAt, after)))
}

/** Forgets the slots of a job, or of all jobs, that were due after then. */
export async function dropAfter(handle: Handle, { job, after }: { job?: string; after: Date }): Promise<number> {
  const { db, schema } = open(handle)
  const { jobSlots } = schema
  const rows = await db
    .delete(jobSlots)
    .where(and(job === undefined ? undefined : eq(jobSlots.job, job), gt(jobSlots.dueAt, after)))
    .returning({ job: jobSlots.job })
  return rows.length
}

/** What the slots of all jobs show together: when any was begun last, and how many were due after `latest`. */
export async function summarize(
  handle: Handle,
  { latest }: { latest: Date },
): Promise<{ lastStartedAt: Date | null; ahead: number }> {
  const { db, schema } = open(handle)
  const { jobSlots } = schema
  const [begun] = await db
    .select({ lastStartedAt: jobSlots.startedAt })
    .from(jobSlots)
    .where(and(lte(jobSlots.startedAt, latest), isUpToUnindexed(jobSlots.dueAt, latest)))
    .orderBy(desc(jobSlots.startedAt))
    .limit(1)
  const [ahead] = await db.select({ count: count() }).from(jobSlots).where(gt(jobSlots.dueAt, latest))
  return { lastStartedAt: begun?.lastStartedAt ?? null, ahead: ahead?.count ?? 0 }
}
