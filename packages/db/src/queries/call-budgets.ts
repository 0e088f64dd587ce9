import { and, asc, count, eq, getTableColumns, gt, isNotNull, lte, sql, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type CallBudgetRow = Schema['callBudgets']['$inferSelect']

const unused = {
  calls: {},
  usagePercent: null,
  usageAt: null,
  pausedUntil: null,
  pauseReason: null,
  pauseCode: null,
  refusedSince: null,
} satisfies Omit<CallBudgetRow, 'scope'>

const locked = preparedWrite<Pick<CallBudgetRow, 'scope' | 'calls'>, CallBudgetRow>(
  (db, { callBudgets }) =>
    db
      .insert(callBudgets)
      .values({ scope: given(callBudgets.scope, 'scope'), calls: given(callBudgets.calls, 'calls') })
      // Changes nothing; the write is what takes the lock.
      .onConflictDoUpdate({ target: callBudgets.scope, set: { scope: given(callBudgets.scope, 'scope') } })
      .returning(),
  ({ callBudgets }) => getTableColumns(callBudgets),
)

/**
 * Reads a budget and keeps every other transaction away from it until this one ends, also when nobody has used it yet.
 * Only inside a transaction.
 */
export async function lock(handle: Handle, scope: string): Promise<CallBudgetRow> {
  // SQLite runs transactions one by one anyway.
  if (handle.dialect === 'sqlite') {
    return (await find(handle, scope)) ?? { ...unused, scope }
  }
  const [row] = await locked(handle, { scope, calls: {} })
  if (!row) throw new Error('The call budget was not returned')
  return row
}

const saved = preparedWrite<CallBudgetRow>((db, { callBudgets }) => {
  const { scope, ...columns } = getTableColumns(callBudgets)
  const set = givenColumns(columns, Object.keys(columns))
  // The guarantee: a place for each column, all of which a budget has.
  const values = { ...set, scope: given(scope, 'scope') } as Record<keyof CallBudgetRow, SQL>
  return db.insert(callBudgets).values(values).onConflictDoUpdate({ target: callBudgets.scope, set })
})

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

const pausesAfter = preparedRead<{ now: Date; latest: Date }, { open: number; ahead: number }>(
  (db, { callBudgets }) => {
    const { pausedUntil } = callBudgets
    const isAhead = gt(pausedUntil, given(pausedUntil, 'latest'))
    return db
      .select({ open: count(), ahead: count(sql`case when ${isAhead} then 1 end`) })
      .from(callBudgets)
      .where(and(isNotNull(pausedUntil), gt(pausedUntil, given(pausedUntil, 'now'))))
  },
)

/**
 * How many accounts Instagram or their own budget holds back for now, and how many pauses end after the latest that can
 * be, by a wrong clock.
 */
export async function countPaused(
  handle: Handle,
  { now, latest }: { now: Date; latest: Date },
): Promise<{ paused: number; ahead: number }> {
  const [row] = await pausesAfter(handle, { now, latest })
  const { open: all = 0, ahead = 0 } = row ?? {}
  return { paused: all - ahead, ahead }
}

/**
 * Forgets pauses and figures of use that a wrong clock dated later than can be, of as many budgets as `limit` says.
 * @param page.after the last scope that was looked at, `''` at first
 * @returns the last one now; `null` when all are
 */
export async function dropAfter(
  handle: Handle,
  { said, paused }: { said: Date; paused: Date },
  { after, limit }: { after: string; limit: number },
): Promise<string | null> {
  const { db, schema } = open(handle)
  const { scope, pausedUntil, usageAt } = schema.callBudgets
  const [last] = await db
    .select({ scope })
    .from(schema.callBudgets)
    .where(gt(scope, after))
    .orderBy(asc(scope))
    .limit(1)
    .offset(limit - 1)
  const isIn = and(gt(scope, after), last && lte(scope, last.scope))
  await db
    .update(schema.callBudgets)
    .set({ pausedUntil: null })
    .where(and(isIn, gt(pausedUntil, paused)))
  await db
    .update(schema.callBudgets)
    .set({ usagePercent: null, usageAt: null })
    .where(and(isIn, gt(usageAt, said)))
  return last?.scope ?? null
}

/** What Instagram refuses the app: everything first, then logins, then the accounts of which it was said, oldest first. */
export async function listRefused(handle: Handle): Promise<CallBudgetRow[]> {
  return refusedOnes(handle, {})
}

const refusedOnes = preparedRead<Record<never, never>, CallBudgetRow>((db, { callBudgets }) =>
  db
    .select()
    .from(callBudgets)
    .where(isNotNull(callBudgets.refusedSince))
    .orderBy(
      sql`case ${callBudgets.scope} when 'app' then 0 when 'login' then 1 else 2 end`,
      callBudgets.refusedSince,
      callBudgets.scope,
    )
    .limit(20),
)

/** Forgets an account's calls together with the account. */
export async function remove(handle: Handle, scope: string): Promise<void> {
  const { db, schema } = open(handle)
  await db.delete(schema.callBudgets).where(eq(schema.callBudgets.scope, scope))
}
