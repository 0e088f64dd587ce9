import { and, asc, eq, gt, lte, ne, or, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'

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

/** The metrics and fields that Instagram refuses, of every active account that has any. */
export async function listUnsupportedMetrics(handle: Handle): Promise<Record<string, string>[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
    .select({ metrics: accounts.unsupportedMetrics, fields: accounts.refusedFields })
    .from(accounts)
    .where(and(eq(accounts.status, 'active'), or(ne(accounts.unsupportedMetrics, {}), ne(accounts.refusedFields, {}))))
  return rows.map(({ metrics, fields }) => ({ ...metrics, ...fields }))
}
