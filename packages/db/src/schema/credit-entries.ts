import { creditReasons } from './enums.ts'
import type { Kit } from './kit.ts'

/** Double entry: the entries of one transaction add up to zero. Never changed; a mistake is reversed by another one. */
export const defineCreditEntries = (kit: Kit) =>
  kit.table(
    'credit_entries',
    {
      id: kit.sequence(),
      transactionId: kit.text().notNull(),
      /** A person's reference, or `issued`: where credits come from and go back to. */
      ledgerAccount: kit.text().notNull(),
      /** Whole credits, negative when they leave the account. */
      amount: kit.integer().notNull(),
      reason: kit.enum(creditReasons).notNull(),
      achievementKey: kit.text().notNull(),
      eventSequence: kit.integer().notNull(),
      createdAt: kit.instant().notNull(),
    },
    (table) => [
      kit.uniqueIndex('credit_entries_once').on(table.transactionId, table.ledgerAccount),
      kit.index('credit_entries_account').on(table.ledgerAccount, table.id),
    ],
  )
