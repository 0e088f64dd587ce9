import { supportTicketStatuses } from './enums.ts'
import type { Kit } from './kit.ts'

/** What a person asked, with what they agreed to send along, and the answer. */
export const defineSupportTickets = (kit: Kit) =>
  kit.table(
    'support_tickets',
    {
      /** Grows with each row, so that a page ends at one. */
      id: kit.sequence(),
      userId: kit.text().notNull(),
      subject: kit.text().notNull(),
      message: kit.text().notNull(),
      /** `null` when the person sent the message alone. */
      context: kit.json<unknown>(),
      status: kit.enum(supportTicketStatuses).notNull(),
      answer: kit.text(),
      createdAt: kit.instant().notNull(),
      answeredAt: kit.instant(),
      closedAt: kit.instant(),
    },
    (table) => [
      kit.index('support_tickets_user').on(table.userId, table.id),
      kit.index('support_tickets_status').on(table.status, table.id),
    ],
  )
