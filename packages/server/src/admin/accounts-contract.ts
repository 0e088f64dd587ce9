import { z } from 'zod'
import { accountSchema, accountStatuses, type Account, type AccountStatus } from '../connect/contract.ts'
import { appErrorCodes, type AppErrorCode } from '../errors.ts'

/** What is to be seen at a glance. */
export const accountBadges = [
  'active',
  'reconnect_required',
  'disconnected',
  'deactivated',
  'expiring_soon',
  'error',
  'missing_permissions',
  'never_synced',
] as const
export type AccountBadge = (typeof accountBadges)[number]

export interface AdminAccountsInput {
  status?: AccountStatus | undefined
  /** Active accounts whose token ends within that many days, 0 to 60. */
  tokenExpiresWithinDays?: number | undefined
  hasError?: boolean | undefined
  isDeactivated?: boolean | undefined
  /** A part of the username or the name, or a whole id: the host's, Instagram's or ours. */
  search?: string | undefined
  cursor?: string | undefined
  /** 1 to 100, default 50. */
  limit?: number | undefined
}
export interface AdminAccount extends Account {
  userId: string
  badges: AccountBadge[]
  /** Since when an admin has stopped all work for it; `null` when nobody has. */
  deactivatedAt: Date | null
  disconnectedAt: Date | null
}
export interface AdminAccountsResult {
  /** The newest connection first. */
  items: AdminAccount[]
  /** How many the filter lets through. */
  total: number
  nextCursor: string | null
}
export interface BulkInput {
  /** 1 to 50 ids. */
  accountIds: string[]
}
export interface BulkSyncInput extends BulkInput {
  /**
   * Los Angeles days, `YYYY-MM-DD`, that are to be read again, from 729 days ago to today, both given or none. The newest
   * come first, as many as one run can read; the background reads the rest.
   */
  startDate?: string | undefined
  endDate?: string | undefined
}
export interface BulkOutcome {
  accountId: string
  /** Whether the account is now as it was asked for. */
  ok: boolean
  /** What happened: `done`, `unchanged` when there was nothing to do, or `failed`. */
  status: 'done' | 'unchanged' | 'failed'
  /** Why it failed; `null` when it did not. */
  error: { code: AppErrorCode; message: string } | null
}
export interface BulkResult {
  /** One for each id, in the order they were asked for. */
  results: BulkOutcome[]
}

export const adminAccountsInput = z.strictObject({
  status: z.enum(accountStatuses).optional(),
  tokenExpiresWithinDays: z.number().int().min(0).max(60).optional(),
  hasError: z.boolean().optional(),
  isDeactivated: z.boolean().optional(),
  search: z.string().trim().min(1).max(100).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}\.[\w-]{1,64}$/)
    .optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<AdminAccountsInput>

export const adminAccountsResult = z.object({
  items: z.array(
    accountSchema.extend({
      userId: z.string(),
      badges: z.array(z.enum(accountBadges)),
      deactivatedAt: z.date().nullable(),
      disconnectedAt: z.date().nullable(),
    }),
  ),
  total: z.number().int(),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<AdminAccountsResult>

export const bulkInput = z.strictObject({
  accountIds: z.array(z.string().min(1).max(64)).min(1).max(50),
}) satisfies z.ZodType<BulkInput>

export const bulkSyncInput = bulkInput
  .extend({ startDate: z.iso.date().optional(), endDate: z.iso.date().optional() })
  .refine(({ startDate, endDate }) => (startDate === undefined) === (endDate === undefined), {
    path: ['endDate'],
  }) satisfies z.ZodType<BulkSyncInput>

export const bulkResult = z.object({
  results: z.array(
    z.object({
      accountId: z.string(),
      ok: z.boolean(),
      status: z.enum(['done', 'unchanged', 'failed']),
      error: z.object({ code: z.enum(appErrorCodes), message: z.string() }).nullable(),
    }),
  ),
}) satisfies z.ZodType<BulkResult>
