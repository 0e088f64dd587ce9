import type {
  AchievementsResult,
  CreditsBalanceInput,
  CreditsBalanceResult,
  EraseResult,
  ExportResult,
  MarkReadInput,
  MarkReadResult,
  NotificationItem,
  NotificationsListInput,
  NotificationsListResult,
  SupportContext,
  SupportCreateInput,
  SupportListInput,
  SupportListResult,
  SupportTicket,
  UnreadCountResult,
} from '@instagram-dashboard/server/contract'
import type { SharedStreamOptions } from '../streams/subscribe.ts'
import type { CallOptions } from '../transport/calls.ts'

/** Messages to the user, worded in the client's `locale`. */
export interface InstagramNotifications {
  /** The caller's notifications: unread ones first, then the newest. Go on with `nextCursor` until it is `null`. */
  list: (input?: NotificationsListInput, options?: CallOptions) => Promise<NotificationsListResult>
  /** How many are unread. */
  unreadCount: (options?: CallOptions) => Promise<UnreadCountResult>
  /** Marks up to 100 of the caller's notifications read, and answers how many are left. Idempotent. */
  markRead: (input: MarkReadInput, options?: CallOptions) => Promise<MarkReadResult>
  /** Marks all of the caller's notifications read. */
  markAllRead: (options?: CallOptions) => Promise<MarkReadResult>
  /**
   * Each new notification as it comes, until the loop is left or `signal` is aborted; a connection that drops is
   * resumed. All tabs of a user share one connection where their browser can do it. Three connections a user at most:
   * beyond that it rejects with `RATE_LIMITED`. `onGap` is called when something may have been missed.
   */
  onNew: (options?: SharedStreamOptions) => AsyncGenerator<NotificationItem, void, undefined>
}

export interface InstagramAchievements {
  /** Every achievement with the caller's progress: reached ones first, then those that are nearest. */
  list: (options?: CallOptions) => Promise<AchievementsResult>
}

export interface InstagramCredits {
  /** The caller's credits, whole, with their history: newest first, by `nextCursor`. */
  balance: (input?: CreditsBalanceInput, options?: CallOptions) => Promise<CreditsBalanceResult>
}

export interface InstagramSupport {
  /** What `create` sends along unless told not to: show it to the user first. */
  context: (options?: CallOptions) => Promise<SupportContext>
  /** Sends a question. Rejects with `RATE_LIMITED` after twenty in a day. */
  create: (input: SupportCreateInput, options?: CallOptions) => Promise<SupportTicket>
  /** The caller's questions with their answers: newest first, by `nextCursor`. */
  list: (input?: SupportListInput, options?: CallOptions) => Promise<SupportListResult>
}

export interface InstagramPrivacy {
  /** Everything that is held on the caller, ready for a file. Never a token or a key. */
  export: (options?: CallOptions) => Promise<ExportResult>
  /**
   * Deletes everything that is held on the caller, for good and at once: accounts, numbers, notifications, achievements,
   * questions. Ask the user before.
   */
  erase: (options?: CallOptions) => Promise<EraseResult>
}
