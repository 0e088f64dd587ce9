import { AsyncResource } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase, type MigrationReport } from '@instagram-dashboard/db'
import type { Router } from 'express'
import type { Authenticate, Identity } from './api/context.ts'
import { createJwtAuthenticator } from './api/jwt.ts'
import { appRouter } from './api/router.ts'
import { buildDeps, openVault, refuseWrongKeys, webhookChannel } from './build-deps.ts'
import { validateConfiguration, type Configuration, type ConfigurationInput } from './config.ts'
import { resumeConnections } from './connect/resume-connections.ts'
import type { Clock } from './deps.ts'
import { createCallbackChannel, type OnEvent } from './events/callback.ts'
import { deliverEvents, startCursors, type DeliveryCounts, type HostChannel } from './events/deliver.ts'
import { openInstallationKeys, type InstallationKeys } from './events/installation-keys.ts'
import { createRecorder } from './events/record.ts'
import { parseAnchor, verifyChain, type ChainReport } from './events/verify-chain.ts'
import { createHttpRouter } from './http/router.ts'
import { startScheduler, type Scheduler } from './jobs/scheduler.ts'
import { nightlyJobs } from './jobs/nightly-jobs.ts'
import { runDueSlot } from './jobs/slots.ts'
import { rotateKeys, type RotationCounts } from './keys/rotate-keys.ts'
import { createLog } from './log.ts'
import type { Locale } from './messages/messages.ts'
import { createCounters } from './monitoring/counters.ts'
import { dropOldData, type RetentionCounts } from './privacy/drop-old-data.ts'
import { replayErasures } from './privacy/replay-erasures.ts'
import { refreshDue, type RefreshCounts } from './refresh/refresh-due.ts'
import type { DoctorReport } from './doctor/contract.ts'
import { examine } from './doctor/examine.ts'
import { syncDue, syncForOperator, type OperatorSync } from './sync/sync-for-operator.ts'
import { syncDueAudiences, type AudienceCounts } from './sync/sync-audience.ts'
import { resumeSyncs } from './sync/start-first-sync.ts'
import { catchUp, syncScheduled, type ScheduledSyncCounts } from './sync/sync-scheduled.ts'
import { syncStories, type StoriesCounts } from './sync/sync-stories.ts'
import { Secret } from './vault/secret.ts'

export interface DashboardOptions extends ConfigurationInput {
  /** Who sends a request, by the host's own login. Without it `authJwtSecret` or `authJwksUrl` is needed. */
  authenticate?: Authenticate
  /** `false` starts no background work until `start()`: for a process that only answers. Default `true`. */
  backgroundJobs?: boolean
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
  /** Syncs one account now, whatever the cooldown says; `null` when there is none of this id. */
  syncAccount(
    accountId: string,
    options?: { onProgress?: (done: number, total: number) => void },
  ): Promise<OperatorSync | null>
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
  /** Checks that no event was changed, removed or cut off. @param options `expected`: an anchor of an earlier report */
  verifyAudit(options?: { expected?: string }): Promise<ChainReport>
  /** Starts the background work, once. */
  start(): void
  /** Ends live streams, so that a server that stops listening need not wait for them; `close` does it too. */
  endStreams(): void
  /** Ends live streams and the background work, waits up to ten seconds for what is running, and closes the database. */
  close(): Promise<void>
  /** What opening the database applied. */
  migrations: MigrationReport
}

export const systemClock: Clock = { now: () => new Date(), sleep: (milliseconds) => pause(milliseconds) }
const longestDrainMs = 10_000
const deliveryPauseMs = 20

/**
 * Builds the whole product, once, from top to bottom.
 * @throws ConfigurationError naming every fault at once, also when the keys do not open the stored tokens
 * @throws DatabaseOpenError when the database can not be opened
 */
export async function createInstagramDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { authenticate, backgroundJobs = true, writeLog, clock = systemClock, onEvent, ...input } = options
  const configuration = validateConfiguration(input, { needsJwt: authenticate === undefined })
  const log = createLog({ level: configuration.logLevel, ...(writeLog ? { write: writeLog } : {}) })
  const vault = openVault(configuration, clock)
  const db = await openDatabase(configuration.databaseUrl, { poolMax: configuration.databasePoolMax })
  let keys: InstallationKeys
  try {
    await refuseWrongKeys(db, vault, clock)
    keys = await openInstallationKeys(db, { vault, now: clock.now() })
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
  // Outside of the transaction that wrote the event: it must have ended before the event can be told.
  const deliverSoon = AsyncResource.bind(() => {
    hasNewEvents = true
    if (!scheduler || host.length === 0) return
    deps.background.runAlone('deliver', async () => {
      while (hasNewEvents && !deps.background.isEnding()) {
        await clock.sleep(deliveryPauseMs)
        hasNewEvents = false
        await deliverEvents(deps)
      }
    })
  })
  const counters = createCounters()
  const record = createRecorder(keys, (type) => {
    counters.countEvent(type)
    deliverSoon()
  })
  const deps = buildDeps(configuration, { db, vault, clock, log, keys, host, record, counters, random: Math.random })
  try {
    await startCursors(deps)
    await replayErasures(deps)
  } catch (error) {
    await db.close()
    throw error
  }
  let isClosed = false

  function start(): void {
    if (scheduler || isClosed) return
    const resume = async () => {
      await resumeConnections(deps)
      await resumeSyncs(deps)
    }
    const nightly = nightlyJobs(deps)
    // As background work, so that closing waits for what is under way.
    const tick = async () => {
      deps.background.runAlone('resume', resume)
      deps.background.runAlone('catch-up', () => catchUp(deps))
      deliverSoon()
      deps.background.runAlone('audience', () => syncDueAudiences(deps))
      deps.background.runAlone('probe', deps.probe.runIfDue)
      for (const job of nightly) deps.background.run(job.name, () => runDueSlot(deps, job))
    }
    deps.background.run('tick', tick)
    scheduler = startScheduler([{ name: 'tick', pattern: '* * * * *', timeZone: 'UTC', run: tick }], log)
  }
  if (backgroundJobs) start()

  return {
    router: createHttpRouter(deps, {
      authenticate: authenticate ?? jwtAuthenticator(configuration, clock),
      metricsToken: secretOf(configuration.metricsToken),
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
    examine: ({ locale = configuration.defaultLocale } = {}) => examine(deps, { locale }),
    dropOldData: () => deps.background.track('retention', () => dropOldData(deps)),
    backup: (path) => db.backup(path),
    syncAudiences: () => deps.background.track('audience', () => syncDueAudiences(deps)),
    syncStories: () => deps.background.track('stories', () => syncStories(deps)),
    catchUp: () => deps.background.track('catch-up', () => catchUp(deps)),
    deliverEvents: () => deps.background.track('deliver', () => deliverEvents(deps)),
    verifyAudit: ({ expected } = {}) =>
      verifyChain(db, { keys, expected: expected === undefined ? undefined : parseAnchor(expected) }),
    start,
    endStreams: deps.streams.endAll,
    migrations: db.migrations,
    async close() {
      if (isClosed) return
      isClosed = true
      scheduler?.stop()
      deps.streams.endAll()
      await deps.background.drain(longestDrainMs)
      await db.close()
    },
  }
}

function secretOf(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : Secret.of(text)
}

function jwtAuthenticator(configuration: Configuration, clock: Clock): Authenticate {
  return createJwtAuthenticator({
    secret: configuration.authJwtSecret,
    jwksUrl: configuration.authJwksUrl,
    issuer: configuration.authJwtIssuer,
    audience: configuration.authJwtAudience,
    clock,
  })
}
