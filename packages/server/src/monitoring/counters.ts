import { Counter, Gauge, Registry } from 'prom-client'
import { healthProblems, type HealthResult } from '../admin/contract.ts'
import { watchEventLoopDelay } from './event-loop-delay.ts'

/** What Prometheus is told of. Labels are closed vocabularies: no id, no name, no URL. */
export interface Counters {
  /** A procedure answered; `code` is `ok` or an error code. */
  countCall(procedure: string, code: string): void
  /** An event was recorded. */
  countEvent(type: string): void
  /** Instagram was asked; `outcome` is `answered` or `unreachable`. */
  countInstagramCall(outcome: 'answered' | 'unreachable'): void
  /** The text format of Prometheus, with the gauges of this health. */
  render(health: HealthResult): Promise<{ contentType: string; text: string }>
  /** Ends what is watched between two renderings. */
  stop(): void
}

/** A registry of its own: the host may have one too. */
/** @param options.isScraped whether anybody reads them: only then the event loop is watched */
export function createCounters({ isScraped }: { isScraped: boolean }): Counters {
  const registry = new Registry()
  const registers = [registry]
  const calls = new Counter({
    name: 'instagram_dashboard_calls_total',
    help: 'Procedure calls by procedure and result code',
    labelNames: ['procedure', 'code'],
    registers,
  })
  const events = new Counter({
    name: 'instagram_dashboard_events_total',
    help: 'Recorded events by type',
    labelNames: ['type'],
    registers,
  })
  const instagram = new Counter({
    name: 'instagram_dashboard_instagram_calls_total',
    help: 'Calls to Instagram by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const gauge = (name: string, help: string) => new Gauge({ name: `instagram_dashboard_${name}`, help, registers })
  const healthy = gauge('healthy', '1 healthy, 0.5 degraded, 0 unhealthy')
  const problem = new Gauge({
    name: 'instagram_dashboard_problem',
    help: '1 while the health names this problem, 0 while it does not',
    labelNames: ['problem'],
    registers,
  })
  const active = gauge('active_accounts', 'Connected accounts')
  const expiring = gauge('tokens_expiring_soon', 'Active accounts whose token ends within seven days')
  const withErrors = gauge('accounts_with_errors', 'Accounts whose newest sync or refresh failed')
  const overdue = gauge('refresh_overdue_seconds', 'How long the oldest due token refresh has waited')
  const lag = gauge('outbox_lag_seconds', 'How long the oldest event waits to be told to the host')
  const dead = gauge('dead_deliveries', 'Events that the host could not be told of')
  const deadJobs = gauge('dead_jobs', 'Background jobs that were given up')
  const decryptFailures = gauge('decrypt_failures', 'Stored secrets of this process that did not open')
  const figures = {
    accountsLate: gauge('accounts_late', 'Active accounts without new daily numbers for 26 hours'),
    accountsStopped: gauge('accounts_stopped', 'Active accounts without new daily numbers for 50 hours'),
    accountsWithoutNumbers: gauge('accounts_without_numbers', 'Late accounts that were synced within 26 hours'),
    refreshesFailing: gauge('refreshes_failing', 'Active accounts whose token refresh failed twice or more in a row'),
    datedAhead: gauge('dated_ahead', 'Slots, runs, pauses and accounts that hold an instant too far ahead'),
    pendingDeliveries: gauge('pending_deliveries', 'Events that wait to be told to the host'),
    accountsWithoutBudget: gauge('accounts_without_budget', 'Accounts that may ask Instagram nothing for now'),
  } satisfies Partial<Record<keyof HealthResult, Gauge>>
  const appRefused = gauge('app_refused_since_seconds', 'Unix time since when Instagram refuses the app; 0 while not')
  const lastJob = gauge(
    'last_job_started_seconds',
    'Unix time at which a background job began last; 0 before the first',
  )
  const skew = gauge('clock_skew_seconds', "Our clock minus Instagram's at the newest answer; 0 before one")
  const freeBytes = gauge('database_free_bytes', 'Bytes that are left for the database; -1 where nobody says')
  const eventLoop = isScraped ? watchEventLoopDelay() : null
  const eventLoopDelay = new Gauge({
    name: 'instagram_dashboard_event_loop_delay_seconds',
    help: 'How much later than asked timers came in this process since the last scrape; quantile 1 is the longest',
    labelNames: ['quantile'],
    registers,
  })
  return {
    stop: () => eventLoop?.stop(),
    countCall: (procedure, code) => calls.inc({ procedure, code }),
    countEvent: (type) => events.inc({ type }),
    countInstagramCall: (outcome) => instagram.inc({ outcome }),
    async render(health) {
      healthy.set({ healthy: 1, degraded: 0.5, unhealthy: 0 }[health.status])
      active.set(health.activeAccounts)
      expiring.set(health.tokensExpiringSoon)
      withErrors.set(health.accountsWithErrors)
      overdue.set(health.refreshOverdueSeconds)
      lag.set(health.outboxLagSeconds)
      dead.set(health.deadDeliveries)
      deadJobs.set(health.deadJobs)
      for (const name of healthProblems) problem.set({ problem: name }, Number(health.problems.includes(name)))
      for (const [name, series] of Object.entries(figures)) series.set(health[name as keyof typeof figures])
      appRefused.set((health.appRefused?.since.getTime() ?? 0) / 1000)
      lastJob.set((health.lastJobStartedAt?.getTime() ?? 0) / 1000)
      skew.set(health.clockSkewSeconds ?? 0)
      freeBytes.set(health.database?.freeBytes ?? -1)
      decryptFailures.set(health.decryptFailures)
      const { median, p99, max } = eventLoop?.read() ?? { median: 0, p99: 0, max: 0 }
      eventLoopDelay.set({ quantile: '0.5' }, median)
      eventLoopDelay.set({ quantile: '0.99' }, p99)
      eventLoopDelay.set({ quantile: '1' }, max)
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}
