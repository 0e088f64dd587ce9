import { and, asc, eq, lte, ne } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'

/** Active accounts of which something is to be caught up with by now, the longest waiting first. */
export async function listDue(handle: Handle, { now, limit }: { now: Date; limit: number }): Promise<string[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.status, 'active'), lte(accounts.catchUpAt, now)))
    .orderBy(asc(accounts.catchUpAt), asc(accounts.id))
    .limit(limit)
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

/** The metrics that Instagram refuses, of every active account that has any. */
export async function listUnsupportedMetrics(handle: Handle): Promise<Record<string, string>[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
    .select({ unsupported: accounts.unsupportedMetrics })
    .from(accounts)
    .where(and(eq(accounts.status, 'active'), ne(accounts.unsupportedMetrics, {})))
  return rows.map(({ unsupported }) => unsupported)
}
