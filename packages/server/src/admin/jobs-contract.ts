import { z } from 'zod'
import { deathReasons, type DeathReason } from '../jobs/death-reason.ts'

export interface JobsListInput {
  cursor?: string | undefined
  /** 1 to 100, default 50. */
  limit?: number | undefined
}
/** How much work of one kind waits. */
export interface JobQueueCounts {
  queue: string
  queued: number
  active: number
  /** Given up after all tries; 1,000 stands for as many or more. */
  dead: number
}
/** Work that failed at every try, by a fault of ours: what Instagram refuses is no fault of a job. */
export interface DeadJob {
  id: string
  queue: string
  /** `null` where it is about no account. */
  accountId: string | null
  /** `null` where it is about no account, or about one that is erased. */
  username: string | null
  /** What ended it; all but `fault` came from outside the work. */
  reason: DeathReason
  /** The class and code of what it failed of, and where. */
  failure: string
  tries: number
  createdAt: Date
  diedAt: Date
}
export interface JobsListResult {
  /**
   * Empty where there are no queues, since each process does its own work and no job can die. Counted at most a minute
   * ago.
   */
  queues: JobQueueCounts[]
  /** The dead, oldest first. */
  items: DeadJob[]
  nextCursor: string | null
}
export interface JobsRetryInput {
  /** Up to 100. */
  ids: string[]
}
export interface JobsRetryResult {
  /** What happened to each; of a job that is not dead any more, or whose account is queued anew, nothing is put back. */
  results: { id: string; outcome: 'requeued' | 'not_dead' }[]
}

export const jobsListInput = z.strictObject({
  cursor: z.uuid().optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<JobsListInput>

export const jobsListResult = z.object({
  queues: z.array(
    z.object({
      queue: z.string(),
      queued: z.number().int(),
      active: z.number().int(),
      dead: z.number().int(),
    }),
  ),
  items: z.array(
    z.object({
      id: z.string(),
      queue: z.string(),
      accountId: z.string().nullable(),
      username: z.string().nullable(),
      reason: z.enum(deathReasons),
      failure: z.string(),
      tries: z.number().int(),
      createdAt: z.date(),
      diedAt: z.date(),
    }),
  ),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<JobsListResult>

export const jobsRetryInput = z.strictObject({
  ids: z.array(z.uuid()).min(1).max(100),
}) satisfies z.ZodType<JobsRetryInput>

export const jobsRetryResult = z.object({
  results: z.array(z.object({ id: z.string(), outcome: z.enum(['requeued', 'not_dead']) })),
}) satisfies z.ZodType<JobsRetryResult>
