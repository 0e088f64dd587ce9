import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Handle } from '../handle.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import { publicColumns } from './account-columns.ts'
import type { AccountRow } from './accounts.ts'

interface SyncClaim {
  id: string
  owner: string
  deadOwner: string | null
  now: Date
  leaseUntil: Date
  /** A lease that ends later was written by a wrong clock, and holds nothing. */
  latestLease: Date
  /** The same for the cooldown. */
  latestCooldown: Date
  /** Left out by whoever costs nobody their turn: the cooldown stays as it is. */
  nextSyncAllowedAt?: Date | null | undefined
}

const claims = (ignoreCooldown: boolean) =>
  preparedWrite<SyncClaim, AccountRow>((db, schema, names) => {
    const { accounts } = schema
    const { leaseOwner, leaseUntil, nextSyncAllowedAt, updatedAt } = accounts
    const now = given(updatedAt, 'now')
    return db
      .update(accounts)
      .set({
        leaseOwner: given(leaseOwner, 'owner'),
        leaseUntil: given(leaseUntil, 'leaseUntil'),
        leaseFence: sql`${accounts.leaseFence} + 1`,
        ...givenColumns({ nextSyncAllowedAt }, names),
        updatedAt: now,
      })
      .where(
        and(
          eq(accounts.id, given(accounts.id, 'id')),
          eq(accounts.status, 'active'),
          // Nobody's name is null, so that without a dead owner the last of them is never true.
          or(
            isNull(leaseUntil),
            lte(leaseUntil, now),
            gt(leaseUntil, given(leaseUntil, 'latestLease')),
            eq(leaseOwner, given(leaseOwner, 'deadOwner')),
          ),
          ignoreCooldown
            ? undefined
            : or(
                isNull(nextSyncAllowedAt),
                lte(nextSyncAllowedAt, now),
                gt(nextSyncAllowedAt, given(nextSyncAllowedAt, 'latestCooldown')),
              ),
        ),
      )
      .returning(publicColumns(schema))
  }, publicColumns)

const claimed = { always: claims(true), afterCooldown: claims(false) }

/**
 * Takes the lease, and the cooldown with it, in one statement, so that of many callers at once exactly one wins.
 * @returns the account with its new fence; `undefined` when it is leased, cooling down or not active
 */
export async function claimSync(
  handle: Handle,
  { ignoreCooldown, ...claim }: SyncClaim & { ignoreCooldown: boolean },
): Promise<AccountRow | undefined> {
  const [row] = await (ignoreCooldown ? claimed.always : claimed.afterCooldown)(handle, { ...claim })
  return row
}
