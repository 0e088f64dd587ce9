import { Counter, Gauge, Registry } from 'prom-client'
import type { HealthResult } from '../admin/contract.ts'

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
}

/** A registry of its own: the host may have one too. */
export function createCounters(): Counters {
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
  const active = gauge('active_accounts', 'Connected accounts')
  const expiring = gauge('tokens_expiring_soon', 'Active accounts whose token ends within seven days')
  const withErrors = gauge('accounts_with_errors', 'Accounts whose newest sync or refresh failed')
  const overdue = gauge('refresh_overdue_seconds', 'How long the oldest due token refresh has waited')
  const lag = gauge('outbox_lag_seconds', 'How long the oldest event waits to be told to the host')
  const dead = gauge('dead_deliveries', 'Events that the host could not be told of')
  const deadJobs = gauge('dead_jobs', 'Background jobs that were given up')
  const decryptFailures = gauge('decrypt_failures', 'Stored secrets of this process that did not open')
  return {
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
      decryptFailures.set(health.decryptFailures)
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}
