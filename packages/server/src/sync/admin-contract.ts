import { z } from 'zod'
import { accountErrorSchema } from '../accounts/contract.ts'
import { accountId, nullableCount, nullableText, pageLimit, pageOf, text } from '../contract-parts.ts'
import { failureReason } from '../errors-contract.ts'
import { syncHistoryInput, syncRunSchema, syncStatus, syncTrigger } from './contract.ts'

export const instagramError = z
  .object({
    code: nullableCount.describe("Instagram's own code and subcode; `null` where it said none, or did not answer."),
    subcode: nullableCount,
    traceId: nullableText.describe("Its trace id, which Meta's support asks for."),
    httpStatus: nullableCount,
    endpoint: text.describe('What was asked: its method and its path at Instagram.'),
    words: nullableText.describe(
      "Instagram's sentence, without ids and without whatever could be a token, 200 characters at most.",
    ),
  })
  .describe('What Instagram said when a call failed.')
export type InstagramError = z.infer<typeof instagramError>

export const adminRunsInput = z.strictObject({
  accountId: accountId.optional(),
  status: syncStatus.optional(),
  trigger: syncTrigger.optional(),
  code: text
    .regex(/^(?:[A-Z_]{1,40}|-?\d{1,7}(?:\/\d{1,9})?)$/)
    .describe("A code of ours, as `RECONNECT_REQUIRED`, or Instagram's: `190`, or with its subcode `190/460`.")
    .optional(),
  cursor: syncHistoryInput.shape.cursor,
  limit: pageLimit(50),
})
export type AdminRunsInput = z.infer<typeof adminRunsInput>

export const adminRunError = accountErrorSchema.extend({
  reason: failureReason.nullable().describe('The cause where the code has several.'),
})
export type AdminRunError = z.infer<typeof adminRunError>
export const adminRun = syncRunSchema.extend({
  account: z.object({ id: text, username: text, userId: text }),
  durationMs: nullableCount.describe('`null` while it runs.'),
  error: adminRunError.nullable(),
  instagram: instagramError
    .nullable()
    .describe('What Instagram said in it; also of a run that went well without what Instagram refused.'),
})
export type AdminRun = z.infer<typeof adminRun>
export const adminRunsResult = pageOf(adminRun, 'Newest first.')
export type AdminRunsResult = z.infer<typeof adminRunsResult>
