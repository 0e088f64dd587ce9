import { and, asc, eq, gt, lte, sql, type SQL } from 'drizzle-orm'
import { type Handle, inBatches, open, type Page, type Param, type Params, statement } from '../statements/index.ts'

/**
 * Active accounts of which something is to be caught up with by now, the longest waiting first; and those that would
 * wait until after `latest`, by a wrong clock.
 */
export async function listDue(
  handle: Handle,
  { now, latest, limit }: { now: Date; latest: Date; limit: number },
): Promise<string[]> {
  const { db, accounts } = open(handle)
  const page = (isDue: SQL, most: number) =>
    db
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.status, 'active'), isDue))
      .orderBy(asc(accounts.catchUpAt), asc(accounts.id))
      .limit(most)
  const rows = await page(lte(accounts.catchUpAt, now), limit)
  if (rows.length < limit) rows.push(...(await page(gt(accounts.catchUpAt, latest), limit - rows.length)))
  return rows.map(({ id }) => id)
}

/** Days of an account that are to be read again, both included; the background begins at once. */
export interface Reread {
  from: string
  to: string
  askedAt: Date
}

/** Writes down which days of an account are to be read again, whoever is at work on it. */
export const saveReread = statement.run(({ db, accounts }, id: Param<string>, { from, to, askedAt }: Params<Reread>) =>
  db
    .update(accounts)
    .set({ rereadFrom: from, rereadTo: to, rereadAskedAt: askedAt, catchUpAt: askedAt, updatedAt: askedAt })
    .where(eq(accounts.id, id)),
)

/** Keeps that the background left an account out because somebody holds it, and who; whoever holds it keeps it. */
export const saveLeftOut = statement.run(
  ({ db, accounts }, id: Param<string>, { at, by }: Params<{ at: Date; by: string | null }>) =>
    db.update(accounts).set({ leftOutAt: at, leftOutBy: by }).where(eq(accounts.id, id)),
)

// So many accounts are looked at between two turns of the event loop.
const batchSize = 150

const refusedOf = statement.all(({ db, accounts }, { after, limit }: Params<Page>) =>
  db
    .select({ id: accounts.id, metrics: accounts.unsupportedMetrics, fields: accounts.refusedFields })
    .from(accounts)
    .where(
      and(
        eq(accounts.status, 'active'),
        gt(accounts.id, after),
        // Word for word as in the index that has only these.
        sql`(${accounts.unsupportedMetrics} <> '{}' or ${accounts.refusedFields} <> '{}')`,
      ),
    )
    .orderBy(asc(accounts.id))
    .limit(limit),
)

/** How many active accounts Instagram refuses each metric and field, by its name. */
export async function countRefusedMetrics(handle: Handle): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for await (const rows of inBatches(batchSize, (page) => refusedOf(handle, page))) {
    for (const { metrics, fields } of rows) {
      for (const name of Object.keys({ ...metrics, ...fields })) counts[name] = (counts[name] ?? 0) + 1
    }
  }
  return counts
}
