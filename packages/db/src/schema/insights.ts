import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** What was found in an account's numbers, so that a host is told of each finding once. */
export const defineInsights = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'insights',
    {
      accountId: ofAccount(kit, accounts),
      rule: kit.text().notNull(),
      /** What the rule found it on: a day, a post, a content type. */
      subject: kit.text().notNull(),
      startDay: kit.text().notNull(),
      endDay: kit.text().notNull(),
      numbers: kit.json<Record<string, number | string | null>>().notNull(),
      foundAt: kit.instant().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.rule, table.subject] })],
  )

/** What was expected of an account, kept so that the error of it can be measured when the days have come. */
export const defineForecasts = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'forecasts',
    {
      accountId: ofAccount(kit, accounts),
      metric: kit.text().notNull(),
      /** The last day that was known. */
      madeOn: kit.text().notNull(),
      /** Of each day, or week, after it: the lower end, the middle and the upper end. */
      points: kit.json<{ day: string; low: number; middle: number; high: number }[]>().notNull(),
      madeAt: kit.instant().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.metric, table.madeOn] })],
  )
