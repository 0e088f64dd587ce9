import type { Kit } from './kit.ts'

/** Percentiles of a metric among the accounts of like size in this installation; never a single account's number. */
export const defineBenchmarks = (kit: Kit) =>
  kit.table(
    'benchmarks',
    {
      /** The size class. */
      cell: kit.text().notNull(),
      metric: kit.text().notNull(),
      /** Rounded, as it is told. */
      accounts: kit.integer().notNull(),
      /** Percentile → value, with noise. */
      percentiles: kit.json<Record<string, number>>().notNull(),
      computedAt: kit.instant().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.cell, table.metric] })],
  )

/** Who does not want their accounts to be counted in. */
export const defineBenchmarkOptOuts = (kit: Kit) =>
  kit.table('benchmark_opt_outs', {
    userId: kit.text().primaryKey(),
    optedOutAt: kit.instant().notNull(),
  })
