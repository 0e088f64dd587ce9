import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** How many different people a period of several days reached: daily reach can not be added up. */
export const definePeriodReach = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'period_reach',
    {
      accountId: ofAccount(kit, accounts),
      /** How long the period is. */
      days: kit.integer().notNull(),
      /** Its last Los Angeles day. */
      lastDay: kit.text().notNull(),
      reach: kit.integer().notNull(),
      readAt: kit.instant().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.days, table.lastDay] })],
  )
