import { and, asc, eq, gte, lte } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

export type DailyMetricsRow = Schema['dailyMetrics']['$inferSelect']

/** Inserts or replaces whole days: Instagram corrects recent days, and the newest answer is the true one. */
export async function saveDays(handle: Handle, rows: DailyMetricsRow[]): Promise<void> {
  const { db, schema } = open(handle)
  const { dailyMetrics } = schema
  for (const row of rows) {
    const { accountId: _accountId, day: _day, ...values } = row
    await db
      .insert(dailyMetrics)
      .values(row)
      .onConflictDoUpdate({ target: [dailyMetrics.accountId, dailyMetrics.day], set: values })
  }
}

/** Stored days of an account from `first` to `last`, both included, oldest first. */
export async function listDays(
  handle: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<DailyMetricsRow[]> {
  const { db, schema } = open(handle)
  const { dailyMetrics } = schema
  return db
    .select()
    .from(dailyMetrics)
    .where(and(eq(dailyMetrics.accountId, accountId), gte(dailyMetrics.day, first), lte(dailyMetrics.day, last)))
    .orderBy(asc(dailyMetrics.day))
}
