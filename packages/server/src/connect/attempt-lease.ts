import { oauthStates } from '@instagram-dashboard/db'
import { addMs, furthest, minuteMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { deadOwner } from '../leases/lease-owner.ts'

export type Attempt = oauthStates.OauthStateRow

/** Longer than the three calls of a connection with all their tries. */
const leaseMs = 2 * minuteMs

/** What a call that takes an attempt writes down as its lease. */
export function newLease({ leaseOwner }: Pick<Deps, 'leaseOwner'>, now: Date): { owner: string; leaseUntil: Date } {
  return { owner: leaseOwner.name, leaseUntil: addMs(now, leaseMs) }
}

/** By which an attempt is written to, as long as nobody else has taken it over. */
export function heldAttempt({ stateHash, leaseOwner, leaseFence }: Attempt) {
  return { stateHash, lease: { owner: leaseOwner ?? '', fence: leaseFence } }
}

/** Takes an attempt that a crash or a passing failure left. @returns `undefined` when somebody else has it */
export function takeOverAttempt(
  deps: Pick<Deps, 'db' | 'clock' | 'leaseOwner'>,
  { stateHash, leaseOwner }: Attempt,
): Promise<Attempt | undefined> {
  const now = deps.clock.now()
  return oauthStates.takeOver(deps.db, {
    ...newLease(deps, now),
    stateHash,
    deadOwner: deadOwner(deps.leaseOwner, leaseOwner),
    now,
    latestLease: furthest('accountLease', now),
  })
}
