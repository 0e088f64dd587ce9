import { count, eq, getTableColumns, gt, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type CallBudgetRow = Schema['callBudgets']['$inferSelect']

const locked = preparedWrite<Pick<CallBudgetRow, 'scope' | 'calls'>, CallBudgetRow>(
  (db, { callBudgets }) =>
    db
      .insert(callBudgets)
      .values({ scope: given(callBudgets.scope, 'scope'), calls: given(callBudgets.calls, 'calls') })
      // Changes nothing; the write is what takes the lock on both engines.
      .onConflictDoUpdate({ target: callBudgets.scope, set: { scope: given(callBudgets.scope, 'scope') } })
      .returning(),
  ({ callBudgets }) => getTableColumns(callBudgets),
)

/**
 * Reads a budget and keeps every other transaction away from it until this one ends. A budget that nobody has used yet
 * is made on the way. Only inside a transaction.
 */
export async function lock(handle: Handle, scope: string): Promise<CallBudgetRow> {
  const [row] = await locked(handle, { scope, calls: {} })
  if (!row) throw new Error('The call budget was not returned')
  return row
}

const saved = preparedWrite<CallBudgetRow>((db, { callBudgets }, names) =>
  db
    .update(callBudgets)
    .set(givenColumns(getTableColumns(callBudgets), names))
    .where(eq(callBudgets.scope, given(callBudgets.scope, 'scope'))),
)

export async function save(handle: Handle, row: CallBudgetRow): Promise<void> {
  await saved(handle, row)
}

const ofScope = preparedRead<{ scope: string }, CallBudgetRow>((db, { callBudgets }) =>
  db
    .select()
    .from(callBudgets)
    .where(eq(callBudgets.scope, sql.placeholder('scope'))),
)

export async function find(handle: Handle, scope: string): Promise<CallBudgetRow | undefined> {
  const [row] = await ofScope(handle, { scope })
  return row
}

/** How many accounts Instagram or their own budget holds back for now. */
export async function countPaused(handle: Handle, now: Date): Promise<number> {
  const { db, schema } = open(handle)
  const [row] = await db
    .select({ count: count() })
    .from(schema.callBudgets)
    .where(gt(schema.callBudgets.pausedUntil, now))
  return row?.count ?? 0
}

/** Forgets an account's calls together with the account. */
export async function remove(handle: Handle, scope: string): Promise<void> {
  const { db, schema } = open(handle)
  await db.delete(schema.callBudgets).where(eq(schema.callBudgets.scope, scope))
}
