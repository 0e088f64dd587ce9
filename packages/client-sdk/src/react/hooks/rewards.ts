import type {
  AchievementsResult,
  CreditEntry,
  CreditsBalanceInput,
  CreditsBalanceResult,
} from '@instagram-dashboard/server/contract'
import { useRead, useReadList, type InstagramList, type InstagramQuery, type QueryOptions } from '../data/queries.ts'
import { instagramKeys } from '../data/query-keys.ts'

/** All achievements with the person's progress. */
export function useAchievements(options?: QueryOptions): InstagramQuery<AchievementsResult> {
  return useRead({
    ...options,
    key: instagramKeys.achievements,
    read: ({ achievements }, call) => achievements.list(call),
  })
}

/** The person's credits, `pages[0].balance` of them, and where they come from. */
export function useCredits(
  input: Omit<CreditsBalanceInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<CreditEntry, CreditsBalanceResult> {
  return useReadList({
    ...options,
    key: instagramKeys.credits(input),
    read: ({ credits }, cursor, call) => credits.balance({ ...input, cursor }, call),
    itemsOf: ({ items }) => items,
  })
}
