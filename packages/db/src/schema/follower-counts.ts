import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** Follower totals as Instagram said them, each with the instant at which it did. */
export const defineFollowerCounts = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'follower_counts',
    {
      accountId: ofAccount(kit, accounts),
      takenAt: kit.instant().notNull(),
      followersCount: kit.integer().notNull(),
      followsCount: kit.integer(),
      mediaCount: kit.integer(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.takenAt] })],
  )
