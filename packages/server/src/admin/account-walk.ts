import { accountHealth, sealedTokens, syncQueue } from '@instagram-dashboard/db'
import { furthest } from '../clock/belief.ts'
import type { Deps } from '../deps.ts'
import { hourMs, lateMs, stoppedMs } from './health-rules.ts'

/** What health knows of the accounts. */
export interface WalkFindings {
  counts: accountHealth.AccountCounts
  /** How many tokens each key sealed, by key id. */
  keysInUse: Record<string, number>
  /** Active accounts that hold an instant which lies further ahead than it can. */
  ahead: number
  /** Metrics and fields that Instagram refuses, with how many active accounts. */
  unsupportedMetrics: Record<string, number>
}

/**
 * What health counts over all accounts. Most of it an index answers; but of the instants that may lie too far ahead most
 * are written at every sync, and an index of each would cost the syncs more than a look at the rows costs the health. So
 * those are walked over in pieces, with everybody else's work in between, and what many accounts showed is good for a
 * minute.
 */
export interface AccountWalk {
  read(): Promise<WalkFindings>
}

const expiringSoonMs = 7 * 24 * hourMs
const nightsOfFailedRefreshes = 2
const goodForMs = 60_000
/** As many as one piece has are looked at each time. */
const few = 500

export function createAccountWalk({ db, clock }: Pick<Deps, 'db' | 'clock'>): AccountWalk {
  let newest: { at: number; found: Promise<WalkFindings> } | undefined
  return {
    async read() {
      const at = clock.now().getTime()
      // Of either sign: a clock that was put back must not wait until it is there again.
      if (newest && Math.abs(at - newest.at) < goodForMs) return newest.found
      const found = walk(db, new Date(at))
      const entry = { at, found }
      newest = entry
      const forget = () => {
        if (newest === entry) newest = undefined
      }
      await found.catch(forget)
      if ((await accountHealth.countActive(db, few + 1)) <= few) forget()
      return found
    },
  }
}

async function walk(db: Deps['db'], now: Date): Promise<WalkFindings> {
  const latest = latestInstants(now)
  const counts = await accountHealth.summarize(db, {
    tokenEndsBefore: new Date(now.getTime() + expiringSoonMs),
    lateBefore: new Date(now.getTime() - lateMs),
    stoppedBefore: new Date(now.getTime() - stoppedMs),
    refreshFailures: nightsOfFailedRefreshes,
    latest,
  })
  return {
    counts,
    keysInUse: await sealedTokens.countByKey(db),
    ahead: await accountHealth.countAhead(db, { latest }),
    unsupportedMetrics: await syncQueue.countRefusedMetrics(db),
  }
}

/** The last instants that a right clock can have written by now. */
export function latestInstants(now: Date): accountHealth.HealthBounds['latest'] {
  return {
    happened: furthest('happened', now),
    lease: furthest('accountLease', now),
    wait: furthest('wait', now),
    token: furthest('token', now),
  }
}
