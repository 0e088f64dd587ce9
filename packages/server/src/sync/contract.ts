import { syncStatuses, syncTriggers } from '@instagram-dashboard/db'
import { z } from 'zod'
import { accountErrorSchema } from '../accounts/contract.ts'
import {
  changedAccountId,
  count,
  cursorOf,
  id,
  measured,
  nullableCount,
  nullableInstant,
  pageLimit,
  pageOf,
  readAccountId,
  text,
} from '../contract-parts.ts'

export const syncTrigger = z.enum(syncTriggers).describe('Who or what started a run.')
export type SyncTrigger = z.infer<typeof syncTrigger>
export const syncStatus = z.enum(syncStatuses).describe('`partial`: a part came, and `error` says why not all.')
export type SyncStatus = z.infer<typeof syncStatus>
export const syncPhase = z
  .enum(['queued', 'profile', 'series', 'days', 'media', 'saving', 'finished'])
  .describe('What is being read.')
export type SyncPhase = z.infer<typeof syncPhase>

export const syncProgress = z
  .object({
    phase: syncPhase,
    done: count.meta(measured('steps', 'How many are done.')),
    total: count.meta(measured('steps', 'How many there are, as far as is known.')),
  })
  .describe('How far a run is: `done` of `total` steps, each about one call to Instagram.')
export type SyncProgress = z.infer<typeof syncProgress>

export const syncRunProgress = syncProgress
  .extend({ status: syncStatus })
  .describe('How far a run is, and whether it still runs.')
export type SyncRunProgress = z.infer<typeof syncRunProgress>

export const syncRunSchema = z
  .object({
    id,
    accountId: id.describe('The account.'),
    trigger: syncTrigger,
    status: syncStatus,
    startedAt: z.date().describe('When it began.'),
    finishedAt: nullableInstant.describe('When it ended; `null` while it runs.'),
    apiCalls: count.meta(measured('calls', 'Calls made to Instagram, retries included.')),
    daysWritten: count.meta(measured('days', 'Days whose numbers were saved.')),
    followersChange: nullableCount.describe(
      'Followers now minus followers at the sync before; `null` when one of them is unknown.',
    ),
    error: accountErrorSchema.nullable().describe('Why it failed or brought a part alone; `null` when all went well.'),
    progress: syncProgress,
  })
  .describe('One sync of one account.')
export type SyncRun = z.infer<typeof syncRunSchema>

export const syncInput = z.strictObject({ accountId: changedAccountId.optional() })
export type SyncInput = z.infer<typeof syncInput>

export const syncHistoryInput = z.strictObject({
  accountId: readAccountId.optional(),
  cursor: cursorOf(/^\d{1,15}_[\w-]{1,64}$/, '1794823200000_0f9d7c1e-6a55-4d0c-9a53-1f2b3c4d5e6f'),
  limit: pageLimit(20),
})
export type SyncHistoryInput = z.infer<typeof syncHistoryInput>
export const syncHistoryResult = pageOf(syncRunSchema, 'Newest first.')
export type SyncHistoryResult = z.infer<typeof syncHistoryResult>

export const syncProgressInput = z.strictObject({
  syncRunId: text
    .min(1)
    .max(64)
    .meta({
      description: 'The `id` of the run.',
      examples: ['0f9d7c1e-6a55-4d0c-9a53-1f2b3c4d5e6f'],
    }),
  lastEventId: text
    .max(100)
    .describe('The id of the last event that arrived: what it told is not told again.')
    .optional(),
})
export type SyncProgressInput = z.infer<typeof syncProgressInput>
