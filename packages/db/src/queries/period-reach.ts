import { and, eq, inArray } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

export type PeriodReachRow = Schema['periodReach']['$inferSelect']

/** Keeps how many people some periods reached; what Instagram said now replaces what it said before. */
export async function save(tx: Handle, rows: readonly PeriodReachRow[]): Promise<void> {
  const { db, schema } = open(tx)
  const { periodReach } = schema
  for (const row of rows) {
    await db
      .insert(periodReach)
      .values(row)
      .onConflictDoUpdate({
        target: [periodReach.accountId, periodReach.days, periodReach.lastDay],
        set: { reach: row.reach, readAt: row.readAt },
      })
  }
}

/** The periods of one length that end on one of these Los Angeles days; what was never read is not among them. */
export async function find(
  handle: Handle,
  accountId: string,
  { days, lastDays }: { days: number; lastDays: readonly string[] },
): Promise<PeriodReachRow[]> {
  if (lastDays.length === 0) return []
  const { db, schema } = open(handle)
  const { periodReach } = schema
  return db
    .select()
    .from(periodReach)
    .where(
      and(
        eq(periodReach.accountId, accountId),
        eq(periodReach.days, days),
        inArray(periodReach.lastDay, [...lastDays]),
      ),
    )
}
