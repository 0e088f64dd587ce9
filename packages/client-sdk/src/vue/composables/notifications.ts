// Made from the hooks of React by `npm run generate`: not to be edited.
import type * as contract from '@instagram-dashboard/server/contract'
import { instagramKeys, instagramQueries } from '../../queries/index.ts'
import type { Given, InstagramList, InstagramMutation, InstagramQuery, QueryOptions } from '../answers.ts'
import { useRead, useReadList, useChange } from '../reads.ts'

/** The notifications, unread ones first; `fetchNextPage` brings more. */
export function useNotifications(
  input: Given<Omit<contract.NotificationsListInput, 'cursor'>> = {},
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
