import { z } from 'zod'
import {
  count,
  counts,
  measured,
  nullableCount,
  nullableInstant,
  nullableText,
  nullableWhole,
  text,
} from '../contract-parts.ts'

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
export const healthProblem = z
  .enum(healthProblems)
  .describe('A rule that was broken, as docs/operations.md explains it.')
export type HealthProblem = z.infer<typeof healthProblem>

const dueAt = z.date().describe('When it was due.')

export const refreshRun = z
  .object({
    dueAt,
    startedAt: z.date().describe('When it began.'),
    finishedAt: nullableInstant.describe('When it ended; `null` while it runs.'),
    counts: counts.describe('Accounts by outcome.'),
  })
  .describe('A run of the nightly refresh.')
export type RefreshRun = z.infer<typeof refreshRun>

const syncNight = z
  .object({
    dueAt,
    startedAt: z.date().describe('When it began.'),
    finishedAt: z.date().describe('When it ended.'),
    succeeded: count.meta(measured('accounts', 'Whose newest run of the night brought everything.')),
    partial: count.meta(measured('accounts', 'Whose run brought a part.')),
    failed: count.meta(measured('accounts', 'Whose run brought nothing.')),
    skipped: count.meta(measured('accounts', 'Active accounts that no run was about: they were left out.')),
  })
  .describe('A nightly sync that has ended.')
export type SyncNight = z.infer<typeof syncNight>

const accountFigures = {
  activeAccounts: count.meta(measured('accounts', 'Whose numbers are read.')),
  tokensExpiringSoon: count.describe('Active accounts whose token ends within seven days.'),
  accountsWithErrors: count.meta(measured('accounts', 'Whose newest sync went wrong.')),
  accountsToReconnect: count.describe('Accounts whose owner must reconnect.'),
  accountsDisconnected: count.meta(measured('accounts', 'That their users have disconnected.')),
  accountsLate: count.describe(
    'Active accounts of more than 26 hours whose daily numbers are older than that, or never came.',
  ),
  accountsStopped: count.describe('The same with 50 hours.'),
  accountsWithoutNumbers: count.describe('Of the late ones, those that were synced within the 26 hours nevertheless.'),
  refreshesFailing: count.describe(
    'Active accounts whose token could not be refreshed twice or more, one night after another.',
  ),
}

const nightFigures = {
  lastRefreshRun: refreshRun.nullable().describe('`null` before the first night.'),
  lastSyncNight: syncNight.nullable().describe('`null` before the first one has ended.'),
  syncNightSince: nullableInstant.describe('Since when a nightly sync is under way; `null` while none is.'),
  syncNightAgeSeconds: nullableCount.describe(
    'How long ago the last one ended, or else the installation was made; `null` where nights are switched off.',
  ),
  refreshOverdueSeconds: count.describe('How long the oldest due refresh has waited; 0 when none is due.'),
}

const auditCheck = z.object({
  at: z.date().describe('When it was made.'),
  isIntact: z.boolean().describe('Whether every event is as it was written.'),
  events: count.describe('How many events were looked at.'),
  sequence: nullableCount.describe('The first event that is not as it was written.'),
})

const databaseFigures = z.object({
  engine: text.describe('Its name and version, as in docs/operations.md.'),
  version: text.describe('Of the engine.'),
  schema: nullableText.describe('The newest migration that was applied.'),
  bytes: nullableWhole.meta(measured('bytes', 'How much the database takes.')),
  logBytes: nullableWhole.meta(measured('bytes', 'How much its write-ahead log takes.')),
  freeBytes: nullableWhole.meta(
    measured('bytes', 'How much is left. On PostgreSQL of `DATABASE_MAX_BYTES`, where that is set.'),
  ),
  diskBytes: nullableWhole.meta(
    measured('bytes', 'Of the disk that the file is on, in all; on PostgreSQL `DATABASE_MAX_BYTES`.'),
  ),
})

