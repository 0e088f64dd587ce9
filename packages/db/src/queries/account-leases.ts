import { and, eq, getTableColumns, isNull, lte, ne, or, sql } from 'drizzle-orm'
import type { Handle } from '../handle.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'
import type { AccountChanges, AccountRow } from './accounts.ts'

/** A lease names its holder and carries a fence: only the newest fence may save. */
export interface Lease {
  owner: string
  fence: number
}

/** All of an account but its token. */
export function publicColumns({ accounts }: Schema) {
  const { sealedToken: _sealedToken, ...columns } = getTableColumns(accounts)
  return columns
}

interface Held {
  heldId: string
  heldOwner: string
  heldFence: number
}

const heldBy = ({ id, lease }: { id: string; lease: Lease }): Held => ({
  heldId: id,
  heldOwner: lease.owner,
  heldFence: lease.fence,
})

function isHeld({ accounts }: Schema) {
  return and(
    eq(accounts.id, given(accounts.id, 'heldId')),
    eq(accounts.leaseOwner, given(accounts.leaseOwner, 'heldOwner')),
    eq(accounts.leaseFence, given(accounts.leaseFence, 'heldFence')),
    ne(accounts.status, 'disconnected'),
  )
}

const savedAndReleased = preparedWrite<AccountChanges & Held, AccountRow>(
  (db, schema, names) =>
    db
      .update(schema.accounts)
      .set({ ...givenColumns(getTableColumns(schema.accounts), names), leaseOwner: null, leaseUntil: null })
      .where(isHeld(schema))
      .returning(publicColumns(schema)),
  publicColumns,
)

/** Saves only while the caller still holds the lease, and gives the lease back. `undefined`: somebody else took over. */
export async function updateAndRelease(
  handle: Handle,
  held: { id: string; lease: Lease },
  changes: AccountChanges,
): Promise<AccountRow | undefined> {
  const [row] = await savedAndReleased(handle, { ...changes, ...heldBy(held) })
  return row
}

interface SyncClaim {
  id: string
  owner: string
  deadOwner: string | null
  now: Date
  leaseUntil: Date
  nextSyncAllowedAt: Date | null
}

const claims = (ignoreCooldown: boolean) =>
  preparedWrite<SyncClaim, AccountRow>((db, schema) => {
    const { accounts } = schema
    const { leaseOwner, leaseUntil, nextSyncAllowedAt, updatedAt } = accounts
    const now = given(updatedAt, 'now')
    return db
      .update(accounts)
      .set({
        leaseOwner: given(leaseOwner, 'owner'),
        leaseUntil: given(leaseUntil, 'leaseUntil'),
        leaseFence: sql`${accounts.leaseFence} + 1`,
        nextSyncAllowedAt: given(nextSyncAllowedAt, 'nextSyncAllowedAt'),
        updatedAt: now,
      })
      .where(
        and(
          eq(accounts.id, given(accounts.id, 'id')),
          eq(accounts.status, 'active'),
          // Nobody's name is null, so that without a dead owner the last of them is never true.
          or(isNull(leaseUntil), lte(leaseUntil, now), eq(leaseOwner, given(leaseOwner, 'deadOwner'))),
          ignoreCooldown ? undefined : or(isNull(nextSyncAllowedAt), lte(nextSyncAllowedAt, now)),
        ),
      )
      .returning(publicColumns(schema))
  }, publicColumns)

const claimed = { always: claims(true), afterCooldown: claims(false) }

/**
 * Takes the lease and the cooldown together in one statement, so that of many callers at once exactly one wins.
 * @returns the account with its new fence; `undefined` when it is leased, cooling down or not active
 */
export async function claimSync(
  handle: Handle,
  { ignoreCooldown, ...claim }: SyncClaim & { ignoreCooldown: boolean },
): Promise<AccountRow | undefined> {
  const [row] = await (ignoreCooldown ? claimed.always : claimed.afterCooldown)(handle, { ...claim })
  return row
}

const renewed = preparedWrite<AccountChanges & Held & { leaseUntil: Date }, { id: string }>(
  (db, schema, names) =>
    db
      .update(schema.accounts)
      .set(givenColumns(getTableColumns(schema.accounts), names))
      .where(isHeld(schema))
      .returning({ id: schema.accounts.id }),
  ({ accounts }) => ({ id: accounts.id }),
)

/** Holds the lease longer, and saves on the way what is known already. @returns whether the lease was still held */
export async function renewLease(
  handle: Handle,
  held: { id: string; lease: Lease },
  changes: AccountChanges & { leaseUntil: Date },
): Promise<boolean> {
  return (await renewed(handle, { ...changes, ...heldBy(held) })).length > 0
}
