import { and, asc, count, eq, gt, isNotNull, lte, sql } from 'drizzle-orm'
import { type Handle, open, type Param, type Params, statement, upsert } from '../statements/index.ts'
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

const locked = statement.get(({ db, callBudgets }, scope: Param<string>) =>
  db
    .insert(callBudgets)
    .values({ scope, calls: {} })
    // Changes nothing; the write is what takes the lock.
    .onConflictDoUpdate({ target: callBudgets.scope, set: { scope } })
    .returning(),
)

/**
 * Reads a budget and keeps every other transaction away from it until this one ends, also when nobody has used it yet.
 * Only inside a transaction.
 */
export async function lock(handle: Handle, scope: string): Promise<CallBudgetRow> {
  // SQLite runs transactions one by one anyway.
  if (handle.dialect === 'sqlite') return (await find(handle, scope)) ?? { ...unused, scope }
  const row = await locked(handle, scope)
  if (!row) throw new Error('The call budget was not returned')
  return row
}

export const save = statement.run(({ db, callBudgets }, row: Params<CallBudgetRow>) =>
  upsert(db, callBudgets, { row, key: ['scope'] }),
)

export const find = statement.get(({ db, callBudgets }, scope: Param<string>) =>
  db.select().from(callBudgets).where(eq(callBudgets.scope, scope)),
)

const pauses = statement.get(({ db, callBudgets }, { now, latest }: Params<{ now: Date; latest: Date }>) => {
  const { pausedUntil } = callBudgets
  return db
    .select({ open: count(), ahead: count(sql`case when ${gt(pausedUntil, latest)} then 1 end`) })
    .from(callBudgets)
    .where(and(isNotNull(pausedUntil), gt(pausedUntil, now)))
})

/**
 * How many accounts Instagram or their own budget holds back for now, and how many pauses end after the latest that can
 * be, by a wrong clock.
 */
export async function countPaused(
  handle: Handle,
  bounds: { now: Date; latest: Date },
): Promise<{ paused: number; ahead: number }> {
  const { open: all = 0, ahead = 0 } = (await pauses(handle, bounds)) ?? {}
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
  const { db, callBudgets } = open(handle)
  const { scope, pausedUntil, usageAt } = callBudgets
  const [last] = await db
    .select({ scope })
    .from(callBudgets)
    .where(gt(scope, after))
    .orderBy(asc(scope))
    .limit(1)
    .offset(limit - 1)
  const isIn = and(gt(scope, after), last && lte(scope, last.scope))
  await db
    .update(callBudgets)
    .set({ pausedUntil: null })
    .where(and(isIn, gt(pausedUntil, paused)))
  await db
    .update(callBudgets)
    .set({ usagePercent: null, usageAt: null })
    .where(and(isIn, gt(usageAt, said)))
  return last?.scope ?? null
}

/** What Instagram refuses the app: everything first, then logins, then the accounts of which it was said, oldest first. */
export const listRefused = statement.all(({ db, callBudgets }) =>
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
export const remove = statement.run(({ db, callBudgets }, scope: Param<string>) =>
  db.delete(callBudgets).where(eq(callBudgets.scope, scope)),
)
