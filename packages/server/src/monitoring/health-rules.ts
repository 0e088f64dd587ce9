import { hourMs } from '../clock/index.ts'
import type { Configuration } from '../config.ts'
import { healthProblems, type HealthProblem, type HealthResult } from './contract.ts'
import type { HealthFacts } from './health-facts.ts'
import { lateMs, stoppedMs } from './thresholds.ts'

const deliveriesLateMs = hourMs
// Some job begins every hour: two that were missed, and half an hour of grace.
const workersMissingMs = 2.5 * hourMs
// Less is the way of an answer, and what machines differ by.
const largestSkewSeconds = 300
const leastFreeBytes = 200_000_000
// A small share is little only where it is little as such.
const leastFreeShare = 0.02
const plentyFreeBytes = 2_000_000_000

/** These make it unhealthy: users or their connections suffer. The others want to be looked at. */
export const unhealthyProblems: ReadonlySet<HealthProblem> = new Set([
  'database_unreachable',
  'tokens_unreadable',
  'refresh_stopped',
  'syncs_stopped',
  'app_refused',
  'workers_missing',
])

export interface HealthSettings extends Pick<
  Configuration,
  'tokenRefreshCron' | 'syncCron' | 'healthToleratedPercent'
> {
  /** Somebody, here or elsewhere, is to begin jobs every hour. */
  areWorkersExpected: boolean
}

/** The rules that are broken, in the order of the closed list. Pure: the same facts, settings and time, the same list. */
export function problemsOf(facts: HealthFacts, settings: HealthSettings, now: Date): HealthProblem[] {
  const { found, counted, instagramApiStatus, decryptFailures } = facts
  const isRefreshing = settings.tokenRefreshCron !== 'off'
  const isSyncing = settings.syncCron !== 'off'
  const since = (instant: Date | null) => (instant === null ? 0 : now.getTime() - instant.getTime())
  const sinceRefresh = Math.max(since(found.lastRefreshRun?.dueAt ?? null), found.refreshOverdueSeconds * 1000)
  const isMuch = (part: number, of: number) => part > 0 && 100 * part > settings.healthToleratedPercent * of
  const rules: Record<HealthProblem, boolean> = {
    database_unreachable: found.database === null,
    tokens_unreadable: decryptFailures > 0,
    refresh_stopped: isRefreshing && sinceRefresh > stoppedMs,
    refresh_late: isRefreshing && sinceRefresh > lateMs,
    accounts_with_errors: isMuch(found.accountsWithErrors, counted.living),
    instagram_unreachable: instagramApiStatus === 'unreachable',
    instagram_paused: found.instagramPausedUntil !== null,
    deliveries_late: found.outboxLagSeconds * 1000 > deliveriesLateMs,
    deliveries_dead: found.deadDeliveries > 0,
    jobs_dead: found.deadJobs > 0,
    syncs_late: isSyncing && isMuch(found.accountsLate, counted.canBeLate),
    syncs_stopped: isSyncing && isMuch(found.accountsStopped, counted.canHaveStopped),
    syncs_without_numbers: isSyncing && isMuch(found.accountsWithoutNumbers, counted.canBeLate),
    refresh_failing: isMuch(found.refreshesFailing, counted.active),
    app_refused: found.appRefused !== null,
    workers_missing: settings.areWorkersExpected && since(counted.workExpectedSince) > workersMissingMs,
    clock_wrong: found.datedAhead > 0 || Math.abs(found.clockSkewSeconds ?? 0) > largestSkewSeconds,
    database_full: isFull(found.database),
  }
  return healthProblems.filter((problem) => rules[problem])
}

function isFull(database: HealthResult['database']): boolean {
  if (database === null || database.freeBytes === null) return false
  const { freeBytes, diskBytes } = database
  const isSmallShare = diskBytes !== null && freeBytes < leastFreeShare * diskBytes && freeBytes < plentyFreeBytes
  return freeBytes < leastFreeBytes || isSmallShare
}
