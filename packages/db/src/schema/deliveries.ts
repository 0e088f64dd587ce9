import { sql } from 'drizzle-orm'
import { deliveryChannels, deliveryStatuses } from './enums.ts'
import type { Kit } from './kit.ts'

/** What the host is told of the events, message by message. The payload is the event's; nothing of it is kept twice. */
export const defineDeliveries = (kit: Kit) =>
  kit.table(
    'deliveries',
    {
      /** The message's id for the host: the same at every try. */
      id: kit.text().primaryKey(),
      channel: kit.enum(deliveryChannels).notNull(),
      eventSequence: kit.integer().notNull(),
      type: kit.text().notNull(),
      status: kit.enum(deliveryStatuses).notNull(),
      attempts: kit.integer().notNull().default(0),
      nextAttemptAt: kit.instant().notNull(),
      /** Why the newest try failed: an HTTP status or a word of ours, never the host's answer. */
      lastFailure: kit.text(),
      leaseOwner: kit.text(),
      leaseUntil: kit.instant(),
      createdAt: kit.instant().notNull(),
      endedAt: kit.instant(),
    },
    (table) => [
      kit.uniqueIndex('deliveries_once').on(table.channel, table.eventSequence),
      kit.index('deliveries_status').on(table.status, table.eventSequence, table.channel),
      kit
        .index('deliveries_due')
        .on(table.channel, table.nextAttemptAt, table.eventSequence)
        .where(sql`status = 'pending'`),
    ],
  )

/** Up to which event each channel has its messages. */
export const defineDeliveryCursors = (kit: Kit) =>
  kit.table('delivery_cursors', {
    channel: kit.enum(deliveryChannels).primaryKey(),
    sequence: kit.integer().notNull(),
  })
