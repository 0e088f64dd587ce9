import type { defineAccounts } from './accounts.ts'
import { splitDimensions } from './enums.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** What a Los Angeles day's numbers are made of, by one breakdown of Instagram's. */
export const defineDailySplits = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'daily_splits',
    {
      accountId: ofAccount(kit, accounts),
      /** `YYYY-MM-DD`. */
      day: kit.text().notNull(),
      by: kit.enum(splitDimensions).notNull(),
      /** Metric → category → value, in Instagram's own names, categories in upper case. A category that is not here is 0, a metric that is not here unknown. */
      values: kit.json<Record<string, Record<string, number>>>().notNull(),
      /** Why a metric is not there, or was not said again since the day settled, by Instagram's name. */
      missing: kit.json<Record<string, string>>().notNull(),
      isFinal: kit.boolean().notNull(),
      readAt: kit.instant().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.day, table.by] })],
  )
