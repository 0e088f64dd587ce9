import type { defineAccounts } from './accounts.ts'
import { postAges } from './enums.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** The figures of a post as they were nearest to some ages of it. */
export const defineMediaReadings = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'media_readings',
    {
      accountId: ofAccount(kit, accounts),
      mediaId: kit.text().notNull(),
      age: kit.enum(postAges).notNull(),
      readAt: kit.instant().notNull(),
      /** In Instagram's own names. */
      figures: kit.json<Record<string, number>>().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.mediaId, table.age] })],
  )
