import { sql } from 'drizzle-orm'
import type { defineAccounts } from './accounts.ts'
import { changeKinds } from './enums.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/**
 * Which rows changed last, and where that stands in the order of commits: what a follower reads instead of comparing
 * everything. One entry for each row, moved to the end whenever it changes; the row itself says what it is now, and that
 * there is none says that it is gone. Entries outlive their account, or nobody would hear that it was erased.
 */
export const defineChanges = (kit: Kit) =>
  kit.table(
    'changes',
    {
      accountId: kit.text().notNull(),
      kind: kit.enum(changeKinds).notNull(),
      /** The day, the media's id, or of an erased account the reference of its user. */
      key: kit.text().notNull(),
      /** On SQLite a number that grows with each write, on PostgreSQL the number of the transaction. */
      position: kit.integer().notNull(),
      changedAt: kit.instant().notNull(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.accountId, table.kind, table.key] }),
      kit.index('changes_position').on(table.position),
      kit
        .index('changes_erased')
        .on(table.key)
        .where(sql`kind = 'account'`),
    ],
  )

/** The one row that says which feed of changes this is, and how far back it reaches. */
export const defineChangeFeed = (kit: Kit) =>
  kit.table('change_feed', {
    id: kit.integer().primaryKey(),
    /** Named in every cursor: in another database positions mean something else. */
    epoch: kit.text().notNull(),
    /** The newest position that was given; SQLite only. */
    lastPosition: kit.integer().notNull(),
    /** Entries before this position were dropped. */
    droppedBefore: kit.integer().notNull(),
  })

/** Days that became final and of which nobody was told yet; and those that were told of and opened again. */
export const defineFinalDays = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'final_days',
    {
      accountId: ofAccount(kit, accounts),
      day: kit.text().notNull(),
      isTold: kit.boolean().notNull(),
    },
    (table) => [kit.primaryKey({ columns: [table.accountId, table.day] })],
  )
