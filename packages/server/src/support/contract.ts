import { supportTicketStatuses } from '@instagram-dashboard/db'
import { z } from 'zod'
import { nullableInstant, nullableText, pageLimit, pageOf, rowId, text, userId } from '../contract-parts.ts'

const supportTicketStatus = z.enum(supportTicketStatuses)

export const supportContext = z
  .object({
    accounts: z.array(
      z.object({
        id: text,
        username: text,
        status: text,
        connectedAt: text,
        lastSyncedAt: nullableText,
        tokenExpiresAt: nullableText,
        missingScopes: z.array(text),
        lastError: z.object({ code: text, reason: nullableText, at: text }).nullable(),
      }),
    ),
    failedSyncs: z
      .array(z.object({ accountId: text, code: nullableText, at: text }))
      .describe('The newest runs that did not go well.'),
    events: z
      .array(z.object({ type: text, at: text, requestId: nullableText }))
      .describe('The newest things that happened, with the request ids by which the log is searched.'),
  })
  .describe(
    'What is sent along with a question, so that nobody has to ask for it. Never a token, a code or a number of theirs.',
  )
export type SupportContext = z.infer<typeof supportContext>

export const supportTicket = z.object({
  id: text,
  subject: text,
  message: text,
  context: supportContext
    .nullable()
    .describe('What was sent along; `null` when the user wanted to send the message alone.'),
  status: supportTicketStatus,
  answer: nullableText,
  createdAt: z.date(),
  answeredAt: nullableInstant,
  closedAt: nullableInstant,
})
export type SupportTicket = z.infer<typeof supportTicket>

/** One form for each text, so that what looks the same is the same. */
const writtenText = (longest: number) =>
  text.transform((value) => value.normalize('NFC').trim()).pipe(text.min(1).max(longest))

export const longestAnswer = 5_000

export const supportCreateInput = z.strictObject({
  subject: writtenText(120).describe('Default: how the message begins.').optional(),
  message: writtenText(5_000),
  includeContext: z.boolean().describe('Send along what `support.context` shows. Default `true`.').optional(),
})
export type SupportCreateInput = z.infer<typeof supportCreateInput>

export const supportListInput = z.strictObject({ cursor: rowId.optional(), limit: pageLimit(20) })
export type SupportListInput = z.infer<typeof supportListInput>
export const supportListResult = pageOf(supportTicket, 'Newest first.')
export type SupportListResult = z.infer<typeof supportListResult>

export const adminSupportTicket = supportTicket.extend({ userId: text })
export type AdminSupportTicket = z.infer<typeof adminSupportTicket>

export const adminSupportListInput = supportListInput.extend({
  status: supportTicketStatus.optional(),
  userId: userId.optional(),
})
export type AdminSupportListInput = z.infer<typeof adminSupportListInput>
export const adminSupportListResult = pageOf(adminSupportTicket)
export type AdminSupportListResult = z.infer<typeof adminSupportListResult>

export const supportAnswerInput = z.strictObject({ id: rowId, answer: writtenText(longestAnswer) })
export type SupportAnswerInput = z.infer<typeof supportAnswerInput>
export const supportCloseInput = z.strictObject({ id: rowId })
export type SupportCloseInput = z.infer<typeof supportCloseInput>
