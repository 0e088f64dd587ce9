import type * as contract from '@instagram-dashboard/server/contract'
import type { SharedStreamOptions } from '../streams/subscribe.ts'
import type { CallOptions } from '../transport/calls.ts'

/** Messages to the user, worded in the client's `locale`. */
export interface InstagramNotifications {
  /** The caller's notifications: unread ones first, then the newest. Go on with `nextCursor` until it is `null`. */
  list: (input?: contract.NotificationsListInput, options?: CallOptions) => Promise<contract.NotificationsListResult>
  /** How many are unread. */
  unreadCount: (options?: CallOptions) => Promise<contract.UnreadCountResult>
  /** Marks up to 100 of the caller's notifications read, and answers how many are left. Idempotent. */
  markRead: (input: contract.MarkReadInput, options?: CallOptions) => Promise<contract.MarkReadResult>
  /** Marks all of the caller's notifications read. */
  markAllRead: (options?: CallOptions) => Promise<contract.MarkReadResult>
  /**
   * Each new notification as it comes, until the loop is left or `signal` is aborted; a connection that drops is
   * resumed. All tabs of a user share one connection where their browser can do it. Three connections a user at most:
   * beyond that it rejects with `RATE_LIMITED`. `onGap` is called when something may have been missed.
   */
  onNew: (options?: SharedStreamOptions) => AsyncGenerator<contract.NotificationItem, void, undefined>
}

export interface InstagramAchievements {
  /** Every achievement with the caller's progress: reached ones first, then those that are nearest. */
  list: (options?: CallOptions) => Promise<contract.AchievementsResult>
}

export interface InstagramCredits {
  /** The caller's credits, whole, with their history: newest first, by `nextCursor`. */
  balance: (input?: contract.CreditsBalanceInput, options?: CallOptions) => Promise<contract.CreditsBalanceResult>
}

export interface InstagramSupport {
  /** What `create` sends along unless told not to: show it to the user first. */
  context: (options?: CallOptions) => Promise<contract.SupportContext>
  /** Sends a question. Rejects with `RATE_LIMITED` after twenty in a day. */
  create: (input: contract.SupportCreateInput, options?: CallOptions) => Promise<contract.SupportTicket>
  /** The caller's questions with their answers: newest first, by `nextCursor`. */
  list: (input?: contract.SupportListInput, options?: CallOptions) => Promise<contract.SupportListResult>
}

export interface InstagramPrivacy {
  /** Whether this installation compares accounts of like size, and whether the caller's are left out. */
  benchmark: (options?: CallOptions) => Promise<contract.BenchmarkChoice>
  /** Leaves the caller's accounts out of comparisons, at once, or counts them in the next time. Idempotent. */
  setBenchmark: (input: contract.SetBenchmarkInput, options?: CallOptions) => Promise<contract.SetBenchmarkResult>
  /** Everything that is held on the caller, ready for a file. Never a token or a key. */
  export: (options?: CallOptions) => Promise<contract.ExportResult>
  /**
   * Deletes everything that is held on the caller, for good and at once: accounts, numbers, notifications, achievements,
   * questions. Ask the user before.
   */
  erase: (options?: CallOptions) => Promise<contract.EraseResult>
}
