import { z } from 'zod'
import { appErrorActions, appErrorCodes, failureReasons, type FailureReason } from '../errors.ts'
import type { AccountError } from '../connect/contract.ts'
import { syncRunSchema, type SyncRun, type SyncStatus, type SyncTrigger } from '../sync/contract.ts'

/** What Instagram said when a call failed. */
export interface InstagramError {
  /** Instagram's own code and subcode; `null` where it said none, or did not answer. */
  code: number | null
  subcode: number | null
  /** Its trace id, which Meta's support asks for. */
  traceId: string | null
  httpStatus: number | null
  /** What was asked, as `GET me/insights`. */
  endpoint: string
  /** Instagram's sentence, without ids and without whatever could be a token, 200 characters at most. */
  words: string | null
}

export interface AdminRunsInput {
  accountId?: string | undefined
  status?: SyncStatus | undefined
  trigger?: SyncTrigger | undefined
  /** A code of ours, as `RECONNECT_REQUIRED`, or Instagram's: `190`, or with its subcode `190/460`. */
  code?: string | undefined
  cursor?: string | undefined
  /** 1 to 100, default 50. */
  limit?: number | undefined
}
export interface AdminRunError extends AccountError {
  /** The cause where the code has several. */
  reason: FailureReason | null
}
export interface AdminRun extends Omit<SyncRun, 'error'> {
  account: { id: string; username: string; userId: string }
  /** `null` while it runs. */
  durationMs: number | null
  error: AdminRunError | null
  /** What Instagram said in it; also of a run that went well without what Instagram refused. */
  instagram: InstagramError | null
}
export interface AdminRunsResult {
  /** Newest first. */
  items: AdminRun[]
  nextCursor: string | null
}

export const instagramError = z.object({
  code: z.number().int().nullable(),
  subcode: z.number().int().nullable(),
  traceId: z.string().nullable(),
  httpStatus: z.number().int().nullable(),
  endpoint: z.string(),
  words: z.string().nullable(),
}) satisfies z.ZodType<InstagramError>

export const adminRunsInput = z.strictObject({
  accountId: z.string().min(1).max(64).optional(),
  status: syncRunSchema.shape.status.optional(),
  trigger: syncRunSchema.shape.trigger.optional(),
  code: z
    .string()
    .regex(/^(?:[A-Z_]{1,40}|-?\d{1,7}(?:\/\d{1,9})?)$/)
    .optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}_[\w-]{1,64}$/)
    .optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<AdminRunsInput>

export const adminRun = syncRunSchema.extend({
  account: z.object({ id: z.string(), username: z.string(), userId: z.string() }),
  durationMs: z.number().int().nullable(),
  error: z
    .object({
      code: z.enum(appErrorCodes),
      message: z.string(),
      action: z.enum(appErrorActions),
      at: z.date(),
      reason: z.enum(failureReasons).nullable(),
    })
    .nullable(),
  instagram: instagramError.nullable(),
}) satisfies z.ZodType<AdminRun>

export const adminRunsResult = z.object({
  items: z.array(adminRun),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<AdminRunsResult>
