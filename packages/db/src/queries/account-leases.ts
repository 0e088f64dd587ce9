import { and, eq, gt, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { earliest, type Handle, isOneOf, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { publicColumns, type AccountChanges, type AccountRow, type LeasePurpose } from './account-rows.ts'
import { withFoldedNames } from './folded-names.ts'
import { hasEnded, type Lease } from './leases.ts'

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
  nextSyncAllowedAt?: Date | null | undefined
}

interface Claim extends Required<Omit<LeaseClaim, 'cooldown' | 'nextSyncAllowedAt'>> {
  latestCooldown: Date
  nextSyncAllowedAt: Date | null
}

const claimed = statement.get(({ db, schema }, claim: Params<Claim>) => {
  const { accounts } = schema
  const { leaseOwner, leasePurpose, leaseFence, nextSyncAllowedAt } = accounts
  return db
    .update(accounts)
    .set({
      leaseOwner: claim.owner,
      leasePurpose: claim.purpose,
      leaseUntil: claim.until,
      leaseFence: sql`${leaseFence} + 1`,
      nextSyncAllowedAt: sql`coalesce(${claim.nextSyncAllowedAt}, ${nextSyncAllowedAt})`,
      updatedAt: claim.now,
    })
    .where(
      and(
        eq(accounts.id, claim.accountId),
        eq(accounts.status, 'active'),
        or(
          hasEnded(accounts, claim.now, claim.latestUntil),
          isOneOf(leasePurpose, claim.preempts),
          isOneOf(leaseOwner, claim.deadOwners),
        ),
        or(isNull(nextSyncAllowedAt), lte(nextSyncAllowedAt, claim.now), gt(nextSyncAllowedAt, claim.latestCooldown)),
      ),
    )
    .returning(publicColumns(schema))
})

/**
 * Leases an active account for one piece of work, in one statement, so that of many callers at once exactly one wins.
 * @returns the account with its new fence; `null` when it is leased, cooling down or not active
 */
export async function claimLease(handle: Handle, { cooldown, ...claim }: LeaseClaim): Promise<AccountRow | null> {
  const { preempts = [], deadOwners = [], nextSyncAllowedAt = null } = claim
  // A cooldown that is believed to the earliest instant only holds nobody back.
  const latestCooldown = cooldown?.latest ?? earliest
  const row = await claimed(handle, { ...claim, preempts, deadOwners, nextSyncAllowedAt, latestCooldown })
  return row ?? null
}

interface Held {
  id: string
  lease: Lease
}
type Holder = Lease & Pick<Held, 'id'>

function isHeld({ accounts }: Schema, { id, owner, fence }: Params<Holder>) {
  return and(
    eq(accounts.id, id),
    eq(accounts.leaseOwner, owner),
    eq(accounts.leaseFence, fence),
    ne(accounts.status, 'disconnected'),
  )
}

const noLease = { leaseOwner: null, leasePurpose: null, leaseUntil: null }
const changing = statement.update<AccountChanges & { leaseUntil?: Date }>(({ accounts }) => accounts)

const savedAndReleased = changing(({ db, schema }, set, holder: Params<Holder>) =>
  db
    .update(schema.accounts)
    .set({ ...set, ...noLease })
    .where(isHeld(schema, holder))
    .returning(publicColumns(schema)),
)

/** Saves only while the caller still holds the lease, and gives the lease back. `undefined`: somebody else took over. */
export async function updateAndRelease(
  handle: Handle,
  { id, lease }: Held,
  changes: AccountChanges,
): Promise<AccountRow | undefined> {
  return savedAndReleased(handle, withFoldedNames(changes), { id, ...lease })
}

const renewed = changing(({ db, schema }, set, holder: Params<Holder>) =>
  db.update(schema.accounts).set(set).where(isHeld(schema, holder)).returning({ id: schema.accounts.id }),
)

/** Holds the lease longer, and saves on the way what is known already. @returns whether the lease was still held */
export async function renewLease(
  handle: Handle,
  { id, lease }: Held,
  changes: AccountChanges & { leaseUntil: Date },
): Promise<boolean> {
  return (await renewed(handle, withFoldedNames(changes), { id, ...lease })) !== undefined
}

const savedWithoutLease = changing(({ db, schema }, set, id: Params<{ id: string }>) =>
  db
    .update(schema.accounts)
    .set({ ...set, ...noLease })
    .where(eq(schema.accounts.id, id.id))
    .returning(publicColumns(schema)),
)

/** Changes the account and ends its lease: a sync that began before can not save any more. */
export async function updateAndEndLease(
  handle: Handle,
  id: string,
  changes: AccountChanges,
): Promise<AccountRow | undefined> {
  return savedWithoutLease(handle, withFoldedNames(changes), { id })
}
