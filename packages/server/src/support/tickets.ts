import { people, supportTickets } from '@instagram-dashboard/db'
import { addMs, dayMs } from '../clock/index.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { cursorOfId, idOfCursor, readPage } from '../pages.ts'
import type {
  AdminSupportListInput,
  AdminSupportListResult,
  AdminSupportTicket,
  SupportAnswerInput,
  SupportCloseInput,
  SupportContext,
  SupportCreateInput,
  SupportListInput,
  SupportListResult,
  SupportTicket,
} from './contract.ts'
import { packContext } from './pack-context.ts'

const usualLimit = 20
const usualAdminLimit = 50
const ticketsPerDay = 20
const subjectLetters = 60

/**
 * Sends a question to the host's support, with what the user was shown before if they agree.
 * @throws AppError RATE_LIMITED after twenty in a day
 */
export async function createTicket(
  deps: Deps,
  { caller, userId }: { caller: Caller; userId: string },
  { message, subject = beginningOf(message), includeContext = true }: SupportCreateInput,
): Promise<SupportTicket> {
  const { db, clock, record } = deps
  const at = clock.now()
  const context = includeContext ? await packContext(deps, { userId }) : null
  return db.transaction(async (tx) => {
    await people.takeTurn(tx, userId)
    const since = addMs(at, -dayMs)
    if ((await supportTickets.countSince(tx, userId, since)) >= ticketsPerDay) {
      throw new AppError('RATE_LIMITED', { retryAfterSeconds: dayMs / 1000 })
    }
    const row = await supportTickets.insert(tx, { userId, subject, message, context, createdAt: at })
    const data = { ticketId: String(row.id) }
    await record(tx, { type: 'support.created', userId, accountId: null, data }, { caller, at })
    return presentTicket(row)
  })
}

/** Cut between two graphemes, never inside of one. */
function beginningOf(message: string): string {
  const [line = ''] = message.split('\n')
  const letters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment)
  return letters.length <= subjectLetters ? line : `${letters.slice(0, subjectLetters).join('')}…`
}

export async function listTickets(
  { db }: Pick<Deps, 'db'>,
  { userId }: { userId: string },
  { cursor, limit = usualLimit }: SupportListInput,
): Promise<SupportListResult> {
  const { rows, nextCursor } = await readTickets(db, { userId }, { cursor, limit })
  return { items: rows.map(presentTicket), nextCursor }
}

/** What all users asked, newest first. */
export async function listAllTickets(
  { db }: Pick<Deps, 'db'>,
  { cursor, limit = usualAdminLimit, ...filter }: AdminSupportListInput,
): Promise<AdminSupportListResult> {
  const { rows, nextCursor } = await readTickets(db, filter, { cursor, limit })
  return { items: rows.map(presentForAdmin), nextCursor }
}

function readTickets(
  db: Deps['db'],
  filter: Parameters<typeof supportTickets.listPage>[1],
  { cursor, limit }: { cursor: string | undefined; limit: number },
) {
  const before = idOfCursor(cursor)
  return readPage(limit, (most) => supportTickets.listPage(db, filter, { before, limit: most }), cursorOfId)
}

/** Answers, or replaces the answer; the user is told. @throws AppError CONFLICT when it is closed */
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
    return presentForAdmin(row)
  })
}

export function presentTicket({
  id,
  userId: _userId,
  context,
  ...row
}: supportTickets.SupportTicketRow): SupportTicket {
  // Written by `createTicket`, so it has that form.
  return { ...row, id: String(id), context: context as SupportContext | null }
}

function presentForAdmin(row: supportTickets.SupportTicketRow): AdminSupportTicket {
  return { ...presentTicket(row), userId: row.userId }
}
