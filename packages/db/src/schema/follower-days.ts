import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** What is known of each Los Angeles day's followers, worked out from counts and from what Instagram said was gained and lost. */
export const defineFollowerDays = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'follower_days',
    {
      accountId: ofAccount(kit, accounts),
      day: kit.text().notNull(),
      /** The total at the end of the day; of a day that is not over, the newest count. */
      followers: kit.integer(),
      /** Gained minus lost. */
      change: kit.integer(),
      /** Total and change stay as they are. */
      isFinal: kit.boolean().notNull(),
      /** The total was worked out from another day's, not counted. */
      isDerived: kit.boolean().notNull(),
      /** The change is the difference of two counts, not Instagram's word. */
      isEstimated: kit.boolean().notNull(),
      /** When the day was first there to be seen; `null` of what a version before the column wrote. */
      firstKnownAt: kit.instant(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.day] })],
  )
