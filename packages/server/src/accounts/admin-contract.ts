import { z } from 'zod'
import { accountId, count, day, nullableInstant, nullableText, pageLimit, text } from '../contract-parts.ts'
import { appErrorCode } from '../errors-contract.ts'
import { accountSchema, accountStatus } from './contract.ts'

export const accountBadge = z
  .enum([
    'active',
    'reconnect_required',
    'disconnected',
    'deactivated',
    'expiring_soon',
    'error',
    'missing_permissions',
    'never_synced',
  ])
  .describe('What is to be seen at a glance.')
export type AccountBadge = z.infer<typeof accountBadge>

export const adminAccountsInput = z.strictObject({
  status: accountStatus.optional(),
  tokenExpiresWithinDays: count
    .min(0)
    .max(60)
    .describe('Active accounts whose token ends within that many days, 0 to 60.')
    .optional(),
  hasError: z.boolean().optional(),
  isDeactivated: z.boolean().optional(),
  search: text
    .trim()
    .min(1)
    .max(100)
    .describe("A part of the username or the name, or a whole id: the host's, Instagram's or ours.")
    .optional(),
  cursor: text.regex(/^\d{1,15}\.[\w-]{1,64}$/).optional(),
  limit: pageLimit(50),
})
export type AdminAccountsInput = z.infer<typeof adminAccountsInput>

export const adminAccount = accountSchema.extend({
  userId: text,
  badges: z.array(accountBadge),
  deactivatedAt: nullableInstant.describe('Since when an admin has stopped all work for it; `null` when nobody has.'),
  disconnectedAt: nullableInstant,
})
export type AdminAccount = z.infer<typeof adminAccount>
export const adminAccountsResult = z.object({
  items: z.array(adminAccount).describe('The newest connection first.'),
  total: count.describe('How many the filter lets through.'),
  nextCursor: nullableText,
})
export type AdminAccountsResult = z.infer<typeof adminAccountsResult>

export const bulkInput = z.strictObject({ accountIds: z.array(accountId).min(1).max(50).describe('1 to 50 ids.') })
export type BulkInput = z.infer<typeof bulkInput>
export const bulkSyncInput = bulkInput
  .extend({
    startDate: day
      .describe(
        'Los Angeles days, `YYYY-MM-DD`, that are to be read again, from 729 days ago to today, both given or none. ' +
          'The newest come first, as many as one run can read; the background reads the rest.',
      )
      .optional(),
    endDate: day.optional(),
  })
  .refine(({ startDate, endDate }) => (startDate === undefined) === (endDate === undefined), { path: ['endDate'] })
export type BulkSyncInput = z.infer<typeof bulkSyncInput>

export const bulkOutcome = z.object({
  accountId: text,
  ok: z.boolean().describe('Whether the account is now as it was asked for.'),
  status: z
    .enum(['done', 'unchanged', 'failed'])
    .describe('What happened: `done`, `unchanged` when there was nothing to do, or `failed`.'),
  error: z.object({ code: appErrorCode, message: text }).nullable().describe('Why it failed; `null` when it did not.'),
})
export type BulkOutcome = z.infer<typeof bulkOutcome>
export const bulkResult = z.object({
  results: z.array(bulkOutcome).describe('One for each id, in the order they were asked for.'),
})
export type BulkResult = z.infer<typeof bulkResult>
