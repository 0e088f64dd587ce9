import { notificationKinds } from '@instagram-dashboard/db'
import { z } from 'zod'
import {
  accountId,
  count,
  nullableInstant,
  nullableText,
  pageLimit,
  pageOf,
  rowId,
  text,
  userId,
} from '../contract-parts.ts'
import { appErrorAction } from '../errors-contract.ts'

export const notificationKind = z.enum(notificationKinds)
export type NotificationKind = z.infer<typeof notificationKind>

export const notificationItem = z
  .object({
    id: text,
    kind: notificationKind,
    title: text,
    body: text,
    action: appErrorAction.describe('What the user can do about it.'),
    accountId: nullableText.describe('The account it is about; `null` when it is about none.'),
    createdAt: z.date(),
    readAt: nullableInstant,
    resolvedAt: nullableInstant.describe(
      'Since when the problem it tells of is solved; such a notification counts as read.',
    ),
  })
  .describe('A notification, worded for the reader.')
export type NotificationItem = z.infer<typeof notificationItem>

export const notificationsListInput = z.strictObject({ cursor: text.max(200).optional(), limit: pageLimit(20) })
export type NotificationsListInput = z.infer<typeof notificationsListInput>
export const notificationsListResult = z.object({
  items: z.array(notificationItem).describe('Unread ones first, then the newest.'),
  unreadCount: count,
  nextCursor: nullableText,
})
export type NotificationsListResult = z.infer<typeof notificationsListResult>

export const unreadCountResult = z.object({ unreadCount: count })
export type UnreadCountResult = z.infer<typeof unreadCountResult>

export const markReadInput = z.strictObject({
  ids: z.array(rowId).min(1).max(100).describe("Up to 100 ids; those that are not the caller's are passed over."),
})
export type MarkReadInput = z.infer<typeof markReadInput>
export const markReadResult = z.object({
  success: z.literal(true),
  marked: count.describe('How many were unread until now.'),
  unreadCount: count,
})
export type MarkReadResult = z.infer<typeof markReadResult>

export const notificationsOnNewInput = z.strictObject({
  lastEventId: rowId
    .describe('The id of the last one that was told; only newer ones follow. Without it, those that come from now on.')
    .optional(),
})
export type NotificationsOnNewInput = z.infer<typeof notificationsOnNewInput>

export const adminNotificationsInput = z.strictObject({
  userId: userId.optional(),
  accountId: accountId.optional(),
  kind: notificationKind.optional(),
  cursor: rowId.optional(),
  limit: pageLimit(50),
})
export type AdminNotificationsInput = z.infer<typeof adminNotificationsInput>
export const adminNotification = notificationItem.extend({ userId: text.describe('Who was told.') })
export type AdminNotification = z.infer<typeof adminNotification>
export const adminNotificationsResult = pageOf(adminNotification, 'Newest first.')
export type AdminNotificationsResult = z.infer<typeof adminNotificationsResult>
