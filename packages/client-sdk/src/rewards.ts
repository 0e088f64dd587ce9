import type {
  AchievementsResult,
  CreditsBalanceInput,
  CreditsBalanceResult,
} from '@instagram-dashboard/server/contract'
import type { CallOptions } from './calls.ts'

export interface InstagramAchievements {
  /** Every achievement with the caller's progress: reached ones first, then those that are nearest. */
  list: (options?: CallOptions) => Promise<AchievementsResult>
}

export interface InstagramCredits {
  /** The caller's credits, whole, with their history: newest first, by `nextCursor`. */
  balance: (input?: CreditsBalanceInput, options?: CallOptions) => Promise<CreditsBalanceResult>
}
