import { sql } from 'drizzle-orm'
import { actorKinds } from './enums.ts'
import type { Kit } from './kit.ts'

/**
 * What happened, in order and without a gap. Append-only: triggers refuse every change and every deletion, and each row
 * carries a code over itself and the row before it. People are named by a reference of `people`, and what could tell
 * who they are is sealed with their key, so that forgetting the key forgets the person and leaves the chain whole.
 */
export const defineEvents = (kit: Kit) =>
  kit.table(
    'events',
    {
      sequence: kit.integer().primaryKey(),
      type: kit.text().notNull(),
      /** Whom it is about. */
      personRef: kit.text(),
      accountId: kit.text(),
      actorKind: kit.enum(actorKinds).notNull(),
      actorRef: kit.text(),
      requestId: kit.text(),
      /** The actor's network, not the address: the first 24 bits of IPv4, the first 48 of IPv6. */
      ipNetwork: kit.text(),
      data: kit.json<Record<string, unknown>>().notNull(),
      sealedPersonal: kit.text(),
      createdAt: kit.instant().notNull(),
      mac: kit.text().notNull(),
    },
    (table) => [
      kit.index('events_person').on(table.personRef, table.sequence),
      kit.index('events_account').on(table.accountId, table.sequence),
      kit.index('events_type').on(table.type, table.sequence),
      kit.index('events_created').on(table.createdAt, table.sequence),
      // What somebody did to others or to nobody: what they did for themselves is found by whom it is about.
      kit
        .index('events_actor')
        .on(table.actorRef, table.sequence)
        .where(sql`person_ref is null or person_ref <> actor_ref`),
      // Work that nobody asked for has no request.
      kit
        .index('events_request')
        .on(table.requestId, table.sequence)
        .where(sql`request_id is not null`),
      kit
        .index('events_first_connection')
        .on(table.personRef)
        .where(sql`type = 'connection.completed'`),
    ],
  )
