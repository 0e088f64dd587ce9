import { and, asc, eq, gt, lte, sql, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { betweenPieces } from './pieces.ts'

/**
 * Active accounts of which something is to be caught up with by now, the longest waiting first; and those that would
 * wait until after `latest`, by a wrong clock.
 */
export async function listDue(
  handle: Handle,
  { now, latest, limit }: { now: Date; latest: Date; limit: number },
): Promise<string[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
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
export async function saveReread(tx: Handle, id: string, { from, to, askedAt }: Reread): Promise<void> {
  const { db, schema } = open(tx)
  const { accounts } = schema
  await db
    .update(accounts)
    .set({ rereadFrom: from, rereadTo: to, rereadAskedAt: askedAt, catchUpAt: askedAt, updatedAt: askedAt })
    .where(eq(accounts.id, id))
}

// So many accounts are looked at between two turns of the event loop.
const pieceSize = 150

/** How many active accounts Instagram refuses each metric and field, by its name. */
export async function countRefusedMetrics(handle: Handle): Promise<Record<string, number>> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const counts: Record<string, number> = {}
  // Word for word as in the index that has only these.
  const isRefusedAny = sql`(${accounts.unsupportedMetrics} <> '{}' or ${accounts.refusedFields} <> '{}')`
  for (let after = ''; ;) {
    const rows = await db
      .select({ id: accounts.id, metrics: accounts.unsupportedMetrics, fields: accounts.refusedFields })
      .from(accounts)
      .where(and(eq(accounts.status, 'active'), gt(accounts.id, after), isRefusedAny))
      .orderBy(asc(accounts.id))
      .limit(pieceSize)
    for (const { metrics, fields } of rows) {
      for (const name of Object.keys({ ...metrics, ...fields })) counts[name] = (counts[name] ?? 0) + 1
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < pieceSize) return counts
    after = last.id
    await betweenPieces()
  }
}
