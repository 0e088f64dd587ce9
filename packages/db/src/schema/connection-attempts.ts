import { sql } from 'drizzle-orm'
import { connectionSteps } from './enums.ts'
import type { Kit } from './kit.ts'

/** The connect funnel: one row for each step that an attempt reached. */
export const defineConnectionAttempts = (kit: Kit) =>
  kit.table(
    'connection_attempts',
    {
      id: kit.sequence(),
      stateHash: kit.text().notNull(),
      userId: kit.text().notNull(),
      accountId: kit.text(),
      step: kit.enum(connectionSteps).notNull(),
      placement: kit.text(),
      /** Which of the texts the person had read, on the first step. */
      textVariant: kit.text(),
      /** Whole seconds since the attempt started. */
      durationSeconds: kit.integer().notNull(),
      errorMessage: kit.text(),
      createdAt: kit.instant().notNull(),
    },
    (table) => [
      kit.index('connection_attempts_state').on(table.stateHash),
      kit.index('connection_attempts_created').on(table.createdAt, table.id),
      kit.index('connection_attempts_user').on(table.userId, table.id),
      // Who has connected before.
      kit.index('connection_attempts_step').on(table.userId, table.step, table.createdAt),
      kit
        .index('connection_attempts_account')
        .on(table.accountId)
        .where(sql`account_id is not null`),
    ],
  )
