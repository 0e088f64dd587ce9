import { z } from 'zod'
import { count, measured, nextCursor, nullableText, pageLimit, text } from '../contract-parts.ts'
import { jobFailureReasons } from './job-failure.ts'

export const jobsListInput = z.strictObject({
  cursor: z.uuid().describe('The `nextCursor` of the page before; without it the list begins.').optional(),
  limit: pageLimit(50),
})
export type JobsListInput = z.infer<typeof jobsListInput>

export const jobQueueCounts = z
  .object({
    queue: text.describe('The kind of work.'),
    queued: count.meta(measured('jobs', 'How many wait.')),
    active: count.meta(measured('jobs', 'How many are being done.')),
    dead: count.describe('Given up after all tries; 1,000 stands for as many or more.'),
  })
  .describe('How much work of one kind waits.')
export type JobQueueCounts = z.infer<typeof jobQueueCounts>

export const deadJob = z
  .object({
    id: text.describe('What `jobs.retry` takes.'),
    queue: text.describe('The kind of work.'),
    accountId: nullableText.describe('`null` where it is about no account.'),
    username: nullableText.describe('`null` where it is about no account, or about one that is erased.'),
    reason: z.enum(jobFailureReasons).describe('What ended it; all but `fault` came from outside the work.'),
    failure: text.describe('The class and code of what it failed of, and where.'),
    tries: count.meta(measured('tries', 'How often it was tried.')),
    createdAt: z.date().describe('When it was put into its queue.'),
    diedAt: z.date().describe('When it was given up.'),
  })
  .describe('Work that failed at every try, by a fault of ours: what Instagram refuses is no fault of a job.')
export type DeadJob = z.infer<typeof deadJob>

export const jobsListResult = z.object({
  queues: z
    .array(jobQueueCounts)
    .describe(
      'Empty where there are no queues, since each process does its own work and no job can die. Counted at most a ' +
        'minute ago.',
    ),
  items: z.array(deadJob).describe('The dead, oldest first.'),
  nextCursor,
})
export type JobsListResult = z.infer<typeof jobsListResult>

export const jobsRetryInput = z.strictObject({ ids: z.array(z.uuid()).min(1).max(100).describe('Up to 100.') })
export type JobsRetryInput = z.infer<typeof jobsRetryInput>
export const jobsRetryResult = z.object({
  results: z
    .array(
      z.object({
        id: text.describe('The job.'),
        outcome: z.enum(['requeued', 'not_dead']).describe('What became of it.'),
      }),
    )
    .describe(
      'What happened to each; of a job that is not dead any more, or whose account is queued anew, nothing is put back.',
    ),
})
export type JobsRetryResult = z.infer<typeof jobsRetryResult>
