import { notificationKinds } from '@instagram-dashboard/db'
import { z } from 'zod'
import {
  accountId,
  count,
  measured,
  nextCursor,
  nullableInstant,
  nullableText,
  pageLimit,
  pageOf,
  rowCursor,
  rowId,
  success,
  text,
  userId,
} from '../contract-parts.ts'
import { appErrorAction } from '../errors-contract.ts'

export const notificationKind = z.enum(notificationKinds).describe('What it tells.')
export type NotificationKind = z.infer<typeof notificationKind>

export const notificationItem = z
  .object({
    id: text.meta({ description: 'Ascends: a newer one has a greater id.', examples: ['42'] }),
    kind: notificationKind,
    title: text.meta({ description: 'The headline.', examples: ['Instagram conectado'] }),
    body: text.describe('The sentence below it.'),
    action: appErrorAction.describe('What the user can do about it.'),
    accountId: nullableText.describe('The account it is about; `null` when it is about none.'),
    createdAt: z.date().describe('When it was told.'),
    needsAction: z
      .boolean()
      .describe(
        'Something waits for the user: until it is resolved, or read where reading is all. Else it only tells.',
      ),
    readAt: nullableInstant.describe('When it was marked as read; `null` while it is not.'),
    resolvedAt: nullableInstant.describe(
      'Since when the problem it tells of is solved; such a notification counts as read.',
    ),
  })
  .describe('A notification, worded for the reader.')
export type NotificationItem = z.infer<typeof notificationItem>

export const notificationsListInput = z.strictObject({
  cursor: text.max(200).describe('The `nextCursor` of the page before; without it the list begins.').optional(),
  limit: pageLimit(20),
})
export type NotificationsListInput = z.infer<typeof notificationsListInput>
export const notificationsListResult = z
  .object({
    items: z.array(notificationItem).describe('Unread ones first, then the newest.'),
    unreadCount: count.meta(measured('notifications', 'How many are unread.')),
    nextCursor,
  })
  .describe('A page of notifications.')
export type NotificationsListResult = z.infer<typeof notificationsListResult>

const needsActionCount = count.meta(
  measured('notifications', 'How many of the unread ones need the user; the number for a badge.'),
)

export const unreadCountResult = z
  .object({ unreadCount: count.meta(measured('notifications', 'How many are unread.')), needsActionCount })
  .describe('How many notifications are unread.')
export type UnreadCountResult = z.infer<typeof unreadCountResult>

export const markReadInput = z.strictObject({
  ids: z.array(rowId).min(1).max(100).describe("Up to 100 ids; those that are not the caller's are passed over."),
})
export type MarkReadInput = z.infer<typeof markReadInput>
export const markReadResult = z
  .object({
    success,
    marked: count.meta(measured('notifications', 'How many were unread until now.')),
    unreadCount: count.meta(measured('notifications', 'How many are unread still.')),
  })
  .describe('What became of it.')
export type MarkReadResult = z.infer<typeof markReadResult>

export const notificationsOnNewInput = z.strictObject({
  lastEventId: rowId
    .describe('The id of the last one that was told; only newer ones follow. Without it, those that come from now on.')
    .optional(),
})
export type NotificationsOnNewInput = z.infer<typeof notificationsOnNewInput>

export const adminNotificationsInput = z.strictObject({
  userId: userId.describe('Only those of this user.').optional(),
  accountId: accountId.describe('Only those about this account.').optional(),
  kind: notificationKind.describe('Only those of this kind.').optional(),
  cursor: rowCursor,
  limit: pageLimit(50),
})
export type AdminNotificationsInput = z.infer<typeof adminNotificationsInput>
export const adminNotification = notificationItem
  .extend({ userId: text.describe('Who was told.') })
  .describe('A notification of any user.')
export type AdminNotification = z.infer<typeof adminNotification>
export const adminNotificationsResult = pageOf(adminNotification, 'Newest first.')
export type AdminNotificationsResult = z.infer<typeof adminNotificationsResult>
