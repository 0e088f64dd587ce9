import { and, asc, eq, lte, ne, or } from 'drizzle-orm'
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
