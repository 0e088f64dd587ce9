import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** One row per account and Los Angeles day, in Instagram's own metric names. `null` is unknown, never 0. */
export const defineDailyMetrics = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'daily_metrics',
    {
      accountId: ofAccount(kit, accounts),
      /** `YYYY-MM-DD`. */
      day: kit.text().notNull(),
      reach: kit.integer(),
      views: kit.integer(),
      accountsEngaged: kit.integer(),
      totalInteractions: kit.integer(),
      likes: kit.integer(),
      comments: kit.integer(),
      saves: kit.integer(),
      shares: kit.integer(),
      replies: kit.integer(),
      reposts: kit.integer(),
      profileViews: kit.integer(),
      websiteClicks: kit.integer(),
      profileLinksTaps: kit.integer(),
      /** Instagram's `follower_count`: new followers of the day, not the total. */
      newFollowers: kit.integer(),
      follows: kit.integer(),
      unfollows: kit.integer(),
      /** Metrics that Instagram sent and this version has no column for. */
      other: kit.json<Record<string, number>>(),
      /** Why Instagram has not said a metric, by its own name: of each that is null or was brought along. */
      missing: kit.json<Record<string, string>>().notNull(),
      /** Metrics, by Instagram's name, of which no reading after the day settled has said a number yet. */
      unsettled: kit.json<string[]>().notNull().default([]),
      /** When `follows` and `unfollows` were last asked for, which is not at each reading of the day. */
      followsReadAt: kit.instant(),
      /** As Instagram sent it, so that the day rule can be checked later. */
      rawEndTime: kit.text(),
      isFinal: kit.boolean().notNull(),
      fetchedAt: kit.instant().notNull(),
      /** When the day was first there to be seen; `null` of what a version before the column wrote. */
      firstReadAt: kit.instant(),
      /** When a person brought the day along, while a number of it is left that Instagram has not said. */
      importedAt: kit.instant(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.day] })],
  )
