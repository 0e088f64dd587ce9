import { notifications } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { presentNotification } from '../notifications/present-notification.ts'
import type { AdminNotificationsInput, AdminNotificationsResult } from '../notifications/contract.ts'

const usualLimit = 50

/** What people were told, newest first, in the admin's language. */
export async function listAllNotifications(
  { db, settings }: Deps,
  caller: Caller,
  { cursor, limit = usualLimit, ...filter }: AdminNotificationsInput,
): Promise<AdminNotificationsResult> {
  const before = cursor === undefined ? null : Number(cursor)
  const rows = await notifications.listForAdmin(db, filter, { before, limit: limit + 1 })
  const reader = { locale: caller.locale, timeZone: settings.scheduleTimeZone }
  const page = rows.slice(0, limit)
  return {
    items: page.map((row) => ({ ...presentNotification(row, reader), userId: row.userId })),
    nextCursor: rows.length > limit ? String(page.at(-1)?.id) : null,
  }
}
