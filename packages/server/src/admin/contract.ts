import { z } from 'zod'

/** Why the product is not healthy, in the words of docs/operations.md. */
export const healthProblems = [
  'database_unreachable',
  'tokens_unreadable',
  'refresh_stopped',
  'refresh_late',
  'accounts_with_errors',
  'instagram_unreachable',
  'instagram_paused',
  'deliveries_late',
  'deliveries_dead',
  'jobs_dead',
  'syncs_late',
  'syncs_stopped',
  'syncs_without_numbers',
  'refresh_failing',
  'app_refused',
  'workers_missing',
  'clock_wrong',
  'database_full',
] as const
export type HealthProblem = (typeof healthProblems)[number]

/** A run of the nightly refresh. */
export interface RefreshRun {
  /** When it was due. */
  dueAt: Date
  startedAt: Date
  finishedAt: Date | null
  /** Accounts by outcome. */
  counts: Record<string, number>
}

/** A nightly sync that has ended. */
export interface SyncNight {
  /** When it was due. */
  dueAt: Date
  startedAt: Date
  finishedAt: Date
  /** Accounts by how their newest run of the night ended. */
  succeeded: number
  partial: number
  failed: number
  /** Active accounts that no run was about: they were left out. */
  skipped: number
}

export interface HealthResult {
  /** `unhealthy`: people or their connections suffer. `degraded`: something wants to be looked at. */
  status: 'healthy' | 'degraded' | 'unhealthy'
  activeAccounts: number
  /** Active accounts whose token ends within seven days. */
  tokensExpiringSoon: number
  accountsWithErrors: number
  /** Accounts whose owner must reconnect. */
  accountsToReconnect: number
  accountsDisconnected: number
  /** Active accounts of more than 26 hours whose daily numbers are older than that, or never came. */
  accountsLate: number
  /** The same with 50 hours. */
  accountsStopped: number
  /** Of the late ones, those that were synced within the 26 hours nevertheless. */
  accountsWithoutNumbers: number
  /** Active accounts whose token could not be refreshed twice or more, one night after another. */
  refreshesFailing: number
  /** Since when Instagram refuses the app itself, and by which code; `null` while it does not. */
  appRefused: { since: Date; code: string | null } | null
  /** Our clock minus Instagram's at the newest answer to this process; `null` before one told the time. */
  clockSkewSeconds: number | null
  /** How many slots, runs, pauses and accounts hold an instant that lies further ahead than it can. */
  datedAhead: number
  /** When any process began a job of the background last; `null` before the first. */
  lastJobStartedAt: Date | null
  /** What the newest call of this process to Instagram showed, at most a few minutes ago; `unknown` before the first. */
  instagramApiStatus: 'reachable' | 'unreachable' | 'unknown'
  /** The rules that were broken; empty when healthy. */
  problems: HealthProblem[]
  /** Until then Instagram wants no calls from the whole app; `null` when it does not say so. */
  instagramPausedUntil: Date | null
  /** Accounts that may ask Instagram nothing for now: their calls of this hour are used up. */
  accountsWithoutBudget: number
  /** Metrics that Instagram refuses, by its own names → for how many active accounts. The rest is synced without them. */
  unsupportedMetrics: Record<string, number>
  /** `null` before the first night. */
  lastRefreshRun: RefreshRun | null
  /** `null` before the first one has ended. */
  lastSyncNight: SyncNight | null
  /** Since when a nightly sync is under way; `null` while none is. */
  syncNightSince: Date | null
  /** How long ago the last one ended, or else the installation was made; `null` where nights are switched off. */
  syncNightAgeSeconds: number | null
  /** How long the oldest due refresh has waited; 0 when none is due. */
  refreshOverdueSeconds: number
  /** How long the oldest event waits for its first or its next try to tell the host; 0 when none does. */
  outboxLagSeconds: number
  pendingDeliveries: number
  /** Given up after all tries; an admin can send them again. */
  deadDeliveries: number
  /** Background jobs that were given up after all tries; an admin can let them go back. Always 0 without queues. */
  deadJobs: number
  /** Stored tokens that could not be read since this process started. */
  decryptFailures: number
  /** What the newest check of the whole audit log found; `null` before the first, which is made every week. */
  auditCheck: {
    at: Date
    isIntact: boolean
    /** How many events were looked at. */
    events: number
    /** The first event that is not as it was written. */
    sequence: number | null
  } | null
  /** Key ids → how many stored tokens need each. */
  keysInUse: Record<string, number>
  /** Stored tokens by what their key is here: the first, which seals; another of the ring; none of it. */
  tokensByKey: { first: number; older: number; lost: number }
  database: {
    /** Its name and version, as in docs/operations.md. */
    engine: string
    version: string
    schema: string | null
    bytes: number | null
    logBytes: number | null
    /** On PostgreSQL of `DATABASE_MAX_BYTES`, where that is set. */
    freeBytes: number | null
    /** Of the disk that the file is on, in all; on PostgreSQL `DATABASE_MAX_BYTES`. */
    diskBytes: number | null
  } | null
  versions: { product: string; node: string; graph: string }
}

const counts = z.record(z.string(), z.number().int())

export const healthResult = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  activeAccounts: z.number().int(),
  tokensExpiringSoon: z.number().int(),
  accountsWithErrors: z.number().int(),
  accountsToReconnect: z.number().int(),
  accountsDisconnected: z.number().int(),
  accountsLate: z.number().int(),
  accountsStopped: z.number().int(),
  accountsWithoutNumbers: z.number().int(),
  refreshesFailing: z.number().int(),
  appRefused: z.object({ since: z.date(), code: z.string().nullable() }).nullable(),
  clockSkewSeconds: z.number().int().nullable(),
  datedAhead: z.number().int(),
  lastJobStartedAt: z.date().nullable(),
  instagramApiStatus: z.enum(['reachable', 'unreachable', 'unknown']),
  problems: z.array(z.enum(healthProblems)),
  instagramPausedUntil: z.date().nullable(),
  accountsWithoutBudget: z.number().int(),
  unsupportedMetrics: counts,
  lastRefreshRun: z
    .object({ dueAt: z.date(), startedAt: z.date(), finishedAt: z.date().nullable(), counts })
    .nullable(),
  lastSyncNight: z
    .object({
      dueAt: z.date(),
      startedAt: z.date(),
      finishedAt: z.date(),
      succeeded: z.number().int(),
      partial: z.number().int(),
      failed: z.number().int(),
      skipped: z.number().int(),
    })
    .nullable(),
  syncNightSince: z.date().nullable(),
  syncNightAgeSeconds: z.number().int().nullable(),
  refreshOverdueSeconds: z.number().int(),
  outboxLagSeconds: z.number().int(),
  pendingDeliveries: z.number().int(),
  deadDeliveries: z.number().int(),
  deadJobs: z.number().int(),
  decryptFailures: z.number().int(),
  auditCheck: z
    .object({ at: z.date(), isIntact: z.boolean(), events: z.number().int(), sequence: z.number().int().nullable() })
    .nullable(),
  keysInUse: counts,
  tokensByKey: z.object({ first: z.number().int(), older: z.number().int(), lost: z.number().int() }),
  database: z
    .object({
      engine: z.string(),
      version: z.string(),
      schema: z.string().nullable(),
      bytes: z.number().nullable(),
      logBytes: z.number().nullable(),
      freeBytes: z.number().nullable(),
      diskBytes: z.number().nullable(),
    })
    .nullable(),
  versions: z.object({ product: z.string(), node: z.string(), graph: z.string() }),
}) satisfies z.ZodType<HealthResult>
