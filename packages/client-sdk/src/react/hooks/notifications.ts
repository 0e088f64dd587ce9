import type {
  MarkReadInput,
  MarkReadResult,
  NotificationItem,
  NotificationsListInput,
  NotificationsListResult,
  UnreadCountResult,
} from '@instagram-dashboard/server/contract'
import { useEffect, useRef } from 'react'
import { isInstagramError } from '../../errors.ts'
import { useInstagramContext } from '../data/context.ts'
import {
  useChange,
  useInvalidate,
  useRead,
  useReadList,
  type InstagramList,
  type InstagramMutation,
  type InstagramQuery,
  type QueryOptions,
} from '../data/queries.ts'
import { instagramKeys } from '../data/query-keys.ts'

/** The notices, unread ones first; `fetchNextPage` brings more. */
export function useNotifications(
  input: Omit<NotificationsListInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<NotificationItem, NotificationsListResult> {
  return useReadList({
    ...options,
    key: instagramKeys.notificationList(input),
    read: ({ notifications }, cursor, call) => notifications.list({ ...input, cursor }, call),
    itemsOf: ({ items }) => items,
  })
}

/** How many notices are unread. */
export function useUnreadCount(options?: QueryOptions): InstagramQuery<UnreadCountResult> {
  return useRead({
    ...options,
    key: instagramKeys.unreadCount,
    read: ({ notifications }, call) => notifications.unreadCount(call),
  })
}

/** Marks up to 100 notices read. */
export function useMarkRead(): InstagramMutation<MarkReadInput, MarkReadResult> {
  return useChange({
    change: ({ notifications }, input) => notifications.markRead(input),
    invalidates: [instagramKeys.notifications],
  })
}

/** Marks all notices read. */
export function useMarkAllRead(): InstagramMutation<void, MarkReadResult> {
  return useChange({
    change: ({ notifications }) => notifications.markAllRead(),
    invalidates: [instagramKeys.notifications],
  })
}

/** How long to wait before a stream that ended is opened again. */
const reopenMs = 30_000

/** Calls back for each new notice as it comes, and keeps lists and counts up to date. One line for all tabs. */
export function useNewNotifications(onNew?: (notice: NotificationItem) => void): void {
  const { client } = useInstagramContext()
  const invalidate = useInvalidate()
  const told = useRef(onNew)
  told.current = onNew

  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    let timer: ReturnType<typeof setTimeout> | undefined
    async function listen(): Promise<void> {
      try {
        const onGap = () => void invalidate(instagramKeys.notifications)
        for await (const notice of client.notifications.onNew({ signal, onGap })) {
          told.current?.(notice)
          await invalidate(instagramKeys.notifications)
        }
      } catch (error) {
        // Without a session there is nothing to hear until somebody signs in, which is another client.
        if (isInstagramError(error) && error.code === 'AUTH_REQUIRED') return
      }
      if (!signal.aborted) timer = setTimeout(() => void listen(), reopenMs)
    }
    void listen()
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [client, invalidate])
}
