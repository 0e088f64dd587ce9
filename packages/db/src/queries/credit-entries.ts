import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { type Handle, open, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type CreditEntryRow = Schema['creditEntries']['$inferSelect']

/** The account that credits come from and go back to. */
export const issued = 'issued'

export interface Posting {
  transactionId: string
  personRef: string
  /** Positive gives to the user, negative takes back. */
  amount: number
  reason: CreditEntryRow['reason']
  achievementKey: string
  eventSequence: number
  createdAt: Date
}

/** Both entries of one transaction. The same transaction a second time breaks a unique index. */
export async function post(tx: Handle, { personRef, amount, ...rest }: Posting): Promise<void> {
  const { db, creditEntries } = open(tx)
  await db.insert(creditEntries).values([
    { ...rest, ledgerAccount: personRef, amount },
    { ...rest, ledgerAccount: issued, amount: -amount },
  ])
}

/** Whole credits of a user, or of the whole ledger, which is always 0. */
export async function balance(handle: Handle, ledgerAccount: string | null): Promise<number> {
  const { db, creditEntries } = open(handle)
  const [row] = await db
    .select({ total: sql<number | string>`coalesce(sum(${creditEntries.amount}), 0)` })
    .from(creditEntries)
    .where(ledgerAccount === null ? undefined : eq(creditEntries.ledgerAccount, ledgerAccount))
  return Number(row?.total ?? 0)
}

const pageOf = statement.all(
  ({ db, creditEntries }, personRef: Param<string>, { before, limit }: Params<{ before: number; limit: number }>) =>
    db
      .select()
      .from(creditEntries)
      .where(and(eq(creditEntries.ledgerAccount, personRef), lt(creditEntries.id, before)))
      .orderBy(desc(creditEntries.id))
      .limit(limit),
)

/** A user's entries, newest first. @param before an id, not included */
export async function listPage(
  handle: Handle,
  personRef: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<CreditEntryRow[]> {
  return pageOf(handle, personRef, { before: before ?? Number.MAX_SAFE_INTEGER, limit })
}
