import { and, asc, eq, gt, isNotNull, isNull, lt, type SQL } from 'drizzle-orm'
import { type Handle, open, type Param, type Params, statement, upsert } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type AudienceRow = Schema['audiences']['$inferSelect']

const saved = statement.run(({ db, audiences }, row: Params<AudienceRow>) =>
  upsert(db, audiences, { row, key: ['accountId', 'kind', 'dimension'] }),
)

/** What Instagram said now replaces what it said before. */
export async function save(tx: Handle, rows: readonly AudienceRow[]): Promise<void> {
  for (const row of rows) await saved(tx, row)
}

export const list = statement.all(({ db, audiences }, accountId: Param<string>) =>
  db.select().from(audiences).where(eq(audiences.accountId, accountId)),
)

const online = statement.get(({ db, audiences }, accountId: Param<string>) =>
  db
    .select({ groups: audiences.groups })
    .from(audiences)
    .where(and(eq(audiences.accountId, accountId), eq(audiences.kind, 'followers'), eq(audiences.dimension, 'online'))),
)

/** The hours of the week at which followers are online; `null` when nobody knows. */
export async function listOnline(handle: Handle, accountId: string): Promise<AudienceRow['groups']> {
  return (await online(handle, accountId))?.groups ?? null
}

/**
 * Active accounts with numbers whose audience was read before then or never, the longest unread first; and those that
 * were read after `latest`, by a wrong clock.
 */
export async function listDue(
  handle: Handle,
  { before, latest, limit }: { before: Date; latest: Date; limit: number },
): Promise<string[]> {
  const { db, accounts } = open(handle)
  // Questions, each of which the index answers alone: with "or" it would be every active account, each time.
  const page = (isUnread: SQL | undefined, most: number) =>
    db
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.status, 'active'), isNotNull(accounts.lastSyncedAt), isUnread))
      .orderBy(asc(accounts.audienceReadAt), asc(accounts.id))
      .limit(most)
  const rows = await page(isNull(accounts.audienceReadAt), limit)
  for (const isDue of [lt(accounts.audienceReadAt, before), gt(accounts.audienceReadAt, latest)]) {
    if (rows.length < limit) rows.push(...(await page(isDue, limit - rows.length)))
  }
  return rows.map(({ id }) => id)
}
