import {
  accountLists,
  callBudgets,
  deliveries,
  jobSlots,
  refreshes,
  sealedTokens,
  syncQueue,
} from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { describeError } from '../log.ts'
import { dueSince, dueWindow } from '../refresh/due-window.ts'
import { readVersion } from '../version.ts'
import type { HealthProblem, HealthResult } from './contract.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const expiringSoonMs = 7 * dayMs
// A night that was missed is made up for within minutes of a start, so a day and two hours without one is strange …
const refreshLateMs = 26 * hourMs
// … and two nights are a fault.
const refreshStoppedMs = 50 * hourMs
const deliveriesLateMs = hourMs

type Findings = Omit<HealthResult, 'status' | 'problems' | 'instagramApiStatus' | 'decryptFailures' | 'versions'>

const nothingFound: Findings = {
  activeAccounts: 0,
  tokensExpiringSoon: 0,
  accountsWithErrors: 0,
  instagramPausedUntil: null,
  accountsWithoutBudget: 0,
  unsupportedMetrics: {},
  lastRefreshRun: null,
  refreshOverdueSeconds: 0,
  outboxLagSeconds: 0,
  pendingDeliveries: 0,
  deadDeliveries: 0,
  deadJobs: 0,
  keysInUse: {},
  database: null,
}

/** Whether the product works, by what the database and the newest call to Instagram show. Asks Instagram nothing. */
export async function readHealth(deps: Deps): Promise<HealthResult> {
  const { instagram, vault, log, settings } = deps
  deps.probe.expect()
  let found: Findings
  try {
    found = await findOut(deps)
  } catch (error) {
    log.error('health.failed', describeError(error))
    found = nothingFound
  }
  const instagramApiStatus = instagram.reachability().status
  const decryptFailures = vault.failures()
  const problems = problemsOf(deps, { ...found, instagramApiStatus, decryptFailures })
  const isUnhealthy = problems.some((problem) => unhealthyProblems.has(problem))
  return {
    status: isUnhealthy ? 'unhealthy' : problems.length > 0 ? 'degraded' : 'healthy',
    ...found,
    instagramApiStatus,
    problems,
    decryptFailures,
    versions: { product: readVersion(), node: process.versions.node, graph: settings.instagramGraphVersion },
  }
}

const unhealthyProblems = new Set<HealthProblem>(['database_unreachable', 'tokens_unreadable', 'refresh_stopped'])

function problemsOf(
  { clock, settings }: Deps,
  found: Findings & Pick<HealthResult, 'instagramApiStatus' | 'decryptFailures'>,
): HealthProblem[] {
  const now = clock.now().getTime()
  const isRefreshing = settings.tokenRefreshCron !== 'off'
  const sinceRefresh = found.lastRefreshRun === null ? 0 : now - found.lastRefreshRun.dueAt.getTime()
  const overdue = found.refreshOverdueSeconds * 1000
  const rules: Record<HealthProblem, boolean> = {
    database_unreachable: found.database === null,
    tokens_unreadable: found.decryptFailures > 0,
    refresh_stopped: isRefreshing && (sinceRefresh > refreshStoppedMs || overdue > refreshStoppedMs),
    refresh_late: isRefreshing && (sinceRefresh > refreshLateMs || overdue > refreshLateMs),
    accounts_with_errors: found.accountsWithErrors > 0,
    instagram_unreachable: found.instagramApiStatus === 'unreachable',
    instagram_paused: found.instagramPausedUntil !== null,
    deliveries_late: found.outboxLagSeconds * 1000 > deliveriesLateMs,
    deliveries_dead: found.deadDeliveries > 0,
    jobs_dead: found.deadJobs > 0,
    syncs_late: false,
    syncs_stopped: false,
    syncs_without_numbers: false,
    refresh_failing: false,
    app_refused: false,
    workers_missing: false,
    clock_wrong: false,
  }
  return (Object.keys(rules) as HealthProblem[]).filter((problem) => rules[problem])
}

async function findOut({ db, clock, budget, queue }: Deps): Promise<Findings> {
  const now = clock.now()
  const secondsSince = (instant: Date | null | undefined) =>
    instant ? Math.max(0, Math.floor((now.getTime() - instant.getTime()) / 1000)) : 0
  const counts = await accountLists.countForHealth(db, new Date(now.getTime() + expiringSoonMs))
  const unsupportedMetrics: Record<string, number> = {}
  for (const metric of (await syncQueue.listUnsupportedMetrics(db)).flatMap((metrics) => Object.keys(metrics))) {
    unsupportedMetrics[metric] = (unsupportedMetrics[metric] ?? 0) + 1
  }
  const run = await jobSlots.findNewest(db, 'refresh-tokens')
  const oldestDue = await refreshes.findOldestDue(db, dueWindow(now))
  const open = await deliveries.countOpen(db)
  return {
    activeAccounts: counts.active,
    tokensExpiringSoon: counts.tokensExpiringSoon,
    accountsWithErrors: counts.withErrors,
    instagramPausedUntil: await budget.appPausedUntil(),
    accountsWithoutBudget: await callBudgets.countPaused(db, now),
    unsupportedMetrics,
    lastRefreshRun: run
      ? { dueAt: run.dueAt, startedAt: run.startedAt, finishedAt: run.finishedAt, counts: run.result ?? {} }
      : null,
    refreshOverdueSeconds: secondsSince(oldestDue && dueSince(oldestDue)),
    outboxLagSeconds: secondsSince(open.oldestPending),
    pendingDeliveries: open.pending,
    deadDeliveries: open.dead,
    deadJobs: (await queue?.countDead()) ?? 0,
    keysInUse: await sealedTokens.countByKey(db),
    database: { ...(await db.describe()), schema: db.migrations.current },
  }
}
