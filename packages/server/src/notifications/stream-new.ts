import { notifications } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import type { StreamLogin } from '../streams/watch-login.ts'
import type { NotificationItem, NotificationsOnNewInput } from './contract.ts'
import { presentNotification } from './present-notification.ts'

const pageSize = 20

/**
 * Each new notification of the caller as it comes, from any process, oldest first; with `lastEventId` those that came since.
 * @throws AppError RATE_LIMITED when too many streams of the user are open
 */
export async function* streamNew(
  { db, subscriptions, streams, settings }: Deps,
  { caller, login, signal }: { caller: Caller; login: StreamLogin; signal?: AbortSignal | undefined },
  { lastEventId }: NotificationsOnNewInput,
): AsyncGenerator<NotificationItem, void, undefined> {
  const { userId } = login
  using stream = streams.open(login, signal)
  using subscription = subscriptions.subscribe({ topic: 'person', id: userId })
  const reader = { locale: caller.locale, timeZone: settings.scheduleTimeZone }
  let after = lastEventId === undefined ? await notifications.newestId(db, userId) : Number(lastEventId)
  while (!stream.ended.aborted) {
    const page = await notifications.listAfter(db, userId, { after, limit: pageSize })
    for (const row of page) {
      yield presentNotification(row, reader)
      after = row.id
    }
    if (page.length < pageSize) await subscription.next(stream.ended)
  }
}
