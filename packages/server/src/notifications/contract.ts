import { z } from 'zod'

export interface NotificationsListInput {
  cursor?: string | undefined
  /** 1 to 100, default 20. */
  limit?: number | undefined
}
export interface NotificationItem {
  id: string
  title: string
  body: string
  createdAt: Date
  readAt: Date | null
}
export interface NotificationsListResult {
  items: NotificationItem[]
  unreadCount: number
  nextCursor: string | null
}

export const notificationsListInput = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<NotificationsListInput>

export const notificationsListResult = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      body: z.string(),
      createdAt: z.date(),
      readAt: z.date().nullable(),
    }),
  ),
  unreadCount: z.number().int(),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<NotificationsListResult>
