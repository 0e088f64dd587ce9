import { Gauge, type Registry } from 'prom-client'
import type { Connections } from '@instagram-dashboard/db'
import { healthProblems, type HealthResult } from './contract.ts'
import type { Role } from '../jobs/roles.ts'
import type { EventLoopDelays } from './event-loop-delay.ts'

/** What is looked up when somebody asks: of the whole installation, and of this process. */
export interface Readings {
  health: HealthResult
  now: Date
  queues: readonly { queue: string; queued: number; active: number; dead: number }[]
  connections: Connections | null
  openStreams: number
  eventLoop: EventLoopDelays
}

type Set = (readings: Readings) => void

/** The series that say how it is now. Each is set anew for every answer. */
export function createGauges(registry: Registry, { role }: { role: Role }): Set {
  const gauge = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge<Label>({ name: `instagram_dashboard_${name}`, help, labelNames, registers: [registry] })
  const sets: readonly Set[] = [
    healthGauges(gauge),
    accountGauges(gauge),
    nightGauges(gauge),
    databaseGauges(gauge),
    processGauges(gauge),
  ]
  const build = gauge('build_info', 'Always 1; the labels say what runs', ['version', 'node', 'engine', 'role'])
  return (readings) => {
    for (const set of sets) set(readings)
    const { versions, database } = readings.health
    build.reset()
    build.set({ version: versions.product, node: versions.node, engine: database?.engine ?? 'unknown', role }, 1)
  }
}

type MakeGauge = <Label extends string = never>(name: string, help: string, labelNames?: Label[]) => Gauge<Label>

function healthGauges(gauge: MakeGauge): Set {
  const healthy = gauge('healthy', '1 healthy, 0.5 degraded, 0 unhealthy')
  const problem = gauge('problem', '1 while the health names this problem, 0 while it does not', ['problem'])
  const figures = {
    refreshOverdueSeconds: gauge('refresh_overdue_seconds', 'How long the oldest due token refresh has waited'),
    outboxLagSeconds: gauge('outbox_lag_seconds', 'How long the oldest event that is due waits to be told to the host'),
    pendingDeliveries: gauge('pending_deliveries', 'Events that wait to be told to the host; 10,000 at most'),
    deadDeliveries: gauge('dead_deliveries', 'Events that the host could not be told of; 10,000 at most'),
    deadJobs: gauge('dead_jobs', 'Background jobs that were given up'),
    decryptFailures: gauge('decrypt_failures', 'Stored secrets of this process that did not open'),
    datedAhead: gauge('dated_ahead', 'Slots, runs, pauses and accounts that hold an instant too far ahead'),
  } satisfies Partial<Record<keyof HealthResult, Gauge>>
  const appRefused = gauge('app_refused_since_seconds', 'Unix time since when Instagram refuses the app; 0 while not')
  const appPaused = gauge('app_paused_seconds', 'For how long nothing more is asked for the whole app; 0 while it is')
  const lastJob = gauge(
    'last_job_started_seconds',
    'Unix time at which a background job began last; 0 before the first',
  )
  const audit = gauge('audit_intact', '1 while the last check found the audit log whole, 0 after one that did not')
  const skew = gauge('clock_skew_seconds', "Our clock minus Instagram's at the newest answer; 0 before one")
  return ({ health, now }) => {
    healthy.set({ healthy: 1, degraded: 0.5, unhealthy: 0 }[health.status])
    for (const name of healthProblems) problem.set({ problem: name }, Number(health.problems.includes(name)))
    for (const [name, series] of Object.entries(figures)) series.set(health[name as keyof typeof figures])
    appRefused.set((health.appRefused?.since.getTime() ?? 0) / 1000)
    appPaused.set(Math.max(0, ((health.instagramPausedUntil ?? now).getTime() - now.getTime()) / 1000))
    lastJob.set((health.lastJobStartedAt?.getTime() ?? 0) / 1000)
    skew.set(health.clockSkewSeconds ?? 0)
    if (health.auditCheck === null) audit.remove()
    else audit.set(Number(health.auditCheck.isIntact))
  }
}

