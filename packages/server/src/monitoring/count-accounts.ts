import { accountHealth, sealedTokens, syncQueue, type Database } from '@instagram-dashboard/db'
import { addMs, type Clock, dayMs, furthest, minuteMs } from '../clock/index.ts'
import { lateMs, stoppedMs } from './thresholds.ts'
import { cached } from './cached.ts'

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
 * those are walked over in pieces, with everybody else's work in between, and seldom: a wrong clock shows at once in what
 * is asked each time. What many accounts showed is good for a minute.
 */
export interface AccountWalk {
  read(): Promise<WalkFindings>
}

const expiringSoonMs = 7 * dayMs
const nightsOfFailedRefreshes = 2
const goodForMs = minuteMs
const aheadIsGoodForMs = 30 * minuteMs
/** As many as one piece has are looked at each time. */
const few = 500

export function createAccountWalk({ db, clock }: { db: Database; clock: Clock }): AccountWalk {
  const countFigures = () => readFigures(db, clock.now())
  const countAhead = () => accountHealth.countAhead(db, { latest: latestInstants(clock.now()) })
  const keptFigures = cached({ clock, forMs: goodForMs }, countFigures)
  const keptAhead = cached({ clock, forMs: aheadIsGoodForMs }, countAhead)
  return {
    async read() {
      const areMany = (await accountHealth.countActive(db, few + 1)) > few
      return areMany
        ? { ...(await keptFigures()), ahead: await keptAhead() }
        : { ...(await countFigures()), ahead: await countAhead() }
    },
  }
}

async function readFigures(db: Database, now: Date): Promise<Omit<WalkFindings, 'ahead'>> {
  const counts = await accountHealth.summarize(db, {
    tokenEndsBefore: addMs(now, expiringSoonMs),
    lateBefore: addMs(now, -lateMs),
    stoppedBefore: addMs(now, -stoppedMs),
    refreshFailures: nightsOfFailedRefreshes,
    latest: latestInstants(now),
  })
  return {
    counts,
    keysInUse: await sealedTokens.countByKey(db),
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
