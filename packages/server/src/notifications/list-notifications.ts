import { notifications } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { NotificationsListInput, NotificationsListResult, UnreadCountResult } from './contract.ts'
import { presentNotification } from './present-notification.ts'

const usualLimit = 20

/** The caller's notices: unread ones first, then the newest. @throws AppError VALIDATION for a cursor that is not ours */
export async function listNotifications(
  { db, settings }: Deps,
  { caller, userId }: { caller: Caller; userId: string },
  { cursor, limit = usualLimit }: NotificationsListInput,
): Promise<NotificationsListResult> {
  const after = cursor === undefined ? null : readCursor(cursor)
  const rows = await notifications.listPage(db, userId, { after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const reader = { locale: caller.locale, timeZone: settings.scheduleTimeZone }
  return {
    items: page.map((row) => presentNotification(row, reader)),
    unreadCount: await notifications.countUnread(db, userId),
    nextCursor: last ? `${last.readAt === null && last.closedAt === null ? 'unread' : 'seen'}.${last.id}` : null,
  }
}

export async function countUnread({ db }: Deps, { userId }: { userId: string }): Promise<UnreadCountResult> {
  return { unreadCount: await notifications.countUnread(db, userId) }
}

function readCursor(cursor: string): notifications.NotificationPosition {
  const [, place, id] = /^(unread|seen)\.(\d{1,15})$/.exec(cursor) ?? []
  if (id === undefined) throw new AppError('VALIDATION', { field: 'cursor' })
  return { isUnread: place === 'unread', id: Number(id) }
}
