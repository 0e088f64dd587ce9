import type { defineAccounts } from './accounts.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** What a person calls some of their posts, to compare them. */
export const defineMediaTags = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'media_tags',
    {
      accountId: ofAccount(kit, accounts),
      mediaId: kit.text().notNull(),
      tag: kit.text().notNull(),
      taggedAt: kit.instant().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.mediaId, table.tag] })],
  )
