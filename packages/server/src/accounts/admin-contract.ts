import { z } from 'zod'
import { accountId, count, cursorOf, day, id, nextCursor, nullableInstant, pageLimit, text } from '../contract-parts.ts'
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
  status: accountStatus.describe('Only accounts of this status.').optional(),
  tokenExpiresWithinDays: count
    .min(0)
    .max(60)
    .describe('Active accounts whose token ends within that many days, 0 to 60.')
    .optional(),
  hasError: z
    .boolean()
    .describe(
      'Only accounts whose newest sync or refresh went wrong and that are not disconnected, or with `false` the others.',
    )
    .optional(),
  numbersOlderThanHours: count
    .min(1)
    .max(8_760)
    .describe(
      'Active accounts that were connected at least that many hours ago and whose daily numbers are older than that, ' +
        'or never came: with 26 those that health counts as `accountsLate`, with 50 as `accountsStopped`.',
    )
    .optional(),
  refreshFailures: count
    .min(1)
    .max(1_000)
    .describe(
      'Active accounts whose token could not be refreshed so many times or more, one night after another: with 2 those ' +
        'that health counts as `refreshesFailing`.',
    )
    .optional(),
  isDeactivated: z
    .boolean()
    .describe('Only accounts that an admin has stopped, or with `false` the others.')
    .optional(),
  search: text
    .trim()
    .min(1)
    .max(100)
    .describe("A part of the username or the name, or a whole id: the host's, Instagram's or ours.")
    .optional(),
  cursor: cursorOf(/^\d{1,15}\.[\w-]{1,64}$/, '1794823200000.0f9d7c1e-6a55-4d0c-9a53-1f2b3c4d5e6f'),
  limit: pageLimit(50),
})
export type AdminAccountsInput = z.infer<typeof adminAccountsInput>

export const adminAccount = accountSchema
  .extend({
    userId: text.meta({ description: "The host's id of whom it belongs to.", examples: ['ana'] }),
    badges: z.array(accountBadge).describe('What is to be seen at a glance.'),
    deactivatedAt: nullableInstant.describe('Since when an admin has stopped all work for it; `null` when nobody has.'),
    disconnectedAt: nullableInstant.describe('When the user ended the connection; `null` while it lasts.'),
  })
  .describe('An account as admins see it. Never carries a token.')
export type AdminAccount = z.infer<typeof adminAccount>
export const adminAccountsResult = z.object({
  items: z.array(adminAccount).describe('The newest connection first.'),
  total: count.describe('How many the filter lets through.'),
  nextCursor,
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
    endDate: day.describe('The last of these days.').optional(),
  })
  .refine(({ startDate, endDate }) => (startDate === undefined) === (endDate === undefined), { path: ['endDate'] })
export type BulkSyncInput = z.infer<typeof bulkSyncInput>

export const bulkOutcome = z
  .object({
    accountId: id.describe('The account.'),
    ok: z.boolean().describe('Whether the account is now as it was asked for.'),
    status: z
      .enum(['done', 'unchanged', 'failed'])
      .describe('What happened: `done`, `unchanged` when there was nothing to do, or `failed`.'),
    error: z
      .object({ code: appErrorCode, message: text.describe("A sentence, in the reader's language.") })
      .nullable()
      .describe('Why it failed; `null` when it did not.'),
  })
  .describe('What became of one account.')
export type BulkOutcome = z.infer<typeof bulkOutcome>
export const bulkResult = z.object({
  results: z.array(bulkOutcome).describe('One for each id, in the order they were asked for.'),
})
export type BulkResult = z.infer<typeof bulkResult>
