import { deliveryChannels, deliveryStatuses } from '@instagram-dashboard/db'
import { z } from 'zod'
import { count, nullableInstant, nullableText, pageLimit, pageOf, text } from '../contract-parts.ts'

const deliveryStatus = z.enum(deliveryStatuses)

export const deliveriesListInput = z.strictObject({
  status: deliveryStatus.describe('Default `dead`: what was given up and can be sent again.').optional(),
  cursor: text.regex(/^\d{1,15}\.(webhook|callback)$/).optional(),
  limit: pageLimit(50),
})
export type DeliveriesListInput = z.infer<typeof deliveriesListInput>

export const deliverySchema = z.object({
  id: text.describe('The `webhook-id`.'),
  channel: z.enum(deliveryChannels),
  type: text,
  eventSequence: count,
  status: deliveryStatus,
  attempts: count,
  nextAttemptAt: z.date(),
  lastFailure: nullableText.describe('Why the newest try failed: an HTTP status or a word.'),
  createdAt: z.date(),
  endedAt: nullableInstant,
})
export type Delivery = z.infer<typeof deliverySchema>
export const deliveriesListResult = pageOf(deliverySchema, 'Newest event first.')
export type DeliveriesListResult = z.infer<typeof deliveriesListResult>

export const deliveriesResendInput = z.strictObject({
  ids: z.array(text.min(1).max(64)).min(1).max(100).describe('Up to 100.'),
})
export type DeliveriesResendInput = z.infer<typeof deliveriesResendInput>
export const deliveriesResendResult = z.object({
  results: z
    .array(z.object({ id: text, outcome: z.enum(['resent', 'not_dead']) }))
    .describe('What happened to each; only a dead one is sent again.'),
})
export type DeliveriesResendResult = z.infer<typeof deliveriesResendResult>
