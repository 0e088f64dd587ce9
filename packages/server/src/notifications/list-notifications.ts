import { notifications } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { cursorOfId, idOfCursor, readPage } from '../pages.ts'
import type {
  AdminNotificationsInput,
  AdminNotificationsResult,
  NotificationsListInput,
  NotificationsListResult,
  UnreadCountResult,
} from './contract.ts'
import { mayNeedAction, needsAction, presentNotification } from './present-notification.ts'

const usualLimit = 20
const usualAdminLimit = 50

/** The caller's notifications: unread ones first, then the newest. @throws AppError VALIDATION for a cursor that is not ours */
export async function listNotifications(
  { db, settings }: Deps,
  { caller, userId }: { caller: Caller; userId: string },
  { cursor, limit = usualLimit }: NotificationsListInput,
): Promise<NotificationsListResult> {
  const after = cursor === undefined ? null : readCursor(cursor)
  const read = (most: number) => notifications.listPage(db, userId, { after, limit: most })
  const { rows, nextCursor } = await readPage(limit, read, writeCursor)
  const reader = { locale: caller.locale, timeZone: settings.scheduleTimeZone }
  return {
    items: rows.map((row) => presentNotification(row, reader)),
    unreadCount: await notifications.countUnread(db, userId),
    nextCursor,
  }
}

/** What users were told, newest first, in the admin's language. */
export async function listAllNotifications(
  { db, settings }: Deps,
  caller: Caller,
  { cursor, limit = usualAdminLimit, ...filter }: AdminNotificationsInput,
): Promise<AdminNotificationsResult> {
  const before = idOfCursor(cursor)
  const read = (most: number) => notifications.listForAdmin(db, filter, { before, limit: most })
  const { rows, nextCursor } = await readPage(limit, read, cursorOfId)
  const reader = { locale: caller.locale, timeZone: settings.scheduleTimeZone }
  return { items: rows.map((row) => ({ ...presentNotification(row, reader), userId: row.userId })), nextCursor }
}

export async function countUnread({ db }: Deps, { userId }: { userId: string }): Promise<UnreadCountResult> {
  const [unreadCount, waiting] = await Promise.all([
    notifications.countUnread(db, userId),
    notifications.listUnreadOf(db, userId, mayNeedAction),
  ])
  return { unreadCount, needsActionCount: waiting.filter(needsAction).length }
}

function writeCursor({ readAt, closedAt, id }: notifications.NotificationRow): string {
  return `${readAt === null && closedAt === null ? 'unread' : 'seen'}.${id}`
}

function readCursor(cursor: string): notifications.NotificationPosition {
  const [, place, id] = /^(unread|seen)\.(\d{1,15})$/.exec(cursor) ?? []
  if (id === undefined) throw new AppError('VALIDATION', { field: 'cursor', problem: 'cursor' })
  return { isUnread: place === 'unread', id: Number(id) }
}
