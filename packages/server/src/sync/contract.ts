import { syncStatuses, syncTriggers } from '@instagram-dashboard/db'
import { z } from 'zod'
import { accountErrorSchema } from '../accounts/contract.ts'
import { accountId, count, nullableCount, nullableInstant, nullableText, pageLimit, text } from '../contract-parts.ts'

export const syncTrigger = z.enum(syncTriggers)
export type SyncTrigger = z.infer<typeof syncTrigger>
export const syncStatus = z.enum(syncStatuses)
export type SyncStatus = z.infer<typeof syncStatus>
export const syncPhase = z.enum(['queued', 'profile', 'series', 'days', 'media', 'saving', 'finished'])
export type SyncPhase = z.infer<typeof syncPhase>

export const syncProgress = z
  .object({ phase: syncPhase, done: count, total: count })
  .describe('How far a run is: `done` of `total` steps, each about one call to Instagram.')
export type SyncProgress = z.infer<typeof syncProgress>

export const syncRunProgress = syncProgress
  .extend({ status: syncStatus })
  .describe('How far a run is, and whether it still runs.')
export type SyncRunProgress = z.infer<typeof syncRunProgress>

export const syncRunSchema = z
  .object({
    id: text,
    accountId: text,
    trigger: syncTrigger,
    status: syncStatus,
    startedAt: z.date(),
    finishedAt: nullableInstant,
    apiCalls: count.describe('Calls made to Instagram, retries included.'),
    daysWritten: count,
    followersChange: nullableCount.describe(
      'Followers now minus followers at the sync before; `null` when one of them is unknown.',
    ),
    error: accountErrorSchema.nullable(),
    progress: syncProgress,
  })
  .describe('One sync of one account.')
export type SyncRun = z.infer<typeof syncRunSchema>

export const syncInput = z.strictObject({ accountId: accountId.optional() })
export type SyncInput = z.infer<typeof syncInput>

export const syncHistoryInput = z.strictObject({
  accountId: accountId.optional(),
  cursor: text.regex(/^\d{1,15}_[\w-]{1,64}$/).optional(),
  limit: pageLimit(20),
})
export type SyncHistoryInput = z.infer<typeof syncHistoryInput>
export const syncHistoryResult = z.object({ items: z.array(syncRunSchema), nextCursor: nullableText })
export type SyncHistoryResult = z.infer<typeof syncHistoryResult>

export const syncProgressInput = z.strictObject({
  syncRunId: text.min(1).max(64),
  lastEventId: text
    .max(100)
    .describe('The id of the last event that arrived: what it told is not told again.')
    .optional(),
})
export type SyncProgressInput = z.infer<typeof syncProgressInput>
