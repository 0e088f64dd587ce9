import { and, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import { publicColumns } from './account-columns.ts'
import type { AccountRow, LeasePurpose } from './accounts.ts'

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
        leasePurpose: null,
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

export interface LeaseClaim {
  accountId: string
  owner: string
  purpose: LeasePurpose
  now: Date
  until: Date
  /** A lease that ends later was written by a wrong clock, and holds nothing. */
  latestUntil: Date
  /** Work whose lease may be taken before its end. */
  preempts?: readonly LeasePurpose[]
  /** Owners whose process is known to have ended. */
  deadOwners?: readonly string[]
  /** Only when the cooldown is over; one that ends after `latest` was written by a wrong clock. */
  cooldown?: { latest: Date } | undefined
  /** The cooldown from now on; without it the one that is there stays. */
  nextSyncAllowedAt?: Date | undefined
}

/**
 * Leases an active account for one piece of work, in one statement, so that of many callers at once exactly one wins.
 * @returns the account with its new fence; `null` when it is leased, cooling down or not active
 */
export async function claimLease(handle: Handle, claim: LeaseClaim): Promise<AccountRow | null> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const { now, preempts = [], deadOwners = [], cooldown } = claim
  const [row] = await db
    .update(accounts)
    .set({
      leaseOwner: claim.owner,
      leasePurpose: claim.purpose,
      leaseUntil: claim.until,
      leaseFence: sql`${accounts.leaseFence} + 1`,
      ...(claim.nextSyncAllowedAt && { nextSyncAllowedAt: claim.nextSyncAllowedAt }),
      updatedAt: now,
    })
    .where(
      and(
        eq(accounts.id, claim.accountId),
        eq(accounts.status, 'active'),
        or(
          isNull(accounts.leaseUntil),
          lte(accounts.leaseUntil, now),
          gt(accounts.leaseUntil, claim.latestUntil),
          inArray(accounts.leasePurpose, [...preempts]),
          inArray(accounts.leaseOwner, [...deadOwners]),
        ),
        cooldown &&
          or(
            isNull(accounts.nextSyncAllowedAt),
            lte(accounts.nextSyncAllowedAt, now),
            gt(accounts.nextSyncAllowedAt, cooldown.latest),
          ),
      ),
    )
    .returning(publicColumns(schema))
  return row ?? null
}
