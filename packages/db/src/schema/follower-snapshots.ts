import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'

export const snapshotSources = ['observed', 'derived'] as const

/** The follower total of a day: counted by a sync on that day, or worked backwards from a later count. */
export const defineFollowerSnapshots = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'follower_snapshots',
    {
      accountId: kit
        .text()
        .notNull()
        .references(() => accounts.id, { onDelete: 'cascade' }),
      day: kit.text().notNull(),
      followersCount: kit.integer().notNull(),
      followsCount: kit.integer(),
      mediaCount: kit.integer(),
      source: kit.enum(snapshotSources).notNull(),
      takenAt: kit.instant().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.day] })],
  )
