import { supportTicketStatuses } from '@instagram-dashboard/db'
import { z } from 'zod'
import {
  id,
  nullableInstant,
  nullableText,
  pageLimit,
  pageOf,
  rowCursor,
  rowId,
  text,
  userId,
  username,
} from '../contract-parts.ts'

const supportTicketStatus = z.enum(supportTicketStatuses).describe('How far it is.')

/** ISO 8601: what was packed once is kept as it was. */
const instantText = text.meta({ format: 'date-time', examples: ['2026-11-16T09:30:00.000Z'] })

export const supportContext = z
  .object({
    accounts: z
      .array(
        z.object({
          id,
          username: username.describe('Its name at Instagram.'),
          status: text.meta({ description: 'As the account says it.', examples: ['active'] }),
          connectedAt: instantText.describe('When it was connected.'),
          lastSyncedAt: instantText.nullable().describe('When it was last synced.'),
          tokenExpiresAt: instantText.nullable().describe('When its token ends.'),
          missingScopes: z.array(text).describe('Permissions that are needed and were not given.'),
          lastError: z
            .object({
              code: text.describe('A code of ours.'),
              reason: nullableText.describe('The cause where the code has several.'),
              at: instantText.describe('When it happened.'),
            })
            .nullable()
            .describe('Its newest failure; `null` when all is well.'),
        }),
      )
      .describe("The user's accounts."),
    failedSyncs: z
      .array(
        z.object({
          accountId: id.describe('The account.'),
          code: nullableText.describe('A code of ours.'),
          at: instantText.describe('When it ended.'),
        }),
      )
      .describe('The newest runs that did not go well.'),
    events: z
      .array(
        z.object({
          type: text.describe('What happened, as docs/events.md lists it.'),
          at: instantText.describe('When.'),
          requestId: nullableText.describe('The request that did it.'),
        }),
      )
      .describe('The newest things that happened, with the request ids by which the log is searched.'),
  })
  .describe(
    'What is sent along with a question, so that nobody has to ask for it. Never a token, a code or a number of theirs.',
  )
export type SupportContext = z.infer<typeof supportContext>

export const supportTicket = z
  .object({
    id: text.meta({ description: 'Names the question.', examples: ['7'] }),
    subject: text.describe('What it is about.'),
    message: text.describe('The question.'),
    context: supportContext
      .nullable()
      .describe('What was sent along; `null` when the user wanted to send the message alone.'),
    status: supportTicketStatus,
    answer: nullableText.describe('`null` before it is answered.'),
    createdAt: z.date().describe('When it was asked.'),
    answeredAt: nullableInstant.describe('When it was answered; `null` before.'),
    closedAt: nullableInstant.describe('When it was closed; `null` before.'),
  })
  .describe('A question of a user.')
export type SupportTicket = z.infer<typeof supportTicket>

/** One form for each text, so that what looks the same is the same. */
const writtenText = (longest: number) =>
  text.transform((value) => value.normalize('NFC').trim()).pipe(text.min(1).max(longest))

export const longestAnswer = 5_000

export const supportCreateInput = z.strictObject({
  subject: writtenText(120).describe('Default: how the message begins.').optional(),
  message: writtenText(5_000).describe('The question, 1 to 5,000 characters.'),
  includeContext: z.boolean().describe('Send along what `support.context` shows. Default `true`.').optional(),
})
export type SupportCreateInput = z.infer<typeof supportCreateInput>

export const supportListInput = z.strictObject({ cursor: rowCursor, limit: pageLimit(20) })
export type SupportListInput = z.infer<typeof supportListInput>
export const supportListResult = pageOf(supportTicket, 'Newest first.')
export type SupportListResult = z.infer<typeof supportListResult>

export const adminSupportTicket = supportTicket
  .extend({ userId: text.describe('Who asks.') })
  .describe('A question of any user.')
export type AdminSupportTicket = z.infer<typeof adminSupportTicket>

export const adminSupportListInput = supportListInput.extend({
  status: supportTicketStatus.describe('Only questions that are that far.').optional(),
  userId: userId.describe('Only questions of this user.').optional(),
})
export type AdminSupportListInput = z.infer<typeof adminSupportListInput>
export const adminSupportListResult = pageOf(adminSupportTicket, 'Newest first.')
export type AdminSupportListResult = z.infer<typeof adminSupportListResult>

export const supportAnswerInput = z.strictObject({
  id: rowId.describe('The question.'),
  answer: writtenText(longestAnswer).describe('1 to 5,000 characters. It replaces an answer that was given before.'),
})
export type SupportAnswerInput = z.infer<typeof supportAnswerInput>
export const supportCloseInput = z.strictObject({ id: rowId.describe('The question.') })
export type SupportCloseInput = z.infer<typeof supportCloseInput>
