import { sql } from 'drizzle-orm'
import type { defineAccounts } from './accounts.ts'
import { syncStatuses, syncTriggers } from './enums.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** One sync of one account. */
export const defineSyncRuns = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'sync_runs',
    {
      id: kit.text().primaryKey(),
      accountId: ofAccount(kit, accounts),
      userId: kit.text().notNull(),
      trigger: kit.enum(syncTriggers).notNull(),
      status: kit.enum(syncStatuses).notNull(),
      phase: kit.text().notNull(),
      done: kit.integer().notNull().default(0),
      total: kit.integer().notNull().default(0),
      startedAt: kit.instant().notNull(),
      finishedAt: kit.instant(),
      apiCalls: kit.integer().notNull().default(0),
      daysWritten: kit.integer().notNull().default(0),
      followersChange: kit.integer(),
      errorCode: kit.text(),
      errorReason: kit.text(),
      errorAt: kit.instant(),
      /** What Instagram said, where it was Instagram that failed: its code and subcode … */
      instagramCode: kit.integer(),
      instagramSubcode: kit.integer(),
      /** … the trace id that Meta's support asks for, the HTTP status, what was asked, as `GET me/insights` … */
      instagramTraceId: kit.text(),
      instagramStatus: kit.integer(),
      instagramEndpoint: kit.text(),
      /** … and its sentence, without ids and without whatever could be a token. */
      instagramWords: kit.text(),
    },
    (table) => [
      kit.index('sync_runs_account').on(table.accountId, table.startedAt, table.id),
      kit.index('sync_runs_started').on(table.startedAt),
      kit
        .index('sync_runs_unfinished')
        .on(table.accountId, table.startedAt)
        .where(sql`finished_at is null`),
      // What an operator looks for among all runs is rare, and so is an index of it alone.
      kit
        .index('sync_runs_lacking')
        .on(table.startedAt, table.id)
        .where(sql`status in ('partial', 'failed')`),
    ],
  )
