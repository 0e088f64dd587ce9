import { count, eq, gt, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import type { Schema } from '../schema/define.ts'

export type CallBudgetRow = Schema['callBudgets']['$inferSelect']

/**
 * Reads a budget and keeps every other transaction away from it until this one ends. A budget that nobody has used yet
 * is made on the way. Only inside a transaction.
 */
export async function lock(handle: Handle, scope: string): Promise<CallBudgetRow> {
  const { db, schema } = open(handle)
  const { callBudgets } = schema
  const [row] = await db
    .insert(callBudgets)
    .values({ scope, calls: {} })
    // Changes nothing; the write is what takes the lock on both engines.
    .onConflictDoUpdate({ target: callBudgets.scope, set: { scope } })
    .returning()
  if (!row) throw new Error('The call budget was not returned')
  return row
}

export async function save(handle: Handle, { scope, ...changes }: CallBudgetRow): Promise<void> {
  const { db, schema } = open(handle)
  await db.update(schema.callBudgets).set(changes).where(eq(schema.callBudgets.scope, scope))
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
