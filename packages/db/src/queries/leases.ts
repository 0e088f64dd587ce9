import { eq, gt, isNull, lte, or, type Column, type SQL } from 'drizzle-orm'
import type { Param } from '../statements/index.ts'

/** A lease names its owner and carries a fence: only the newest fence may save. */
export interface Lease {
  owner: string
  fence: number
}

/** What every claim of a lease says. */
export interface LeaseRequest {
  owner: string
  /** An owner whose process is known to have ended; `null` when none is known. */
  deadOwner: string | null
  now: Date
  leaseUntil: Date
  /** A lease that ends later was written by a wrong clock, and holds nothing. */
  latestLease: Date
}

interface Leased {
  leaseOwner: Column
  leaseUntil: Column
}

/** Nobody holds a lease: there is none, it has ended, or it ends later than one can. */
export function hasEnded({ leaseUntil }: Pick<Leased, 'leaseUntil'>, now: Param<Date>, latestLease: Param<Date>) {
  return or(isNull(leaseUntil), lte(leaseUntil, now), gt(leaseUntil, latestLease))
}

/** The same, or its owner is dead. No owner is null: without a dead one that is never true. */
export function isFree(
  table: Leased,
  { now, latestLease, deadOwner }: { now: Param<Date>; latestLease: Param<Date>; deadOwner: Param<string | null> },
): SQL | undefined {
  return or(hasEnded(table, now, latestLease), eq(table.leaseOwner, deadOwner))
}
