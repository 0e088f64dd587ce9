import { and, asc, count, desc, eq, gt, gte, lt, lte, or, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { accountStatuses } from '../schema/enums.ts'
import type { Schema } from '../schema/define.ts'
import { publicColumns } from './account-columns.ts'
import { matches, type AccountFilter } from './account-filter.ts'
import type { AccountRow, AccountStatus } from './accounts.ts'
import { betweenPieces } from './pieces.ts'

export interface AccountPosition {
  connectedAt: Date
  id: string
}

export interface FoundAccounts {
  /** The newest connection first. */
  page: AccountRow[]
  /** How many the filter lets through, whatever the page. */
  total: number
}

// So many accounts are looked at between two turns of the event loop.
const pieceSize = 500

/**
 * Everybody's accounts that a filter lets through, the newest connection first. What an index answers is asked at once;
 * else all of them are looked at in pieces, so that everybody else's questions are answered in between.
 */
export async function findPage(
  handle: Handle,
  filter: AccountFilter,
  { after, limit }: { after: AccountPosition | null; limit: number },
): Promise<FoundAccounts> {
  const { schema } = open(handle)
  const { status, ...beside } = filter
  const rest = matches(schema, beside)
  const statuses = status === undefined ? accountStatuses : [status]
  if (rest === undefined) {
    const page = await listConnected(handle, { status, after, limit })
    return { page, total: await countOf(handle, statuses) }
  }
  const page: AccountRow[] = []
  let total = 0
  for (let from: AccountPosition | null = null; ;) {
    const piece: Piece = { status, after: from, until: await endOfPiece(handle, { status, after: from }) }
    total += await countIn(handle, piece, rest)
    if (page.length < limit) page.push(...(await readIn(handle, piece, { rest, after, limit: limit - page.length })))
    from = piece.until
    if (from === null) return { page, total }
    await betweenPieces()
  }
}

/** The page alone. */
export async function listPage(
  handle: Handle,
  filter: AccountFilter,
  page: { after: AccountPosition | null; limit: number },
): Promise<AccountRow[]> {
  return (await findPage(handle, filter, page)).page
}

/** How many accounts a filter lets through. */
export async function countMatching(handle: Handle, filter: AccountFilter): Promise<number> {
  return (await findPage(handle, filter, { after: null, limit: 0 })).total
}

async function listConnected(
  handle: Handle,
  { status, after, limit }: { status: AccountStatus | undefined; after: AccountPosition | null; limit: number },
): Promise<AccountRow[]> {
  const { db, schema } = open(handle)
  return db
    .select(publicColumns(schema))
    .from(schema.accounts)
    .where(and(ofStatus(schema, status), isAfter(schema, after)))
    .orderBy(...newestConnectionFirst(schema))
    .limit(limit)
}

/** By the status, of which there is an index that need not be left for the rows. */
async function countOf(handle: Handle, statuses: readonly AccountStatus[]): Promise<number> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  let total = 0
  for (const status of statuses) {
    const [row] = await db.select({ count: count() }).from(accounts).where(eq(accounts.status, status))
    total += row?.count ?? 0
  }
  return total
}

/** The accounts after one, up to another, which is in it; `null` for the first and for the last of all. */
interface Piece {
  status: AccountStatus | undefined
  after: AccountPosition | null
  until: AccountPosition | null
}

/** @returns the last account of the piece; `null` when nothing comes after it */
async function endOfPiece(handle: Handle, { status, after }: Omit<Piece, 'until'>): Promise<AccountPosition | null> {
  const { db, schema } = open(handle)
  const { connectedAt, id } = schema.accounts
  const [last] = await db
    .select({ connectedAt, id })
    .from(schema.accounts)
    .where(and(ofStatus(schema, status), isAfter(schema, after)))
    .orderBy(...newestConnectionFirst(schema))
    .limit(1)
    .offset(pieceSize - 1)
  return last ?? null
}

async function countIn(handle: Handle, piece: Piece, rest: SQL): Promise<number> {
  const { db, schema } = open(handle)
  const [row] = await db
    .select({ count: count() })
    .from(schema.accounts)
    .where(and(isIn(schema, piece), rest))
  return row?.count ?? 0
}

async function readIn(
  handle: Handle,
  piece: Piece,
  { rest, after, limit }: { rest: SQL; after: AccountPosition | null; limit: number },
): Promise<AccountRow[]> {
  // The pieces before the page are only counted.
  if (after !== null && piece.until !== null && comesBefore(piece.until, after)) return []
  const { db, schema } = open(handle)
  return db
    .select(publicColumns(schema))
    .from(schema.accounts)
    .where(and(isIn(schema, piece), rest, isAfter(schema, after)))
    .orderBy(...newestConnectionFirst(schema))
    .limit(limit)
}

function comesBefore(one: AccountPosition, other: AccountPosition): boolean {
  return one.connectedAt > other.connectedAt || (+one.connectedAt === +other.connectedAt && one.id <= other.id)
}

function isIn(schema: Schema, { status, after, until }: Piece): SQL | undefined {
  const { connectedAt, id } = schema.accounts
  return and(
    ofStatus(schema, status),
    isAfter(schema, after),
    // The last piece has a bound as well, so that it is looked up in the same index.
    until === null
      ? gte(connectedAt, new Date(0))
      : and(gte(connectedAt, until.connectedAt), or(gt(connectedAt, until.connectedAt), lte(id, until.id))),
  )
}

function ofStatus({ accounts }: Schema, status: AccountStatus | undefined): SQL | undefined {
  return status === undefined ? undefined : eq(accounts.status, status)
}

/** One upper bound, so that the index is entered where what was before has ended. */
function isAfter({ accounts: { connectedAt, id } }: Schema, position: AccountPosition | null): SQL | undefined {
  if (position === null) return undefined
  const { connectedAt: at } = position
  return and(lte(connectedAt, at), or(lt(connectedAt, at), gt(id, position.id)))
}

function newestConnectionFirst({ accounts }: Schema): SQL[] {
  return [desc(accounts.connectedAt), asc(accounts.id)]
}
