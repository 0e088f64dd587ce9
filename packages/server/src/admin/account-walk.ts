import { accountHealth, syncQueue } from '@instagram-dashboard/db'
import { furthest } from '../clock/belief.ts'
import type { Deps } from '../deps.ts'

/** What only a look at each account tells. */
export interface WalkFindings {
  /** Active accounts that hold an instant which lies further ahead than it can. */
  ahead: number
  /** Metrics and fields that Instagram refuses, with how many active accounts. */
  unsupportedMetrics: Record<string, number>
}

/**
 * The part of the health that no index answers: of the instants that it looks at most are written at every sync, and an
 * index of each would cost the syncs more than the look costs the health. So the accounts are walked over in pieces,
 * with everybody else's work in between, and what many accounts showed is good for a minute.
 */
export interface AccountWalk {
  read(): Promise<WalkFindings>
}

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
  return {
    ahead: await accountHealth.countAhead(db, { latest: latestInstants(now) }),
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