export const healthResult = z
  .object({
    status: z
      .enum(['healthy', 'degraded', 'unhealthy'])
      .describe('`unhealthy`: users or their connections suffer. `degraded`: something wants to be looked at.'),
    ...accountFigures,
    appRefused: z
      .object({
        since: z.date().describe('Since when.'),
        code: nullableText.describe("Instagram's code, with its subcode."),
      })
      .nullable()
      .describe('Since when Instagram refuses the app itself, and by which code; `null` while it does not.'),
    clockSkewSeconds: nullableCount.describe(
      "Our clock minus Instagram's at the newest answer to this process; `null` before one told the time.",
    ),
    datedAhead: count.describe(
      'How many slots, runs, pauses and accounts hold an instant that lies further ahead than it can.',
    ),
    lastJobStartedAt: nullableInstant.describe(
      'When any process began a job of the background last; `null` before the first.',
    ),
    instagramApiStatus: z
      .enum(['reachable', 'unreachable', 'unknown'])
      .describe(
        'What the newest call of this process to Instagram showed, at most a few minutes ago; `unknown` before the first.',
      ),
    problems: z.array(healthProblem).describe('The rules that were broken; empty when healthy.'),
    instagramPausedUntil: nullableInstant.describe(
      'Until then Instagram wants no calls from the whole app; `null` when it does not say so.',
    ),
    accountsWithoutBudget: count.describe(
      'Accounts that may ask Instagram nothing for now: their calls of this hour are used up.',
    ),
    unsupportedMetrics: counts.describe(
      'Metrics that Instagram refuses, by its own names → for how many active accounts. The rest is synced without them.',
    ),
    ...nightFigures,
    outboxLagSeconds: count.describe(
      'How long the oldest event waits for its first or its next try to tell the host; 0 when none does.',
    ),
    pendingDeliveries: count.meta(measured('deliveries', 'That are on their way to the host.')),
    deadDeliveries: count.describe('Given up after all tries; an admin can send them again.'),
    deadJobs: count.describe(
      'Background jobs that were given up after all tries; an admin can let them go back. Always 0 without queues.',
    ),
    decryptFailures: count.describe('Stored tokens that could not be read since this process started.'),
    auditCheck: auditCheck
      .nullable()
      .describe(
        'What the newest check of the whole audit log found; `null` before the first, which is made every week.',
      ),
    keysInUse: counts.describe('Key ids → how many stored tokens need each.'),
    tokensByKey: z
      .object({
        first: count.meta(measured('tokens', 'Encrypted with the first key.')),
        older: count.meta(measured('tokens', 'Encrypted with another key of the ring.')),
        lost: count.meta(measured('tokens', 'Encrypted with a key that is not here.')),
      })
      .describe('Stored tokens by what their key is here: the first, which seals; another of the ring; none of it.'),
    database: databaseFigures.nullable().describe('`null` while it does not answer.'),
    isSandbox: z
      .boolean()
      .describe('Whether the sandbox stands in for Instagram (`INSTAGRAM_SANDBOX`): people and numbers are invented.'),
    versions: z
      .object({
        product: text.describe('Of this product.'),
        node: text.describe('Of Node.js.'),
        graph: text.describe("Of Instagram's API."),
      })
      .describe('What runs.'),
  })
  .describe('How the system is.')
export type HealthResult = z.infer<typeof healthResult>

export const nightOutcome = z
  .enum([
    'succeeded',
    'partial',
    'failed',
    'postponed',
    'under_way',
    'new_enough',
    'left_out',
    'not_connected',
    'connected_later',
    'night_missing',
    'night_under_way',
    'night_broke_off',
    'passed_over',
  ])
  .describe(
    'What the newest night did with the account. `new_enough`: it was synced since the night was due. `left_out`: ' +
      'somebody else had it in hand. `night_…`: it is the night that is missing, is under way or broke off. ' +
      '`passed_over`: the night ended without a run and without a known reason.',
  )
export type NightOutcome = z.infer<typeof nightOutcome>

export const accountNight = z
  .object({
    dueAt,
    startedAt: nullableInstant.describe('When it began; `null` when it did not.'),
    finishedAt: nullableInstant.describe('When it ended; `null` while it runs.'),
    counts: counts.describe('Accounts of the whole night by outcome; with queues how many were put into them.'),
    outcome: nightOutcome,
  })
  .describe('What the newest night did with an account.')
export type AccountNight = z.infer<typeof accountNight>
