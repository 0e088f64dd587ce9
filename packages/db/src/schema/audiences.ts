import type { defineAccounts } from './accounts.ts'
import { audienceKinds, storedDimensions } from './enums.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** Who follows an account and who engages with it, in groups, as Instagram said last. */
export const defineAudiences = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'audiences',
    {
      accountId: ofAccount(kit, accounts),
      kind: kit.enum(audienceKinds).notNull(),
      dimension: kit.enum(storedDimensions).notNull(),
      /** Largest first; `null` when Instagram does not say, as below a hundred people. */
      groups: kit.json<{ name: string; people: number }[]>(),
      readAt: kit.instant().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.kind, table.dimension] })],
  )
