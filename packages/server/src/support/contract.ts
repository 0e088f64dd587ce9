import { z } from 'zod'

export const supportTicketStatuses = ['open', 'answered', 'closed'] as const
export type SupportTicketStatus = (typeof supportTicketStatuses)[number]

/** What is sent along with a question, so that nobody has to ask for it. Never a token, a code or a number of theirs. */
export interface SupportContext {
  accounts: {
    id: string
    username: string
    status: string
    connectedAt: string
    lastSyncedAt: string | null
    tokenExpiresAt: string | null
    missingScopes: string[]
    lastError: { code: string; reason: string | null; at: string } | null
  }[]
  /** The newest runs that did not go well. */
  failedSyncs: { accountId: string; code: string | null; at: string }[]
  /** The newest things that happened, with the request ids by which the log is searched. */
  events: { type: string; at: string; requestId: string | null }[]
}

export interface SupportTicket {
  id: string
  subject: string
  message: string
  /** What was sent along; `null` when the person wanted to send the message alone. */
  context: SupportContext | null
  status: SupportTicketStatus
  answer: string | null
  createdAt: Date
  answeredAt: Date | null
  closedAt: Date | null
}

export interface SupportCreateInput {
  /** Default: how the message begins. */
  subject?: string | undefined
  message: string
  /** Send along what `support.context` shows. Default `true`. */
  includeContext?: boolean | undefined
}
export interface SupportListInput {
  cursor?: string | undefined
  /** 1 to 100, default 20. */
  limit?: number | undefined
}
export interface SupportListResult {
  /** Newest first. */
  items: SupportTicket[]
  nextCursor: string | null
}

export const ticketId = z.string().regex(/^\d{1,15}$/)
/** One form for each text, so that what looks the same is the same. */
const text = (longest: number) =>
  z
    .string()
    .transform((value) => value.normalize('NFC').trim())
    .pipe(z.string().min(1).max(longest))

export const longestAnswer = 5_000
export const supportText = text(longestAnswer)

export const supportCreateInput = z.strictObject({
  subject: text(120).optional(),
  message: text(5_000),
  includeContext: z.boolean().optional(),
}) satisfies z.ZodType<SupportCreateInput>

export const supportListInput = z.strictObject({
  cursor: ticketId.optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<SupportListInput>

const nullableText = z.string().nullable()

export const supportContext = z.object({
  accounts: z.array(
    z.object({
      id: z.string(),
      username: z.string(),
      status: z.string(),
      connectedAt: z.string(),
      lastSyncedAt: nullableText,
      tokenExpiresAt: nullableText,
      missingScopes: z.array(z.string()),
      lastError: z.object({ code: z.string(), reason: nullableText, at: z.string() }).nullable(),
    }),
  ),
  failedSyncs: z.array(z.object({ accountId: z.string(), code: nullableText, at: z.string() })),
  events: z.array(z.object({ type: z.string(), at: z.string(), requestId: nullableText })),
}) satisfies z.ZodType<SupportContext>

export const supportTicket = z.object({
  id: z.string(),
  subject: z.string(),
  message: z.string(),
  context: supportContext.nullable(),
  status: z.enum(supportTicketStatuses),
  answer: nullableText,
  createdAt: z.date(),
  answeredAt: z.date().nullable(),
  closedAt: z.date().nullable(),
}) satisfies z.ZodType<SupportTicket>

export const supportListResult = z.object({
  items: z.array(supportTicket),
  nextCursor: nullableText,
}) satisfies z.ZodType<SupportListResult>
