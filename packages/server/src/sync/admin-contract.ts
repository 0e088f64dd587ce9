import { z } from 'zod'
import { accountErrorSchema } from '../accounts/contract.ts'
import {
  accountId,
  id,
  measured,
  nullableCount,
  nullableText,
  pageLimit,
  pageOf,
  text,
  username,
} from '../contract-parts.ts'
import { failureReason } from '../errors-contract.ts'
import { syncHistoryInput, syncRunSchema, syncStatus, syncTrigger } from './contract.ts'

export const instagramError = z
  .object({
    code: nullableCount.describe("Instagram's own code and subcode; `null` where it said none, or did not answer."),
    subcode: nullableCount.describe('Its subcode.'),
    traceId: nullableText.describe("Its trace id, which Meta's support asks for."),
    httpStatus: nullableCount.describe('The HTTP status of its answer.'),
    endpoint: text.describe('What was asked: its method and its path at Instagram.'),
    words: nullableText.describe(
      "Instagram's sentence, without ids and without whatever could be a token, 200 characters at most.",
    ),
  })
  .describe('What Instagram said when a call failed.')
export type InstagramError = z.infer<typeof instagramError>

export const adminRunsInput = z.strictObject({
  accountId: accountId.describe('Only runs of this account.').optional(),
  status: syncStatus.describe('Only runs of this status.').optional(),
  trigger: syncTrigger.describe('Only runs that were started by this.').optional(),
  code: text
    .regex(/^(?:[A-Z_]{1,40}|-?\d{1,7}(?:\/\d{1,9})?)$/)
    .describe("A code of ours, as `RECONNECT_REQUIRED`, or Instagram's: `190`, or with its subcode `190/460`.")
    .optional(),
  cursor: syncHistoryInput.shape.cursor,
  limit: pageLimit(50),
})
export type AdminRunsInput = z.infer<typeof adminRunsInput>

export const adminRunError = accountErrorSchema
  .extend({
    reason: failureReason.nullable().describe('The cause where the code has several.'),
  })
  .describe('Why a run failed.')
export type AdminRunError = z.infer<typeof adminRunError>
export const adminRun = syncRunSchema
  .extend({
    account: z
      .object({
        id,
        username: username.describe('Its name at Instagram.'),
        userId: text.describe("The host's id of whom it belongs to."),
      })
      .describe('The account that was synced.'),
    durationMs: nullableCount.meta(measured('milliseconds', 'How long it took; `null` while it runs.')),
    error: adminRunError.nullable().describe('Why it failed; `null` when it did not.'),
    instagram: instagramError
      .nullable()
      .describe('What Instagram said in it; also of a run that went well without what Instagram refused.'),
  })
  .describe('A run as admins see it.')
export type AdminRun = z.infer<typeof adminRun>
export const adminRunsResult = pageOf(adminRun, 'Newest first.')
export type AdminRunsResult = z.infer<typeof adminRunsResult>
