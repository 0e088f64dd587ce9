import type { defineAccounts } from './accounts.ts'
import { correctedKinds } from './enums.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** What a stored number was before Instagram corrected it. Only what changed has a row here. */
export const defineEarlierReadings = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'earlier_readings',
    {
      accountId: ofAccount(kit, accounts),
      kind: kit.enum(correctedKinds).notNull(),
      /** Which row of its table: the day, or the last day and the length of a period. */
      key: kit.text().notNull(),
      /** Oldest first: until when (Unix milliseconds) the row was as it says, and what of it was changed then. */
      readings: kit.json<[until: number, before: Record<string, unknown>][]>().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.kind, table.key] })],
  )
