import { z } from 'zod'
import {
  supportText,
  supportTicket,
  supportTicketStatuses,
  ticketId,
  type SupportListInput,
  type SupportTicket,
  type SupportTicketStatus,
} from '../support/contract.ts'

export interface AdminSupportTicket extends SupportTicket {
  userId: string
}
export interface AdminSupportListInput extends SupportListInput {
  status?: SupportTicketStatus | undefined
  userId?: string | undefined
}
export interface AdminSupportListResult {
  items: AdminSupportTicket[]
  nextCursor: string | null
}
export interface SupportAnswerInput {
  id: string
  answer: string
}
export interface SupportCloseInput {
  id: string
}

export const adminSupportTicket = supportTicket.extend({
  userId: z.string(),
}) satisfies z.ZodType<AdminSupportTicket>

export const adminSupportListInput = z.strictObject({
  status: z.enum(supportTicketStatuses).optional(),
  userId: z.string().min(1).max(128).optional(),
  cursor: ticketId.optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<AdminSupportListInput>

export const adminSupportListResult = z.object({
  items: z.array(adminSupportTicket),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<AdminSupportListResult>

export const supportAnswerInput = z.strictObject({
  id: ticketId,
  answer: supportText,
}) satisfies z.ZodType<SupportAnswerInput>

export const supportCloseInput = z.strictObject({ id: ticketId }) satisfies z.ZodType<SupportCloseInput>
