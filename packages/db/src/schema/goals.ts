import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** How much of a metric a person wants to have by a day. */
export const defineGoals = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'goals',
    {
      id: kit.text().primaryKey(),
      accountId: ofAccount(kit, accounts),
      /** In the words of the API. */
      metric: kit.text().notNull(),
      amount: kit.integer().notNull(),
      /** `YYYY-MM-DD`: the first day that counts, and the last. */
      startDay: kit.text().notNull(),
      byDay: kit.text().notNull(),
      /** What it was before `startDay`; `null` where each day counts from 0. */
      startValue: kit.integer(),
      createdAt: kit.instant().notNull(),
      reachedAt: kit.instant(),
    },
    (table) => [kit.index('goals_account').on(table.accountId, table.createdAt)],
  )
