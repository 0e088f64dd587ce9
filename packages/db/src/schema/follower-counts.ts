import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** Follower totals, each with the instant of which it is: as Instagram said them, or as a person brought them along. */
export const defineFollowerCounts = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'follower_counts',
    {
      accountId: ofAccount(kit, accounts),
      takenAt: kit.instant().notNull(),
      followersCount: kit.integer().notNull(),
      followsCount: kit.integer(),
      mediaCount: kit.integer(),
      /** When a person brought it along; `null` where it is Instagram's word. */
      importedAt: kit.instant(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.takenAt] })],
  )
