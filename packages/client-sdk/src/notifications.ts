import type {
  MarkReadInput,
  MarkReadResult,
  NotificationItem,
  NotificationsListInput,
  NotificationsListResult,
  UnreadCountResult,
} from '@instagram-dashboard/server/contract'
import type { CallOptions } from './calls.ts'
import type { SharedStreamOptions } from './subscribe.ts'

/** What the person is told, worded in the client's `locale`. */
export interface InstagramNotifications {
  /** The caller's notices: unread ones first, then the newest. Go on with `nextCursor` until it is `null`. */
  list: (input?: NotificationsListInput, options?: CallOptions) => Promise<NotificationsListResult>
  /** How many are unread. */
  unreadCount: (options?: CallOptions) => Promise<UnreadCountResult>
  /** Marks up to 100 of the caller's notices read, and answers how many are left. Twice is as good as once. */
  markRead: (input: MarkReadInput, options?: CallOptions) => Promise<MarkReadResult>
  /** Marks all of the caller's notices read. */
  markAllRead: (options?: CallOptions) => Promise<MarkReadResult>
  /**
   * Each new notice as it comes, until the loop is left or `signal` is aborted; a line that drops is taken up where it
   * was. All tabs of a person share one line where their browser can do it. Three lines a person at most: beyond that it
   * rejects with `RATE_LIMITED`. `onGap` is called when something may have come that the line did not bring.
   */
  onNew: (options?: SharedStreamOptions) => AsyncGenerator<NotificationItem, void, undefined>
}
