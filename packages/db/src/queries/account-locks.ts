import { eq, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { publicColumns } from './account-columns.ts'
import type { AccountRow } from './accounts.ts'

const byId = preparedRead<{ id: string }, AccountRow>((db, schema) =>
  db
    .select(publicColumns(schema))
    .from(schema.accounts)
    .where(eq(schema.accounts.id, sql.placeholder('id'))),
)

const lockedById = preparedRead<{ id: string }, AccountRow>((db, schema) =>
  db
    .select(publicColumns(schema))
    .from(schema.accounts)
    .where(sql`${schema.accounts.id} = ${sql.placeholder('id')} for update`),
)

/**
 * One account as it is, which nobody else changes until this transaction ends: for whoever decides by what it reads.
 * Locks are taken in one order everywhere, so that no two transactions wait for each other: first the person's turn
 * (`people.takeTurn`), then accounts by their ids, then what else is the person's, call budgets, and at the end the
 * installation with the next event (`installation.takeNext`). Nothing of the former is locked after the latter.
 */
export async function lock(tx: Handle, id: string): Promise<AccountRow | undefined> {
  // SQLite runs transactions one by one anyway.
  const [row] = await (tx.dialect === 'sqlite' ? byId : lockedById)(tx, { id })
  return row
}

/** The same for several, in the order of their ids; those that are gone are left out. */
export async function lockAll(tx: Handle, ids: readonly string[]): Promise<AccountRow[]> {
  const rows: AccountRow[] = []
  for (const id of [...new Set(ids)].toSorted()) {
    const row = await lock(tx, id)
    if (row) rows.push(row)
  }
  return rows
}

/** All of one person's. The caller has their turn, so that none is added meanwhile. */
export async function lockAllOf(tx: Handle, userId: string): Promise<AccountRow[]> {
  const { db, schema } = open(tx)
  const { accounts } = schema
  const rows = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.userId, userId))
  return lockAll(
    tx,
    rows.map(({ id }) => id),
  )
}
