import type { Kit } from './kit.ts'

/** What happened, in order. Append-only: triggers refuse every change and every deletion. */
export const defineEvents = (kit: Kit) =>
  kit.table(
    'events',
    {
      sequence: kit.sequence(),
      type: kit.text().notNull(),
      userId: kit.text(),
      accountId: kit.text(),
      actorKind: kit.enum(['user', 'admin', 'system']).notNull(),
      actorId: kit.text(),
      requestId: kit.text(),
      data: kit.json<Record<string, unknown>>().notNull(),
      createdAt: kit.instant().notNull(),
    },
    (table) => [
      kit.index('events_user').on(table.userId, table.sequence),
      kit.index('events_account').on(table.accountId, table.sequence),
      kit.index('events_type').on(table.type, table.sequence),
    ],
  )
