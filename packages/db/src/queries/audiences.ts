import { and, asc, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

export type AudienceRow = Schema['audiences']['$inferSelect']

/** What Instagram said now replaces what it said before. */
export async function save(tx: Handle, rows: readonly AudienceRow[]): Promise<void> {
  const { db, schema } = open(tx)
  const { audiences } = schema
  for (const row of rows) {
    await db
      .insert(audiences)
      .values(row)
      .onConflictDoUpdate({
        target: [audiences.accountId, audiences.kind, audiences.dimension],
        set: { groups: row.groups, readAt: row.readAt },
      })
  }
}

export async function list(handle: Handle, accountId: string): Promise<AudienceRow[]> {
  const { db, schema } = open(handle)
  return db.select().from(schema.audiences).where(eq(schema.audiences.accountId, accountId))
}

/** Active accounts with numbers whose audience was read before then or never, the longest unread first. */
export async function listDue(handle: Handle, { before, limit }: { before: Date; limit: number }): Promise<string[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.status, 'active'),
        isNotNull(accounts.lastSyncedAt),
        or(isNull(accounts.audienceReadAt), lt(accounts.audienceReadAt, before)),
      ),
    )
    // The engines do not agree on where what is not known comes.
    .orderBy(sql`${accounts.audienceReadAt} is not null`, asc(accounts.audienceReadAt), asc(accounts.id))
    .limit(limit)
  return rows.map(({ id }) => id)
}
