import { deliveryChannels, deliveryStatuses } from '@instagram-dashboard/db'
import { z } from 'zod'
import { count, cursorOf, nullableInstant, nullableText, pageLimit, pageOf, text } from '../contract-parts.ts'

const deliveryStatus = z.enum(deliveryStatuses).describe('`dead`: given up after all tries.')

export const deliveriesListInput = z.strictObject({
  status: deliveryStatus.describe('Default `dead`: what was given up and can be sent again.').optional(),
  cursor: cursorOf(/^\d{1,15}\.(webhook|callback)$/, '42.webhook'),
  limit: pageLimit(50),
})
export type DeliveriesListInput = z.infer<typeof deliveriesListInput>

export const deliverySchema = z
  .object({
    id: text.describe('The `webhook-id`.'),
    channel: z.enum(deliveryChannels).describe('Whether it goes to the webhook or to `onEvent`.'),
    type: text.describe('The type of the event.'),
    eventSequence: count.describe('The number of the event in the audit log.'),
    status: deliveryStatus,
    attempts: count.describe('How often it was tried.'),
    nextAttemptAt: z.date().describe('When it is tried next.'),
    lastFailure: nullableText.describe('Why the newest try failed: an HTTP status or a word.'),
    createdAt: z.date().describe('When the event happened.'),
    endedAt: nullableInstant.describe('When it arrived or was given up; `null` before.'),
  })
  .describe('An event on its way to the host.')
export type Delivery = z.infer<typeof deliverySchema>
export const deliveriesListResult = pageOf(deliverySchema, 'Newest event first.')
export type DeliveriesListResult = z.infer<typeof deliveriesListResult>

export const deliveriesResendInput = z.strictObject({
  ids: z.array(text.min(1).max(64)).min(1).max(100).describe('Up to 100.'),
})
export type DeliveriesResendInput = z.infer<typeof deliveriesResendInput>
export const deliveriesResendResult = z.object({
  results: z
    .array(
      z.object({
        id: text.describe('The delivery.'),
        outcome: z.enum(['resent', 'not_dead']).describe('What became of it.'),
      }),
    )
    .describe('What happened to each; only a dead one is sent again.'),
})
export type DeliveriesResendResult = z.infer<typeof deliveriesResendResult>
