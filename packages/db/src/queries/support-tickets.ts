import { and, desc, eq, gte, lt, ne } from 'drizzle-orm'
import { countRows, type Handle, open, type Param, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type SupportTicketRow = Schema['supportTickets']['$inferSelect']
export type SupportTicketStatus = SupportTicketRow['status']
export type NewSupportTicket = Pick<SupportTicketRow, 'userId' | 'subject' | 'message' | 'context' | 'createdAt'>

export async function insert(handle: Handle, ticket: NewSupportTicket): Promise<SupportTicketRow> {
  const { db, supportTickets } = open(handle)
  const [row] = await db
    .insert(supportTickets)
    .values({ ...ticket, status: 'open' })
    .returning()
  if (!row) throw new Error('The inserted ticket was not returned')
  return row
}

export const find = statement.get(({ db, supportTickets }, id: Param<number>) =>
  db.select().from(supportTickets).where(eq(supportTickets.id, id)),
)

/** Newest first. @param page.before a ticket's id, not included */
export async function listPage(
  handle: Handle,
  filter: { userId?: string | undefined; status?: SupportTicketStatus | undefined },
  { before, limit }: { before: number | null; limit: number },
): Promise<SupportTicketRow[]> {
  const { db, supportTickets } = open(handle)
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

/** How many tickets a user wrote since then. */
export const countSince = statement.count(({ db, supportTickets }, userId: Param<string>, since: Param<Date>) =>
  countRows(db, supportTickets, and(eq(supportTickets.userId, userId), gte(supportTickets.createdAt, since))),
)

type Changes = Partial<Pick<SupportTicketRow, 'status' | 'answer' | 'answeredAt' | 'closedAt'>>

/** Answers or closes a ticket that is not closed yet. @returns the ticket; `undefined` when it is closed or not there */
export async function change(handle: Handle, id: number, changes: Changes): Promise<SupportTicketRow | undefined> {
  const { db, supportTickets } = open(handle)
  const [row] = await db
    .update(supportTickets)
    .set(changes)
    .where(and(eq(supportTickets.id, id), ne(supportTickets.status, 'closed')))
    .returning()
  return row
}
