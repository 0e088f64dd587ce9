import { callBudgets, deliveries, installation, jobSlots, refreshes, syncRuns } from '@instagram-dashboard/db'
import { latestInstants } from './account-walk.ts'
import type { Deps } from '../deps.ts'
import { findAuditCheck } from '../events/check-audit.ts'
import { dueSince, dueWindow } from '../refresh/due-window.ts'
import type { HealthResult } from './contract.ts'

/** What is told as it is found. */
export type Findings = Omit<HealthResult, 'status' | 'problems' | 'instagramApiStatus' | 'decryptFailures' | 'versions'>

/** What the rules go by. */
export interface HealthFacts extends Pick<HealthResult, 'instagramApiStatus' | 'decryptFailures'> {
  found: Findings
  /** What the figures are shares of, and since when a job of the background could have begun. */
  counted: { living: number; active: number; canBeLate: number; canHaveStopped: number; workExpectedSince: Date | null }
}

export const nothingFound: Pick<HealthFacts, 'found' | 'counted'> = {
  found: {
    activeAccounts: 0,
    tokensExpiringSoon: 0,
    accountsWithErrors: 0,
    accountsLate: 0,
    accountsStopped: 0,
    accountsWithoutNumbers: 0,
    refreshesFailing: 0,
    appRefused: null,
    clockSkewSeconds: null,
    datedAhead: 0,
    lastJobStartedAt: null,
    instagramPausedUntil: null,
    accountsWithoutBudget: 0,
    unsupportedMetrics: {},
    lastRefreshRun: null,
    refreshOverdueSeconds: 0,
    outboxLagSeconds: 0,
    pendingDeliveries: 0,
    deadDeliveries: 0,
    deadJobs: 0,
    auditCheck: null,
    keysInUse: {},
    database: null,
  },
  counted: { living: 0, active: 0, canBeLate: 0, canHaveStopped: 0, workExpectedSince: null },
}

/** What the database and the newest answers of Instagram show. Asks Instagram nothing. */
export async function findOut(deps: Deps): Promise<Pick<HealthFacts, 'found' | 'counted'>> {
  const { db, clock, budget, queue, instagram } = deps
  const now = clock.now()
  const secondsSince = (instant: Date | null | undefined) =>
    instant ? Math.max(0, Math.floor((now.getTime() - instant.getTime()) / 1000)) : 0
  const latest = latestInstants(now)
  const { counts, ahead, unsupportedMetrics, keysInUse } = await deps.accountWalk.read()
  const refusal = await budget.refusals.find()
  const pauses = await callBudgets.countPaused(db, { now, latest: latest.wait })
  const slots = await jobSlots.summarize(db, { latest: latest.happened })
  const run = await jobSlots.findNewest(db, 'refresh-tokens', { dueUntil: latest.happened })
  const oldestDue = await refreshes.findOldestDue(db, dueWindow(now))
  const open = await deliveries.countOpen(db)
  const found: Findings = {
    activeAccounts: counts.active,
    tokensExpiringSoon: counts.tokensExpiringSoon,
    accountsWithErrors: counts.withErrors,
    accountsLate: counts.late,
    accountsStopped: counts.stopped,
    accountsWithoutNumbers: counts.withoutNumbers,
    refreshesFailing: counts.refreshesFailing,
    appRefused: refusal && { since: refusal.since, code: refusal.code },
    clockSkewSeconds: instagram.clockSkewSeconds(),
    datedAhead: ahead + pauses.ahead + slots.ahead + (await syncRuns.countUnfinishedAfter(db, latest.happened)),
    lastJobStartedAt: slots.lastStartedAt,
    instagramPausedUntil: await budget.appPausedUntil(),
    accountsWithoutBudget: pauses.paused,
    unsupportedMetrics,
    lastRefreshRun: run
      ? { dueAt: run.dueAt, startedAt: run.startedAt, finishedAt: run.finishedAt, counts: run.result ?? {} }
      : null,
    refreshOverdueSeconds: secondsSince(oldestDue && dueSince(oldestDue, now)),
    outboxLagSeconds: secondsSince(open.oldestPending),
    pendingDeliveries: open.pending,
    deadDeliveries: open.dead,
    deadJobs: (await queue?.countDead()) ?? 0,
    auditCheck: await findAuditCheck(deps),
    keysInUse,
    database: { ...(await db.describe()), schema: db.migrations.current },
  }
  const workExpectedSince = slots.lastStartedAt ?? (await installation.find(db))?.createdAt ?? null
  return { found, counted: { ...counts, workExpectedSince } }
}
