import { supportTickets } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { presentTicket } from '../support/tickets.ts'
import type {
  AdminSupportListInput,
  AdminSupportListResult,
  AdminSupportTicket,
  SupportAnswerInput,
  SupportCloseInput,
} from '../support/contract.ts'

const usualLimit = 50

/** What people asked, newest first. */
export async function listAllTickets(
  { db }: Pick<Deps, 'db'>,
  { cursor, limit = usualLimit, ...filter }: AdminSupportListInput,
): Promise<AdminSupportListResult> {
  const before = cursor === undefined ? null : Number(cursor)
  const rows = await supportTickets.listPage(db, filter, { before, limit: limit + 1 })
  const items = rows.slice(0, limit).map(present)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** Answers, or puts a better answer in the place of the one before; the person is told. @throws AppError CONFLICT when it is closed */
export function answerTicket(
  deps: Deps,
  caller: Caller,
  { id, answer }: SupportAnswerInput,
): Promise<AdminSupportTicket> {
  const at = deps.clock.now()
  return change(deps, { id, caller, at, type: 'support.answered' }, { status: 'answered', answer, answeredAt: at })
}

/** @throws AppError CONFLICT when it is closed already */
export function closeTicket(deps: Deps, caller: Caller, { id }: SupportCloseInput): Promise<AdminSupportTicket> {
  const at = deps.clock.now()
  return change(deps, { id, caller, at, type: 'support.closed' }, { status: 'closed', closedAt: at })
}

function change(
  { db, record }: Deps,
  { id, caller, at, type }: { id: string; caller: Caller; at: Date; type: 'support.answered' | 'support.closed' },
  changes: Parameters<typeof supportTickets.change>[2],
): Promise<AdminSupportTicket> {
  return db.transaction(async (tx) => {
    const row = await supportTickets.change(tx, Number(id), changes)
    if (!row) throw new AppError((await supportTickets.find(tx, Number(id))) ? 'CONFLICT' : 'NOT_FOUND')
    const event = { type, userId: row.userId, accountId: null, data: { ticketId: id } }
    await record(tx, event, { caller, at })
    return present(row)
  })
}

function present(row: supportTickets.SupportTicketRow): AdminSupportTicket {
  return { ...presentTicket(row), userId: row.userId }
}
