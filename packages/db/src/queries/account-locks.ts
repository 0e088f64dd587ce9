import { eq, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { type Handle, type Param, statement } from '../statements/index.ts'
import { selectAccounts, type AccountRow } from './account-rows.ts'

/**
 * One account as it is, which nobody else changes until this transaction ends: for whoever decides by what it reads.
 * Locks are taken in one order everywhere, so that no two transactions wait for each other: first the user's turn
 * (`people.takeTurn`), then accounts by their ids, then what else is the user's, call budgets, and at the end the
 * installation with the next event (`installation.takeNext`). Nothing of the former is locked after the latter.
 */
export const lock = statement.get(({ db, schema }, id: Param<string>) =>
  selectAccounts({ db, schema })
    // SQLite runs transactions one by one anyway.
    .where(sql`${schema.accounts.id} = ${id}${is(schema.accounts, PgTable) ? sql` for update` : sql``}`),
)

/** The same for several, in the order of their ids; those that are gone are left out. */
export async function lockAll(tx: Handle, ids: readonly string[]): Promise<AccountRow[]> {
  const rows: AccountRow[] = []
  for (const id of [...new Set(ids)].toSorted()) {
    const row = await lock(tx, id)
    if (row) rows.push(row)
  }
  return rows
}

const idsOf = statement.pluck(({ db, accounts }, userId: Param<string>) =>
  db.select({ id: accounts.id }).from(accounts).where(eq(accounts.userId, userId)),
)

/** All of one user's. The caller has their turn, so that none is added meanwhile. */
export async function lockAllOf(tx: Handle, userId: string): Promise<AccountRow[]> {
  return lockAll(tx, await idsOf(tx, userId))
}
