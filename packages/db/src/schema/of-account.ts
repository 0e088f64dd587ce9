import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'

/** The account that a row belongs to, and with which it is deleted. */
export const ofAccount = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit
    .text()
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' })
