import type { NotificationItem } from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../client.ts'
import { isInstagramError } from '../errors.ts'
import { instagramKeys } from './query-keys.ts'

/** How long to wait before a stream that ended is opened again. */
const reopenMs = 30_000

interface NotificationInput {
  client: InstagramClient
  invalidate: (key: readonly unknown[]) => Promise<void>
  tell: (notification: NotificationItem) => void
}

/** Tells each new notification as it comes, and keeps lists and counts up to date. @returns ends it */
export function followNotifications({ client, invalidate, tell }: NotificationInput): () => void {
  const controller = new AbortController()
  const { signal } = controller
  let timer: ReturnType<typeof setTimeout> | undefined
  async function subscribe(): Promise<void> {
    try {
      const onGap = () => void invalidate(instagramKeys.notifications)
      for await (const notification of client.notifications.onNew({ signal, onGap })) {
        tell(notification)
        await invalidate(instagramKeys.notifications)
      }
    } catch (error) {
      // Without a session there is nothing to subscribe to until somebody signs in, which makes another client.
      if (isInstagramError(error) && error.code === 'AUTH_REQUIRED') return
      // Where no stream gets through, lists and counts are still read now and then.
      if (!signal.aborted) void invalidate(instagramKeys.notifications)
    }
    if (!signal.aborted) timer = setTimeout(() => void subscribe(), reopenMs)
  }
  void subscribe()
  return () => {
    clearTimeout(timer)
    controller.abort()
  }
}
