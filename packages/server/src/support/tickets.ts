import { people, supportTickets } from '@instagram-dashboard/db'
import { addMs, dayMs } from '../clock/time.ts'
import type { Caller, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type {
  SupportContext,
  SupportCreateInput,
  SupportListInput,
  SupportListResult,
  SupportTicket,
} from './contract.ts'
import { packContext } from './pack-context.ts'

const usualLimit = 20
const ticketsPerDay = 20
const subjectLetters = 60

/**
 * Sends a question to the host's support, with what the person was shown before if they agree.
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

/** Cut between two characters as people see them, never inside of one. */
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
  const before = cursor === undefined ? null : Number(cursor)
  const rows = await supportTickets.listPage(db, { userId }, { before, limit: limit + 1 })
  const items = rows.slice(0, limit).map(presentTicket)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
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
