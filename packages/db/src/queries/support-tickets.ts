import { and, count, desc, eq, gte, lt, ne } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

export type SupportTicketRow = Schema['supportTickets']['$inferSelect']
export type SupportTicketStatus = SupportTicketRow['status']
export type NewSupportTicket = Pick<SupportTicketRow, 'userId' | 'subject' | 'message' | 'context' | 'createdAt'>

export async function insert(handle: Handle, ticket: NewSupportTicket): Promise<SupportTicketRow> {
  const { db, schema } = open(handle)
  const [row] = await db
    .insert(schema.supportTickets)
    .values({ ...ticket, status: 'open' })
    .returning()
  if (!row) throw new Error('The inserted ticket was not returned')
  return row
}

export async function find(handle: Handle, id: number): Promise<SupportTicketRow | undefined> {
  const { db, schema } = open(handle)
  const [row] = await db.select().from(schema.supportTickets).where(eq(schema.supportTickets.id, id))
  return row
}

/** Newest first. @param page.before a ticket's id, not included */
export async function listPage(
  handle: Handle,
  filter: { userId?: string | undefined; status?: SupportTicketStatus | undefined },
  { before, limit }: { before: number | null; limit: number },
): Promise<SupportTicketRow[]> {
  const { db, schema } = open(handle)
  const { supportTickets } = schema
  return db
    .select()
    .from(supportTickets)
    .where(
      and(
        filter.userId === undefined ? undefined : eq(supportTickets.userId, filter.userId),
        filter.status === undefined ? undefined : eq(supportTickets.status, filter.status),
        before === null ? undefined : lt(supportTickets.id, before),
      ),
    )
    .orderBy(desc(supportTickets.id))
    .limit(limit)
}

/** How many tickets a person wrote since then. */
export async function countSince(handle: Handle, userId: string, since: Date): Promise<number> {
  const { db, schema } = open(handle)
  const { supportTickets } = schema
  const [row] = await db
    .select({ count: count() })
    .from(supportTickets)
    .where(and(eq(supportTickets.userId, userId), gte(supportTickets.createdAt, since)))
  return row?.count ?? 0
}

/** Answers or closes a ticket that is not closed yet. @returns the ticket; `undefined` when it is closed or not there */
export async function change(
  handle: Handle,
  id: number,
  changes: Partial<Pick<SupportTicketRow, 'status' | 'answer' | 'answeredAt' | 'closedAt'>>,
): Promise<SupportTicketRow | undefined> {
  const { db, schema } = open(handle)
  const { supportTickets } = schema
  const [row] = await db
    .update(supportTickets)
    .set(changes)
    .where(and(eq(supportTickets.id, id), ne(supportTickets.status, 'closed')))
    .returning()
  return row
}
