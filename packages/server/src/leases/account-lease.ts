import { accounts, type Handle } from '@instagram-dashboard/db'
import { addMs, furthest, isAhead, longestAhead } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { deadOwner } from './lease-owner.ts'
import { Superseded } from './superseded.ts'

type LeaseDeps = Pick<Deps, 'clock' | 'leaseOwner'>
type Leased = Pick<accounts.AccountRow, 'leaseOwner' | 'leasePurpose' | 'leaseUntil'>

/** Work that gives way to a sync that somebody waits for. It loses nothing: what it had read is saved. */
const preemptible: ReadonlySet<accounts.LeasePurpose | null> = new Set(['scheduled', 'stories', 'audience'])

// The release before tells preemptible work by this ending of its owner's name, and runs beside this one during an upgrade.
const ownerEnding = ':background'

/** The name under which this process holds a lease for a purpose. */
function ownerFor({ name }: Pick<Deps['leaseOwner'], 'name'>, purpose: accounts.LeasePurpose | null): string {
  return preemptible.has(purpose) ? name + ownerEnding : name
}

/** The exclusive right to change an account, for as long as a step with all its tries may take. */
export interface AccountLease {
  readonly accountId: string
  /**
   * Holds it for longer, and saves what is known already.
   * @throws Superseded when it is lost
   */
  renew(handle: Handle, changes?: accounts.AccountChanges): Promise<void>
  /**
   * Saves, and gives the account back.
   * @throws Superseded when it is lost: then nothing is saved
   */
  release(handle: Handle, changes?: accounts.AccountChanges): Promise<accounts.AccountRow>
  /** Gives the account back, unless that was done or the lease is lost. */
  end(handle: Handle): Promise<void>
}

/** The lease of this process that has this purpose and fence. */
export function accountLease(
  { clock, leaseOwner }: LeaseDeps,
  { id: accountId, purpose, fence }: { id: string; purpose: accounts.LeasePurpose | null; fence: number },
): AccountLease {
  const held = { id: accountId, lease: { owner: ownerFor(leaseOwner, purpose), fence } }
  let isReleased = false
  return {
    accountId,
    async renew(handle, changes = {}) {
      const isHeld = await accounts.renewLease(handle, held, { ...changes, leaseUntil: leaseEnd(clock.now()) })
      if (!isHeld) throw new Superseded('The lease is lost')
    },
    async release(handle, changes = {}) {
      const saved = await accounts.updateAndRelease(handle, held, changes)
      if (!saved) throw new Superseded('The lease is lost')
      isReleased = true
      return saved
    },
    async end(handle) {
      if (!isReleased) await accounts.updateAndRelease(handle, held, {})
    },
  }
}

/** When a lease ends that is taken or renewed now. */
export function leaseEnd(now: Date): Date {
  return addMs(now, longestAhead.accountLease)
}

interface LeaseRequest extends Pick<accounts.LeaseClaim, 'purpose' | 'cooldown' | 'nextSyncAllowedAt'> {
  /** As it was read last. */
  account: Leased & { id: string }
  /** Takes the account also from work that is preemptible. */
  preempts?: boolean
}

/**
 * Leases an active account, so that of many callers at once one gets it.
 * @returns `null` when somebody else has it, or a cooldown stands in the way
 */
export async function leaseAccount(
  deps: LeaseDeps,
  handle: Handle,
  { account, preempts = false, ...request }: LeaseRequest,
): Promise<{ account: accounts.AccountRow; lease: AccountLease } | null> {
  const { clock, leaseOwner } = deps
  const now = clock.now()
  const dead = deadOwner(leaseOwner, account.leaseOwner) ?? (preempts ? ownerOfOldBackground(account) : null)
  const leased = await accounts.claimLease(handle, {
    ...request,
    accountId: account.id,
    owner: ownerFor(leaseOwner, request.purpose),
    now,
    until: leaseEnd(now),
    latestUntil: furthest('accountLease', now),
    preempts: preempts ? [...preemptible].filter((purpose) => purpose !== null) : [],
    deadOwners: dead === null ? [] : [dead],
  })
  const held = { id: account.id, purpose: request.purpose }
  return leased && { account: leased, lease: accountLease(deps, { ...held, fence: leased.leaseFence }) }
}

/**
 * Does some work on an account while it is leased: lease, ask, save.
 * @returns what the work returned; `null` when somebody else has the account, or has taken it over
 */
export async function withAccountLease<Result>(
  deps: LeaseDeps & Pick<Deps, 'db'>,
  request: LeaseRequest,
  work: (lease: AccountLease) => Promise<Result>,
): Promise<Result | null> {
  const leased = await leaseAccount(deps, deps.db, request)
  return leased && whileLeased(deps, leased.lease, work)
}

/** The same for a lease that was taken together with something else. */
export async function whileLeased<Result>(
  { db }: Pick<Deps, 'db'>,
  lease: AccountLease,
  work: (lease: AccountLease) => Promise<Result>,
): Promise<Result | null> {
  try {
    return await work(lease)
  } catch (error) {
    if (error instanceof Superseded) return null
    throw error
  } finally {
    await lease.end(db)
  }
}

/** Whether the lease that an account shows is one that still holds. */
export function isLeased({ leaseUntil }: Pick<Leased, 'leaseUntil'>, now: Date): boolean {
  return isAhead(leaseUntil, 'accountLease', now)
}

/** Whether the owner of the lease that an account shows lives, so that its work goes on. */
export function isAtWork({ clock, leaseOwner }: LeaseDeps, account: Omit<Leased, 'leasePurpose'>): boolean {
  const { leaseOwner: owner } = account
  return isLeased(account, clock.now()) && owner !== null && deadOwner(leaseOwner, owner) === null
}

/** Whether a sync that somebody waits for may take the account from the work that has it. */
export function isPreemptible(account: Pick<Leased, 'leasePurpose' | 'leaseOwner'>): boolean {
  return preemptible.has(account.leasePurpose) || ownerOfOldBackground(account) !== null
}

/** The owner of preemptible work that the release before leased, which names no purpose. */
function ownerOfOldBackground({
  leasePurpose,
  leaseOwner,
}: Pick<Leased, 'leasePurpose' | 'leaseOwner'>): string | null {
  return leasePurpose === null && leaseOwner?.endsWith(ownerEnding) ? leaseOwner : null
}
