import { AsyncResource } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { accountLists, announce, openDatabase, type MigrationReport } from '@instagram-dashboard/db'
import type { Router } from 'express'
import type { Authenticate, Identity } from './api/context.ts'
import { appRouter } from './api/router.ts'
import { buildDeps, jwtAuthenticator, openVault, refuseWrongKeys, webhookChannel } from './build-deps.ts'
import { validateConfiguration, type ConfigurationInput } from './config.ts'
import type { Clock, Deps } from './deps.ts'
import { createCallbackChannel, type OnEvent } from './events/callback.ts'
import { AppError } from './errors.ts'
import { deliverEvents, startCursors, type DeliveryCounts, type HostChannel } from './events/deliver.ts'
import { openInstallationKeys, type InstallationKeys } from './events/installation-keys.ts'
import { createRecorder } from './events/record.ts'
import type { AdminAccountPage } from './admin/account-page-contract.ts'
import { readAccountNamed } from './admin/read-account.ts'
import { parseAnchor } from './events/anchor.ts'
import { verifyChain, type ChainReport } from './events/verify-chain.ts'
import { createHttpRouter, createProbeRouter } from './http/router.ts'
import { createJobQueue } from './jobs/job-queue.ts'
import type { Role } from './jobs/roles.ts'
import { runBackground } from './jobs/run-background.ts'
import type { Scheduler } from './jobs/scheduler.ts'
import { enqueueOutbox } from './jobs/workers.ts'
import { sealClearKeys } from './keys/seal-clear-keys.ts'
import { rotateKeys, type RotationCounts } from './keys/rotate-keys.ts'
import { describeError } from './log.ts'
import type { Locale } from './messages/messages.ts'
import { silentCounters } from './monitoring/counters.ts'
import { createMetrics } from './monitoring/metrics.ts'
import { dropOldData, type RetentionCounts } from './privacy/drop-old-data.ts'
import { openProcessLog } from './process-log.ts'
import { replayErasures } from './privacy/replay-erasures.ts'
import { refreshDue, type RefreshCounts } from './refresh/refresh-due.ts'
import type { DoctorReport } from './doctor/contract.ts'
import { examine } from './doctor/examine.ts'
import { syncDue, syncForOperator, type OperatorSync } from './sync/sync-for-operator.ts'
import { syncDueAudiences, type AudienceCounts } from './sync/sync-audience.ts'
import { catchUp, syncScheduled, type ScheduledSyncCounts } from './sync/sync-scheduled.ts'
import { syncStories, type StoriesCounts } from './sync/sync-stories.ts'
import { Secret } from './vault/secret.ts'

export interface DashboardOptions extends ConfigurationInput {
  /** Who sends a request, by the host's own login. Without it `authJwtSecret` or `authJwksUrl` is needed. */
  authenticate?: Authenticate
  /**
   * What this process is for: `web` answers and leaves the work that nobody waits for to others, `worker` does that work
   * and has no door but health, `all` (the default) does both. Start at least one that works.
   */
  role?: Role
  /** `false` starts no background work until `start()`: for a command that does one thing. Default `true`. */
  backgroundJobs?: boolean
  /**
   * Brings the database to this version's schema first; the default. `false` changes nothing and refuses a schema that
   * this version does not run on, where that is the matter of a step of its own.
   */
  migrate?: boolean
  /** Where log lines go, one JSON object each. Default: standard output. */
  writeLog?: (line: string) => void
  clock?: Clock
  /**
   * Told of events after they happened (`HostEvent`), each at least once and in any process that has it. While it
   * rejects, the event is told again later, for three days.
   */
  onEvent?: OnEvent
}

