import {
  callBudgets,
  deliveries,
  events,
  installation,
  jobSlots,
  refreshes,
  syncRuns,
  type EngineFacts,
} from '@instagram-dashboard/db'
import { addMs } from '../clock/index.ts'
import { latestInstants } from './count-accounts.ts'
import type { Deps } from '../deps.ts'
import { findAuditCheck } from '../events/check-audit.ts'
import { dueSince, dueWindow } from '../refresh/due-window.ts'
import { isTallied, nightJob } from '../sync/tally-night.ts'
import type { HealthResult, SyncNight } from './contract.ts'

/** What is told as it is found. */
export type Findings = Omit<
  HealthResult,
  'status' | 'problems' | 'instagramApiStatus' | 'decryptFailures' | 'isSandbox' | 'versions'
>

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
    accountsToReconnect: 0,
    accountsDisconnected: 0,
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
    lastSyncNight: null,
    syncNightSince: null,
    syncNightAgeSeconds: null,
    refreshOverdueSeconds: 0,
    outboxLagSeconds: 0,
    pendingDeliveries: 0,
    deadDeliveries: 0,
    deadJobs: 0,
    auditCheck: null,
    keysInUse: {},
    tokensByKey: { first: 0, older: 0, lost: 0 },
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
  const refusal = await budget.findRefusal()
  const pauses = await callBudgets.countPaused(db, { now, latest: latest.wait })
  const slots = await jobSlots.summarize(db, { latest: latest.happened })
  const run = await jobSlots.findNewest(db, 'refresh-tokens', { dueUntil: latest.happened })
  const night = await findNights(deps, latest.happened)
  const installedAt = (await installation.find(db))?.createdAt ?? null
  const oldestDue = await refreshes.findOldestDue(db, dueWindow(now))
  const open = await deliveries.countOpen(db)
  const untoldSince = await oldestUntold(deps, now)
  const found: Findings = {
    activeAccounts: counts.active,
    tokensExpiringSoon: counts.tokensExpiringSoon,
    accountsWithErrors: counts.withErrors,
    accountsToReconnect: counts.reconnectRequired,
    accountsDisconnected: counts.disconnected,
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
    lastSyncNight: night.last,
    syncNightSince: night.underWaySince,
    syncNightAgeSeconds: deps.settings.syncCron === 'off' ? null : secondsSince(night.last?.finishedAt ?? installedAt),
    refreshOverdueSeconds: secondsSince(oldestDue && dueSince(oldestDue, now)),
    outboxLagSeconds: secondsSince(untoldSince),
    pendingDeliveries: open.pending,
    deadDeliveries: open.dead,
    deadJobs: (await queue?.countDeadLetters()) ?? 0,
    auditCheck: await findAuditCheck(deps),
    keysInUse,
    tokensByKey: tokensByKey(deps.vault, keysInUse),
    database: { ...withLimit(await db.describe(), deps.settings.databaseMaxBytes), schema: db.migrations.current },
  }
  const workExpectedSince = slots.lastStartedAt ?? installedAt
  return { found, counted: { ...counts, workExpectedSince } }
}

/** Since when the host could have been told something and was not: pauses after a failed try do not count. */
async function oldestUntold({ db, host }: Deps, now: Date): Promise<Date | null> {
  let oldest = await deliveries.findDueSince(db, now)
  for (const { name } of host) {
    // Events of which nobody has made messages yet.
    const after = await deliveries.findCursor(db, name)
    const [event] = after === undefined ? [] : await events.listAfter(db, { after, limit: 1 })
    if (event && (oldest === null || event.createdAt < oldest)) oldest = event.createdAt
  }
  return oldest
}

/** The last nightly sync that has ended, and since when another one is under way. */
async function findNights({ db }: Deps, latest: Date): Promise<{ last: SyncNight | null; underWaySince: Date | null }> {
  const newest = await jobSlots.findNewest(db, nightJob, { dueUntil: latest })
  const last = nightOf(newest)
  if (last !== null || newest === undefined) return { last, underWaySince: null }
  const before = await jobSlots.findNewest(db, nightJob, { dueUntil: addMs(newest.dueAt, -1) })
  return { last: nightOf(before), underWaySince: newest.startedAt }
}

function nightOf(slot: jobSlots.JobSlotRow | undefined): SyncNight | null {
  if (!slot?.finishedAt || !isTallied(slot)) return null
  const { dueAt, startedAt, finishedAt, result } = slot
  const of = (outcome: string) => result?.[outcome] ?? 0
  const counts = { succeeded: of('succeeded'), partial: of('partial'), failed: of('failed'), skipped: of('skipped') }
  return { dueAt, startedAt, finishedAt, ...counts }
}

function tokensByKey(vault: Deps['vault'], keysInUse: Record<string, number>): HealthResult['tokensByKey'] {
  const tokens = { first: 0, older: 0, lost: 0 }
  for (const [key, count] of Object.entries(keysInUse)) {
    tokens[key === vault.firstKeyId ? 'first' : vault.keyIds.includes(key) ? 'older' : 'lost'] += count
  }
  return tokens
}

/** PostgreSQL does not say how much room it has: whoever knows says how large it may become. */
function withLimit(facts: EngineFacts, maxBytes: number | undefined): EngineFacts {
  if (facts.freeBytes !== null || facts.bytes === null || maxBytes === undefined) return facts
  return { ...facts, freeBytes: Math.max(0, maxBytes - facts.bytes), diskBytes: maxBytes }
}
