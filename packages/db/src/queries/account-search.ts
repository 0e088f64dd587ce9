import { and, eq, gte, type SQL } from 'drizzle-orm'
import { countRows, betweenBatches, type Handle, keyset, open, type Param, statement } from '../statements/index.ts'
import { accountStatuses } from '../schema/enums.ts'
import type { Schema } from '../schema/define.ts'
import { matches, type AccountFilter } from './account-filter.ts'
import { selectAccounts, type AccountRow, type AccountStatus } from './account-rows.ts'

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
const batchSize = 500

/**
 * Everybody's accounts that a filter lets through, the newest connection first. What an index answers is asked at once;
 * else all of them are looked at in batches, so that everybody else's questions are answered in between.
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
    const batch: Batch = { status, after: from, until: await endOfBatch(handle, { status, after: from }) }
    total += await countIn(handle, batch, rest)
    if (page.length < limit) page.push(...(await readIn(handle, batch, { rest, after, limit: limit - page.length })))
    from = batch.until
    if (from === null) return { page, total }
    await betweenBatches()
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
  return selectAccounts({ db, schema })
    .where(and(ofStatus(schema, status), isAfter(schema, after)))
    .orderBy(...newestConnectionFirst(schema).order)
    .limit(limit)
}

/** By the status, of which there is an index that need not be left for the rows. */
const countOfStatus = statement.count(({ db, accounts }, status: Param<AccountStatus>) =>
  countRows(db, accounts, eq(accounts.status, status)),
)

async function countOf(handle: Handle, statuses: readonly AccountStatus[]): Promise<number> {
  let total = 0
  for (const status of statuses) total += await countOfStatus(handle, status)
  return total
}

/** The accounts after one, up to another, which is in it; `null` for the first and for the last of all. */
interface Batch {
  status: AccountStatus | undefined
  after: AccountPosition | null
  until: AccountPosition | null
}

/** @returns the last account of the batch; `null` when nothing comes after it */
async function endOfBatch(handle: Handle, { status, after }: Omit<Batch, 'until'>): Promise<AccountPosition | null> {
  const { db, schema } = open(handle)
  const { connectedAt, id } = schema.accounts
  const [last] = await db
    .select({ connectedAt, id })
    .from(schema.accounts)
    .where(and(ofStatus(schema, status), isAfter(schema, after)))
    .orderBy(...newestConnectionFirst(schema).order)
    .limit(1)
    .offset(batchSize - 1)
  return last ?? null
}

async function countIn(handle: Handle, batch: Batch, rest: SQL): Promise<number> {
  const { db, schema } = open(handle)
  const [row] = await countRows(db, schema.accounts, and(isIn(schema, batch), rest))
  return row?.count ?? 0
}

async function readIn(
  handle: Handle,
  batch: Batch,
  { rest, after, limit }: { rest: SQL; after: AccountPosition | null; limit: number },
): Promise<AccountRow[]> {
  // The batchs before the page are only counted.
  if (after !== null && batch.until !== null && comesBefore(batch.until, after)) return []
  const { db, schema } = open(handle)
  return selectAccounts({ db, schema })
    .where(and(isIn(schema, batch), rest, isAfter(schema, after)))
    .orderBy(...newestConnectionFirst(schema).order)
    .limit(limit)
}

function comesBefore(one: AccountPosition, other: AccountPosition): boolean {
  return one.connectedAt > other.connectedAt || (+one.connectedAt === +other.connectedAt && one.id <= other.id)
}

function isIn(schema: Schema, { status, after, until }: Batch): SQL | undefined {
  return and(
    ofStatus(schema, status),
    isAfter(schema, after),
    // The last batch has a bound as well, so that it is looked up in the same index.
    until === null
      ? gte(schema.accounts.connectedAt, new Date(0))
      : newestConnectionFirst(schema).upTo(until.connectedAt, until.id),
  )
}

function ofStatus({ accounts }: Schema, status: AccountStatus | undefined): SQL | undefined {
  return status === undefined ? undefined : eq(accounts.status, status)
}

function isAfter(schema: Schema, position: AccountPosition | null): SQL | undefined {
  return position === null ? undefined : newestConnectionFirst(schema).after(position.connectedAt, position.id)
}

function newestConnectionFirst({ accounts }: Schema) {
  return keyset([accounts.connectedAt, 'desc'], [accounts.id, 'asc'])
}
