import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** How a metric is spread among the accounts of like size in this installation; never a single account's number. */
export const defineBenchmarks = (kit: Kit) =>
  kit.table(
    'benchmarks',
    {
      /** The size class. */
      cell: kit.text().notNull(),
      metric: kit.text().notNull(),
      /** With noise, and rounded; 0 where it was told and is silent since an account was taken out. */
      accounts: kit.integer().notNull(),
      /** `YYYY-MM-DD`: the days that were looked at, both included. */
      startDay: kit.text().notNull(),
      endDay: kit.text().notNull(),
      /** Of each percent from 1 to 99 the value, with noise. */
      percentiles: kit.json<Record<string, number>>().notNull(),
      computedAt: kit.instant().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.cell, table.metric] })],
  )

/** In which cell an account was counted last, so that the cell falls silent with the account. */
export const defineBenchmarkMembers = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'benchmark_members',
    {
      accountId: ofAccount(kit, accounts).primaryKey(),
      cell: kit.text().notNull(),
      endDay: kit.text().notNull(),
    },
    (table) => [kit.index('benchmark_members_cell').on(table.cell, table.endDay)],
  )

/** Who does not want their accounts to be counted in. */
export const defineBenchmarkOptOuts = (kit: Kit) =>
  kit.table('benchmark_opt_outs', {
    userId: kit.text().primaryKey(),
    optedOutAt: kit.instant().notNull(),
  })
