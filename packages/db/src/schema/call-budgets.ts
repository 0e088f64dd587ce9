import { sql } from 'drizzle-orm'
import type { Kit } from './kit.ts'

/** The calls of the last hour, shared by all processes. One row per account, and one for the app as a whole. */
export const defineCallBudgets = (kit: Kit) =>
  kit.table(
    'call_budgets',
    {
      /** An account's id, or `app`. */
      scope: kit.text().primaryKey(),
      /** Minute (Unix) at whose end the calls count as made → how many; nothing older than an hour is kept. */
      calls: kit.json<Record<string, number>>().notNull(),
      /** What Instagram's usage header said last, in percent. */
      usagePercent: kit.integer(),
      usageAt: kit.instant(),
      /** Instagram asked for silence until then. */
      pausedUntil: kit.instant(),
      /** `app_refused`: not for the number of calls but because Instagram refuses the app itself; `null` otherwise. */
      pauseReason: kit.text(),
      /** Instagram's code and subcode of that refusal, for the operator. */
      pauseCode: kit.text(),
      /** Since when the app is refused. */
      refusedSince: kit.instant(),
    },
    (table) => [
      kit
        .index('call_budgets_paused')
        .on(table.pausedUntil)
        .where(sql`paused_until is not null`),
      kit
        .index('call_budgets_refused')
        .on(table.refusedSince)
        .where(sql`refused_since is not null`),
    ],
  )