function accountGauges(gauge: MakeGauge): Set {
  const accounts = gauge('accounts', 'Accounts by status', ['status'])
  const figures = {
    activeAccounts: gauge('active_accounts', 'Connected accounts'),
    tokensExpiringSoon: gauge('tokens_expiring_soon', 'Active accounts whose token ends within seven days'),
    accountsWithErrors: gauge('accounts_with_errors', 'Accounts whose newest sync or refresh failed'),
    accountsLate: gauge('accounts_late', 'Active accounts without new daily numbers for 26 hours'),
    accountsStopped: gauge('accounts_stopped', 'Active accounts without new daily numbers for 50 hours'),
    accountsWithoutNumbers: gauge('accounts_without_numbers', 'Late accounts that were synced within 26 hours'),
    accountsWithoutBudget: gauge('accounts_without_budget', 'Accounts that may ask Instagram nothing for now'),
    refreshesFailing: gauge('refreshes_failing', 'Active accounts whose token refresh failed twice or more in a row'),
  } satisfies Partial<Record<keyof HealthResult, Gauge>>
  const tokens = gauge(
    'sealed_tokens',
    'Stored tokens by the key that sealed them: the first, an older or a lost one',
    ['key'],
  )
  return ({ health }) => {
    accounts.set({ status: 'active' }, health.activeAccounts)
    accounts.set({ status: 'reconnect_required' }, health.accountsToReconnect)
    accounts.set({ status: 'disconnected' }, health.accountsDisconnected)
    for (const [name, series] of Object.entries(figures)) series.set(health[name as keyof typeof figures])
    for (const [key, sealed] of Object.entries(health.tokensByKey)) tokens.set({ key }, sealed)
  }
}

function nightGauges(gauge: MakeGauge): Set {
  const age = gauge(
    'sync_night_age_seconds',
    'How long ago the last nightly sync ended, or the installation was made; absent where nights are switched off',
  )
  const duration = gauge('sync_night_duration_seconds', 'How long the newest nightly sync took, or takes so far')
  const ended = gauge(
    'sync_night_accounts',
    'Accounts of the last nightly sync by outcome; skipped ones were left out',
    ['outcome'],
  )
  return ({ health: { lastSyncNight: night, syncNightSince, syncNightAgeSeconds }, now }) => {
    if (syncNightAgeSeconds === null) age.remove()
    else age.set(syncNightAgeSeconds)
    const took = night ? night.finishedAt.getTime() - night.startedAt.getTime() : 0
    duration.set(Math.max(0, syncNightSince ? now.getTime() - syncNightSince.getTime() : took) / 1000)
    for (const outcome of ['succeeded', 'partial', 'failed', 'skipped'] as const) {
      ended.set({ outcome }, night?.[outcome] ?? 0)
    }
  }
}

/** Absent where nobody says. */
function databaseGauges(gauge: MakeGauge): Set {
  const figures = {
    bytes: gauge('database_bytes', 'Bytes of the database'),
    logBytes: gauge('database_log_bytes', 'Bytes that wait in the write-ahead log; SQLite only'),
    freeBytes: gauge('database_free_bytes', 'Bytes that are left for the database'),
    diskBytes: gauge('database_disk_bytes', 'Bytes of the disk of the database, or as many as it may have'),
  } as const
  const pool = gauge('database_connections', 'Connections of this process to PostgreSQL by state', ['state'])
  const most = gauge('database_connections_max', 'As many connections may this process have to PostgreSQL')
  return ({ health: { database }, connections }) => {
    for (const [name, series] of Object.entries(figures)) {
      const bytes = database?.[name as keyof typeof figures] ?? null
      if (bytes === null) series.remove()
      else series.set(bytes)
    }
    if (connections === null) return most.remove()
    for (const state of ['open', 'idle', 'waiting'] as const) pool.set({ state }, connections[state])
    most.set(connections.most)
  }
}

function processGauges(gauge: MakeGauge): Set {
  const queue = gauge(
    'queue_jobs',
    'Background jobs by queue and state, counted at most two minutes ago; PostgreSQL only',
    ['queue', 'state'],
  )
  const streams = gauge('open_streams', 'Live streams that this process serves')
  const delay = gauge(
    'event_loop_delay_seconds',
    'How much later than asked timers came in this process since the last scrape; quantile 1 is the longest',
    ['quantile'],
  )
  return ({ queues, openStreams, eventLoop }) => {
    for (const jobs of queues) {
      for (const state of ['queued', 'active', 'dead'] as const) queue.set({ queue: jobs.queue, state }, jobs[state])
    }
    streams.set(openStreams)
    delay.set({ quantile: '0.5' }, eventLoop.median)
    delay.set({ quantile: '0.99' }, eventLoop.p99)
    delay.set({ quantile: '1' }, eventLoop.max)
  }
}
