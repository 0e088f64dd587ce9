import type * as contract from '@instagram-dashboard/server/contract'
import { useEffect } from 'react'
import { followNotifications } from '../../queries/index.ts'
import {
  instagramKeys,
  type InstagramList,
  type InstagramMutation,
  instagramQueries,
  type InstagramQuery,
  type QueryOptions,
  useChange,
  useEvent,
  useInstagramContext,
  useInvalidate,
  useRead,
  useReadList,
} from '../data/index.ts'

/** The notifications, unread ones first; `fetchNextPage` brings more. */
export function useNotifications(
  input: Omit<contract.NotificationsListInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<contract.NotificationItem, contract.NotificationsListResult> {
  return useReadList(instagramQueries.notifications, input, options)
}

/** How many notifications are unread. */
export function useUnreadCount(options?: QueryOptions): InstagramQuery<contract.UnreadCountResult> {
  return useRead(instagramQueries.unreadCount, undefined, options)
}

/** Marks up to 100 notifications read. */
export function useMarkRead(): InstagramMutation<contract.MarkReadInput, contract.MarkReadResult> {
  return useChange(({ notifications }, input) => notifications.markRead(input), [instagramKeys.notifications])
}

/** Marks all notifications read. */
export function useMarkAllRead(): InstagramMutation<void, contract.MarkReadResult> {
  return useChange(({ notifications }) => notifications.markAllRead(), [instagramKeys.notifications])
}

/** Calls back for each new notification as it comes, and keeps lists and counts up to date. All tabs share one stream. */
export function useNewNotifications(onNew?: (notification: contract.NotificationItem) => void): void {
  const { client } = useInstagramContext()
  const invalidate = useInvalidate()
  const tell = useEvent((notification: contract.NotificationItem) => onNew?.(notification))
  useEffect(() => followNotifications({ client, invalidate, tell }), [client, invalidate, tell])
}
