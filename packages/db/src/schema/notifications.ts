import { sql } from 'drizzle-orm'
import type { defineAccounts } from './accounts.ts'
import { notificationKinds } from './enums.ts'
import type { Kit } from './kit.ts'

/** What a person is told: a kind and its facts; the sentence is made in the reader's language. */
export const defineNotifications = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'notifications',
    {
      /** Grows with each row, so that a live stream can go on after the last one it told. */
      id: kit.sequence(),
      userId: kit.text().notNull(),
      accountId: kit.text().references(() => accounts.id, { onDelete: 'cascade' }),
      kind: kit.enum(notificationKinds).notNull(),
      parameters: kit.json<Record<string, string | number>>().notNull(),
      /** The same notification is never given twice. */
      dedupeKey: kit.text().notNull(),
      eventSequence: kit.integer().notNull(),
      createdAt: kit.instant().notNull(),
      readAt: kit.instant(),
      /** The problem it tells of is solved. */
      closedAt: kit.instant(),
    },
    (table) => [
      kit.uniqueIndex('notifications_dedupe').on(table.dedupeKey),
      kit.index('notifications_user').on(table.userId, table.id),
      kit
        .index('notifications_unread')
        .on(table.userId, table.id)
        .where(sql`read_at is null and closed_at is null`),
      kit
        .index('notifications_seen')
        .on(table.userId, table.id)
        .where(sql`read_at is not null or closed_at is not null`),
      kit.index('notifications_account').on(table.accountId, table.kind, table.id),
      kit.index('notifications_kind').on(table.kind, table.id),
    ],
  )
