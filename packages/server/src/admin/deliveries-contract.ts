import { z } from 'zod'

export const deliveryStatuses = ['pending', 'delivered', 'dead'] as const

export interface DeliveriesListInput {
  /** Default `dead`: what was given up and can be sent again. */
  status?: (typeof deliveryStatuses)[number] | undefined
  cursor?: string | undefined
  /** 1 to 100, default 50. */
  limit?: number | undefined
}
export interface Delivery {
  /** The `webhook-id`. */
  id: string
  channel: 'webhook' | 'callback'
  type: string
  eventSequence: number
  status: (typeof deliveryStatuses)[number]
  attempts: number
  nextAttemptAt: Date
  /** Why the newest try failed: an HTTP status or a word. */
  lastFailure: string | null
  createdAt: Date
  endedAt: Date | null
}
export interface DeliveriesListResult {
  /** Newest event first. */
  items: Delivery[]
  nextCursor: string | null
}
export interface DeliveriesResendInput {
  /** Up to 100. */
  ids: string[]
}
export interface DeliveriesResendResult {
  /** What happened to each; only a dead one is sent again. */
  results: { id: string; outcome: 'resent' | 'not_dead' }[]
}

export const deliveriesListInput = z.strictObject({
  status: z.enum(deliveryStatuses).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}\.(webhook|callback)$/)
    .optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<DeliveriesListInput>

export const deliveriesListResult = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      channel: z.enum(['webhook', 'callback']),
      type: z.string(),
      eventSequence: z.number().int(),
      status: z.enum(deliveryStatuses),
      attempts: z.number().int(),
      nextAttemptAt: z.date(),
      lastFailure: z.string().nullable(),
      createdAt: z.date(),
      endedAt: z.date().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<DeliveriesListResult>

export const deliveriesResendInput = z.strictObject({
  ids: z.array(z.string().min(1).max(64)).min(1).max(100),
}) satisfies z.ZodType<DeliveriesResendInput>

export const deliveriesResendResult = z.object({
  results: z.array(z.object({ id: z.string(), outcome: z.enum(['resent', 'not_dead']) })),
}) satisfies z.ZodType<DeliveriesResendResult>