export interface Dashboard {
  /** tRPC at `/trpc`, REST at `/api/v1`, its page at `/docs`, Meta's callbacks, health; mount it at any path. */
  router: Router
  /** The procedures as plain functions, for the host's own server code. */
  caller(who: Identity & { locale?: Locale }): ReturnType<typeof appRouter.createCaller>
  /** Refreshes every token that is due, as the nightly job does; `dryRun` only counts them. */
  refreshTokens(options?: { dryRun?: boolean }): Promise<RefreshCounts>
  /** Seals every stored token with the first key; `dryRun` only counts. */
  rotateKeys(options?: { dryRun?: boolean; onProgress?: (seen: number) => void }): Promise<RotationCounts>
  /** Syncs every active account, as the nightly job does. */
  syncAccounts(): Promise<ScheduledSyncCounts>
  /** Syncs the active accounts that were not synced for 20 hours, or that wait to go on. */
  syncDue(options?: { onProgress?: (done: number, total: number) => void }): Promise<ScheduledSyncCounts>
  /**
   * Syncs one account now, whatever the cooldown says; `null` when there is none of this id. With `days`, at most 729
   * days back, those are read again, inside the budget: what one run can not read, the background does.
   */
  syncAccount(
    accountId: string,
    options?: {
      onProgress?: (done: number, total: number) => void
      days?: { startDate: string; endDate: string } | undefined
    },
  ): Promise<OperatorSync | null>
  /**
   * What is known of an account and of why its numbers do not come: of the one of this id, username, user or reference in
   * the log; `null` when nobody matches.
   */
  findAccount(named: string, options?: { locale?: Locale }): Promise<AdminAccountPage | null>
  /** Checks everything that a connection needs, and says what to do. */
  examine(options?: { locale?: Locale }): Promise<DoctorReport>
  /** Drops what is older than the settings keep, as the background does every night. */
  dropOldData(): Promise<RetentionCounts>
  /** Writes a consistent copy of the SQLite database into a new file. */
  backup(path: string): Promise<void>
  /** Reads who follows the accounts, where that was not done for a week, as the background does every minute. */
  syncAudiences(): Promise<AudienceCounts>
  /** Reads the figures of the stories that are up, as the background does every four hours. */
  syncStories(): Promise<StoriesCounts>
  /** Goes on with what is missing and due by now, as the background does every minute. */
  catchUp(): Promise<ScheduledSyncCounts>
  /** Sends the host what it was not told of yet, as the background does at once and every minute. */
  deliverEvents(): Promise<DeliveryCounts>
  /**
   * Checks that no event was changed, removed or cut off.
   * @param options `expected`: an anchor of an earlier report
   * @throws AppError VALIDATION for a text that is no anchor
   */
  verifyAudit(options?: { expected?: string }): Promise<ChainReport>
  /** Starts the background work, once. */
  start(): void
  /**
   * Ends the live streams of one person at once, for when they sign out: on PostgreSQL in every process, on SQLite in this
   * one. Without an argument it ends all of this process for good, and long calls and background work at their next
   * step, so that a server that stops listening need not wait for them; `close` does it too.
   */
  endStreams(who?: { userId: string }): void
  /**
   * From now on `/readyz` answers 503 and every answer ends its connection (`Connection: close`), while everything is
   * answered: for a server that waits until its load balancer has looked away before it stops listening.
   */
  prepareToClose(): void
  /**
   * Ends live streams and the background work, waits up to ten seconds for requests and work under way, and closes the
   * database. From its begin on every call is answered 503 with `retry`, until the host stops listening.
   */
  close(): Promise<void>
  /** What opening the database applied. */
  migrations: MigrationReport
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) =>
    // Only the signal can end it early.
    signal ? pause(milliseconds, undefined, { signal }).catch(() => undefined) : pause(milliseconds),
}
const longestDrainMs = 10_000
const deliveryPauseMs = 20

/**
 * Builds the whole product, once, from top to bottom.
 * @throws ConfigurationError naming every fault at once, also when the keys do not open the stored tokens
 * @throws DatabaseOpenError when the database can not be opened, or has a schema that this version does not run on
 */
