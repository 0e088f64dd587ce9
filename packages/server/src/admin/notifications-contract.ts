import { z } from 'zod'
import {
  notificationItem,
  notificationKinds,
  type NotificationItem,
  type NotificationKind,
} from '../notifications/contract.ts'

export interface AdminNotificationsInput {
  userId?: string | undefined
  accountId?: string | undefined
  kind?: NotificationKind | undefined
  cursor?: string | undefined
  /** 1 to 100, default 50. */
  limit?: number | undefined
}
export interface AdminNotification extends NotificationItem {
  /** Who was told. */
  userId: string
}
export interface AdminNotificationsResult {
  /** Newest first. */
  items: AdminNotification[]
  nextCursor: string | null
}

export const adminNotificationsInput = z.strictObject({
  userId: z.string().min(1).max(128).optional(),
  accountId: z.string().min(1).max(64).optional(),
  kind: z.enum(notificationKinds).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<AdminNotificationsInput>

export const adminNotificationsResult = z.object({
  items: z.array(notificationItem.extend({ userId: z.string() })),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<AdminNotificationsResult>
