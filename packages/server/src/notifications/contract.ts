import { z } from 'zod'
import { appErrorActions, type AppErrorAction } from '../errors.ts'

export const notificationKinds = [
  'first_connection',
  'token_expiring',
  'sync_failed',
  'followers_grew',
  'connection_lost',
  'achievement_unlocked',
  'support_answered',
] as const
export type NotificationKind = (typeof notificationKinds)[number]

export interface NotificationsListInput {
  cursor?: string | undefined
  /** 1 to 100, default 20. */
  limit?: number | undefined
}
/** A notice, worded for the reader. */
export interface NotificationItem {
  id: string
  kind: NotificationKind
  title: string
  body: string
  /** What the person can do about it. */
  action: AppErrorAction
  /** The account it is about; `null` when it is about none. */
  accountId: string | null
  createdAt: Date
  readAt: Date | null
  /** Since when the problem it tells of is solved; such a notice counts as read. */
  resolvedAt: Date | null
}
export interface NotificationsListResult {
  /** Unread ones first, then the newest. */
  items: NotificationItem[]
  unreadCount: number
  nextCursor: string | null
}
export interface UnreadCountResult {
  unreadCount: number
}
export interface MarkReadInput {
  /** Up to 100 ids; those that are not the caller's are passed over. */
  ids: string[]
}
export interface MarkReadResult {
  success: true
  /** How many were unread until now. */
  marked: number
  unreadCount: number
}
export interface NotificationsOnNewInput {
  /** The id of the last one that was told; only newer ones follow. Without it, those that come from now on. */
  lastEventId?: string | undefined
}

const notificationId = z.string().regex(/^\d{1,15}$/)

export const notificationsListInput = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<NotificationsListInput>

export const notificationItem = z.object({
  id: z.string(),
  kind: z.enum(notificationKinds),
  title: z.string(),
  body: z.string(),
  action: z.enum(appErrorActions),
  accountId: z.string().nullable(),
  createdAt: z.date(),
  readAt: z.date().nullable(),
  resolvedAt: z.date().nullable(),
}) satisfies z.ZodType<NotificationItem>

export const notificationsListResult = z.object({
  items: z.array(notificationItem),
  unreadCount: z.number().int(),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<NotificationsListResult>

export const unreadCountResult = z.object({ unreadCount: z.number().int() }) satisfies z.ZodType<UnreadCountResult>

export const markReadInput = z.strictObject({
  ids: z.array(notificationId).min(1).max(100),
}) satisfies z.ZodType<MarkReadInput>

export const markReadResult = z.object({
  success: z.literal(true),
  marked: z.number().int(),
  unreadCount: z.number().int(),
}) satisfies z.ZodType<MarkReadResult>

export const notificationsOnNewInput = z.strictObject({
  lastEventId: notificationId.optional(),
}) satisfies z.ZodType<NotificationsOnNewInput>