export async function createInstagramDashboard(options: DashboardOptions): Promise<Dashboard> {
  const {
    authenticate,
    role = 'all',
    backgroundJobs = true,
    migrate = true,
    writeLog,
    clock = systemClock,
    onEvent,
    ...input
  } = options
  const needsJwt = authenticate === undefined && role !== 'worker'
  const configuration = validateConfiguration(input, { needsJwt })
  const processLog = openProcessLog({ level: configuration.logLevel, write: writeLog, role, clock })
  const { log } = processLog
  const vault = openVault(configuration, clock)
  const db = await openDatabase(configuration.databaseUrl, {
    poolMax: configuration.databasePoolMax,
    schema: migrate ? 'migrate' : 'check',
  })
  if (db.migrations.newer.length > 0) log.warn('schema.newer', { schema: db.migrations.current })
  let keys: InstallationKeys
  try {
    await refuseWrongKeys(db, vault, clock)
    keys = await openInstallationKeys(db, { vault, now: clock.now() })
    await sealClearKeys({ db, vault, log })
  } catch (error) {
    await db.close()
    throw error
  }
  const host: HostChannel[] = [
    ...(onEvent ? [createCallbackChannel(onEvent, log)] : []),
    ...webhookChannel(configuration, clock),
  ]
  let hasNewEvents = false
  let scheduler: Scheduler | undefined
  // What goes on after an answer is no part of the call that was answered.
  const deliverSoon = AsyncResource.bind(() => {
    hasNewEvents = true
    if (!scheduler || host.length === 0) return
    // Without a queue, whoever does not work leaves it to the next minute of those who do.
    if (queue === null && role === 'web') return
    deps.background.runAlone('deliver', async () => {
      while (hasNewEvents && !deps.background.isEnding()) {
        await clock.sleep(deliveryPauseMs)
        hasNewEvents = false
        await (queue === null ? deliverEvents(deps) : enqueueOutbox(deps, queue))
      }
    })
  })
  const token = secretOf(configuration.metricsToken)
  const scrape = token && { token, metrics: createMetrics({ role, clock }) }
  const counters = scrape?.metrics.counters ?? silentCounters
  const record = createRecorder({ keys, vault }, (type) => {
    counters.countEvent(type)
    deliverSoon()
  })
  const queue = db.queueAccess && createJobQueue(db.queueAccess, { log, isWorker: role !== 'web' })
  // Without a queue a process that works does it itself, and would know.
  const areWorkersExpected = () => scheduler !== undefined && (queue !== null || role === 'web')
  const parts = { db, vault, clock, log, keys, host, record, counters, queue, areWorkersExpected }
  const deps = buildDeps(configuration, {
    ...parts,
    random: Math.random,
    machineNow: systemClock.now,
    isHostLogin: authenticate !== undefined,
  })
  try {
    await accountLists.fillFoldedNames(db)
    await startCursors(deps)
    await replayErasures(deps)
  } catch (error) {
    scrape?.metrics.stop()
    await db.close()
    throw error
  }
  let isClosed = false

  function start(): void {
    if (scheduler || isClosed) return
    scheduler = runBackground(deps, { role, deliver: deliverSoon })
  }
  function endAll(): void {
    deps.streams.endAll()
    deps.background.end()
  }
  if (backgroundJobs) start()
  processLog.started(db, backgroundJobs && role !== 'web')

  return {
    router:
      role === 'worker'
        ? createProbeRouter(deps, scrape)
        : createHttpRouter(deps, {
            authenticate: authenticate ?? jwtAuthenticator(configuration, clock),
            scrape,
          }),
    caller: ({ locale = configuration.defaultLocale, ...identity }) =>
      appRouter.createCaller({
        deps,
        identity,
        locale,
        requestId: randomUUID(),
        ipNetwork: null,
        isFromOutside: false,
      }),
    refreshTokens: (refreshOptions) => deps.background.track('refresh-tokens', () => refreshDue(deps, refreshOptions)),
    rotateKeys: ({ dryRun = false, ...rest } = {}) => rotateKeys(deps, { isDryRun: dryRun, ...rest }),
    syncAccounts: () => deps.background.track('sync', () => syncScheduled(deps)),
    syncDue: (syncOptions) => deps.background.track('sync', () => syncDue(deps, syncOptions)),
    syncAccount: (accountId, syncOptions) =>
      deps.background.track('sync', () => syncForOperator(deps, accountId, syncOptions)),
    findAccount: (named, { locale = configuration.defaultLocale } = {}) => readAccountNamed(deps, named, { locale }),
    examine: ({ locale = configuration.defaultLocale } = {}) => examine(deps, { locale }),
    dropOldData: () => deps.background.track('retention', () => dropOldData(deps)),
    backup: (path) => db.backup(path),
    syncAudiences: () => deps.background.track('audience', () => syncDueAudiences(deps)),
    syncStories: () => deps.background.track('stories', () => syncStories(deps)),
    catchUp: () => deps.background.track('catch-up', () => catchUp(deps)),
    deliverEvents: () => deps.background.track('deliver', () => deliverEvents(deps)),
    verifyAudit: async ({ expected: text } = {}) => {
      const expected = text === undefined ? undefined : parseAnchor(text)
      // Unread, it would be taken for one that holds.
      if (text !== undefined && !expected) throw new AppError('VALIDATION', { field: 'expected' })
      return verifyChain(db, { keys, vault, expected })
    },
    start,
    endStreams: (who) => (who === undefined ? endAll() : endStreamsOf(deps, who.userId)),
    prepareToClose: () => deps.lifetime.prepareToEnd(),
    migrations: db.migrations,
    async close() {
      if (isClosed) return
      isClosed = true
      const stopped = processLog.stopping()
      scheduler?.stop()
      // First the word that the end has begun: what is at work stops at its next step.
      endAll()
      await Promise.all([
        deps.lifetime.end(longestDrainMs),
        deps.background.drain(longestDrainMs),
        queue?.stop(longestDrainMs),
      ])
      await db.close()
      scrape?.metrics.stop()
      stopped()
    },
  }
}

function endStreamsOf({ db, streams, log }: Deps, userId: string): void {
  streams.end(userId)
  announce(db, { topic: 'sign_out', id: userId }).catch((error: unknown) =>
    log.warn('sign_out.untold', describeError(error)),
  )
}

function secretOf(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : Secret.of(text)
}
