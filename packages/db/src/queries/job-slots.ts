import { and, desc, eq, gt, isNotNull, lte, sql } from 'drizzle-orm'
import {
  countRows,
  type Handle,
  isUpToUnindexed,
  latest as farthest,
  open,
  type Param,
  type Params,
  statement,
} from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { isFree, type LeaseRequest } from './leases.ts'

export type JobSlotRow = Schema['jobSlots']['$inferSelect']
type Slot = Pick<JobSlotRow, 'job' | 'dueAt'>

export interface SlotClaim extends LeaseRequest, Slot {}

/** Takes a slot for one owner: a new one, or one that a crash left unfinished. @returns whether the caller has it */
export const claim = statement.any(({ db, jobSlots }, request: Params<SlotClaim>) => {
  const { job, dueAt, owner: leaseOwner, now: startedAt, leaseUntil } = request
  return db
    .insert(jobSlots)
    .values({ job, dueAt, leaseOwner, leaseUntil, startedAt })
    .onConflictDoUpdate({
      target: [jobSlots.job, jobSlots.dueAt],
      set: { leaseOwner, leaseUntil, startedAt },
      setWhere: and(sql`${jobSlots.finishedAt} is null`, isFree(jobSlots, request)) ?? sql`true`,
    })
    .returning({ job: jobSlots.job })
})

function isSlot({ jobSlots }: Schema, { job, dueAt }: Params<Slot>) {
  return and(eq(jobSlots.job, job), eq(jobSlots.dueAt, dueAt))
}

/** Keeps a slot for its owner, unless it ended or went to another meanwhile. */
export const renew = statement.run(
  ({ db, schema }, slot: Params<Slot & { owner: string }>, { leaseUntil }: Params<{ leaseUntil: Date }>) =>
    db
      .update(schema.jobSlots)
      .set({ leaseUntil })
      .where(and(isSlot(schema, slot), eq(schema.jobSlots.leaseOwner, slot.owner))),
)

interface Outcome {
  now: Date
  result: Record<string, number>
}

/** Ends a slot. It never runs again. */
export const finish = statement.run(
  ({ db, schema }, slot: Params<Slot & { owner: string }>, { now, result }: Params<Outcome>) =>
    db
      .update(schema.jobSlots)
      .set({ finishedAt: now, result, leaseOwner: null, leaseUntil: null })
      .where(and(isSlot(schema, slot), eq(schema.jobSlots.leaseOwner, slot.owner))),
)

/** Writes down what became of a slot that had ended, for whoever learns it later. */
export const saveResult = statement.run(({ db, schema }, slot: Params<Slot>, { now, result }: Params<Outcome>) =>
  db
    .update(schema.jobSlots)
    .set({ finishedAt: now, result })
    .where(and(isSlot(schema, slot), isNotNull(schema.jobSlots.finishedAt))),
)

const newestUntil = statement.get(({ db, jobSlots }, { job, dueAt }: Params<Slot>) =>
  db
    .select()
    .from(jobSlots)
    .where(and(eq(jobSlots.job, job), lte(jobSlots.dueAt, dueAt)))
    .orderBy(desc(jobSlots.dueAt))
    .limit(1),
)

/** The newest slot of a job that anybody began. @param dueUntil leaves out those that were due later */
export async function findNewest(
  handle: Handle,
  job: string,
  { dueUntil = farthest }: { dueUntil?: Date } = {},
): Promise<JobSlotRow | undefined> {
  return newestUntil(handle, { job, dueAt: dueUntil })
}

/**
 * Opens the slots of a job that were due after then: whoever began them was ahead of time, so that they are to be run
 * when their time comes. They stay until then, or until `dropAfter`.
 */
export const reopenAfter = statement.run(
  ({ db, jobSlots }, { job, after, now }: Params<{ job: string; after: Date; now: Date }>) =>
    db
      .update(jobSlots)
      .set({ finishedAt: null, result: null, leaseOwner: null, leaseUntil: now })
      .where(and(eq(jobSlots.job, job), gt(jobSlots.dueAt, after))),
)

/** Forgets the slots of a job, or of all jobs, that were due after then. */
export async function dropAfter(handle: Handle, { job, after }: { job?: string; after: Date }): Promise<number> {
  const { db, jobSlots } = open(handle)
  const rows = await db
    .delete(jobSlots)
    .where(and(job === undefined ? undefined : eq(jobSlots.job, job), gt(jobSlots.dueAt, after)))
    .returning({ job: jobSlots.job })
  return rows.length
}

const lastStarted = statement.pluck(({ db, jobSlots }, latest: Param<Date>) =>
  db
    .select({ startedAt: jobSlots.startedAt })
    .from(jobSlots)
    .where(and(lte(jobSlots.startedAt, latest), isUpToUnindexed(jobSlots.dueAt, latest)))
    .orderBy(desc(jobSlots.startedAt))
    .limit(1),
)

const countAfter = statement.count(({ db, jobSlots }, latest: Param<Date>) =>
  countRows(db, jobSlots, gt(jobSlots.dueAt, latest)),
)

/** What the slots of all jobs show together: when any was begun last, and how many were due after `latest`. */
export async function summarize(
  handle: Handle,
  { latest }: { latest: Date },
): Promise<{ lastStartedAt: Date | null; ahead: number }> {
  const [lastStartedAt = null] = await lastStarted(handle, latest)
  return { lastStartedAt, ahead: await countAfter(handle, latest) }
}
