import { z } from 'zod'
import { accountErrorSchema, type AccountError } from '../connect/contract.ts'

export type SyncTrigger = 'first_connection' | 'manual' | 'scheduled' | 'admin'
export type SyncStatus = 'queued' | 'running' | 'succeeded' | 'partial' | 'failed'
export type SyncPhase = 'queued' | 'profile' | 'series' | 'days' | 'media' | 'saving' | 'finished'

/** How far a run is: `done` of `total` steps, each about one call to Instagram. */
export interface SyncProgress {
  phase: SyncPhase
  done: number
  total: number
}

/** How far a run is, and whether it still runs. */
export interface SyncRunProgress extends SyncProgress {
  status: SyncStatus
}

/** One sync of one account. */
export interface SyncRun {
  id: string
  accountId: string
  trigger: SyncTrigger
  status: SyncStatus
  startedAt: Date
  finishedAt: Date | null
  /** Calls made to Instagram, retries included. */
  apiCalls: number
  daysWritten: number
  /** Followers now minus followers at the sync before; `null` when one of them is unknown. */
  followersChange: number | null
  error: AccountError | null
  progress: SyncProgress
}

export interface SyncInput {
  accountId?: string | undefined
}
export interface SyncHistoryInput {
  accountId?: string | undefined
  cursor?: string | undefined
  /** 1 to 100, default 20. */
  limit?: number | undefined
}
export interface SyncProgressInput {
  syncRunId: string
  /** The id of the last event that arrived: what it told is not told again. */
  lastEventId?: string | undefined
}
export interface SyncHistoryResult {
  items: SyncRun[]
  nextCursor: string | null
}

export const syncInput = z.strictObject({
  accountId: z.string().min(1).max(64).optional(),
}) satisfies z.ZodType<SyncInput>

export const syncPhaseSchema = z.enum(['queued', 'profile', 'series', 'days', 'media', 'saving', 'finished'])
const syncStatusSchema = z.enum(['queued', 'running', 'succeeded', 'partial', 'failed'])

export const syncRunSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  trigger: z.enum(['first_connection', 'manual', 'scheduled', 'admin']),
  status: syncStatusSchema,
  startedAt: z.date(),
  finishedAt: z.date().nullable(),
  apiCalls: z.number().int(),
  daysWritten: z.number().int(),
  followersChange: z.number().int().nullable(),
  error: accountErrorSchema.nullable(),
  progress: z.object({
    phase: syncPhaseSchema,
    done: z.number().int(),
    total: z.number().int(),
  }),
}) satisfies z.ZodType<SyncRun>

export const syncHistoryInput = z.strictObject({
  accountId: z.string().min(1).max(64).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<SyncHistoryInput>
export const syncHistoryResult = z.object({
  items: z.array(syncRunSchema),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<SyncHistoryResult>

export const syncProgressInput = z.strictObject({
  syncRunId: z.string().min(1).max(64),
  lastEventId: z.string().max(100).optional(),
}) satisfies z.ZodType<SyncProgressInput>
export const syncRunProgressSchema = z.object({
  phase: syncPhaseSchema,
  done: z.number().int(),
  total: z.number().int(),
  status: syncStatusSchema,
}) satisfies z.ZodType<SyncRunProgress>
