import { AsyncResource } from 'node:async_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { accountLists, databasePlace, publish, openDatabase } from '@instagram-dashboard/db'
import { createHostCaller } from './api/host-caller.ts'
import { buildDeps, jwtAuthenticator, openVault, refuseWrongKeys, webhookChannel } from './build-deps.ts'
import { validateConfiguration } from './config.ts'
import type { Clock } from './clock/index.ts'
import type { Deps } from './deps.ts'
import { createCallbackChannel } from './events/callback.ts'
import { AppError } from './errors.ts'
import { deliverEvents, startCursors } from './events/deliver.ts'
import type { HostChannel } from './events/host-channel.ts'
import { openInstallationKeys, type InstallationKeys } from './events/installation-keys.ts'
import { createRecorder } from './events/record.ts'
import { readAccountNamed } from './admin/read-account.ts'
import { parseAnchor } from './events/anchor.ts'
import { verifyChain } from './events/verify-chain.ts'
import { createHandlers } from './http/handlers.ts'
import { createHttpRouter, createProbeRouter } from './http/router.ts'
import { createJobQueue } from './jobs/job-queue.ts'
import { runBackground } from './jobs/run-background.ts'
import type { Scheduler } from './jobs/scheduler.ts'
import { accountWork, overdueSyncs, type LocalWork } from './jobs/account-work.ts'
import { runAccounts, type RunOptions } from './jobs/local-driver.ts'
import { enqueueOutbox } from './jobs/queue-driver.ts'
import { sealClearKeys } from './keys/seal-clear-keys.ts'
import { rotateKeys } from './keys/rotate-keys.ts'
import { describeError } from './log.ts'
import { silentCounters } from './monitoring/counters.ts'
import { createMetrics } from './monitoring/metrics.ts'
import { importDjango } from './imports/import-django.ts'
import { dropOldData } from './privacy/drop-old-data.ts'
import { listErasures } from './privacy/copy-erasures.ts'
import { nodeFault } from './messages/node-version.ts'
import { openSandbox } from './open-sandbox.ts'
import { openProcessLog } from './process-log.ts'
import { createIdentify } from './procedures/identify.ts'
import { createLoginLog } from './procedures/login-log.ts'
import { replayErasures } from './privacy/replay-erasures.ts'
import { examine } from './doctor/examine.ts'
import { readReviewPack } from './review/read-review-pack.ts'
import { syncForOperator } from './sync/sync-for-operator.ts'
import { Secret } from './vault/index.ts'
import type { Dashboard, DashboardOptions, SandboxedDashboardOptions } from './dashboard-types.ts'

export type { Dashboard, DashboardOptions, SandboxedDashboardOptions } from './dashboard-types.ts'

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) =>
    // Only the signal can end it early.
    signal ? pause(milliseconds, undefined, { signal }).catch(() => undefined) : pause(milliseconds),
}
/** Whoever ends processes often waits ten seconds. */
const longestDrainMs = 8_000
const deliveryPauseMs = 20

/**
 * Builds the whole product, once, from top to bottom.
 * @throws Error when Node is older than 22.14
 * @throws ConfigurationError naming every fault at once, also when the keys do not open the stored tokens
 * @throws DatabaseOpenError when the database can not be opened, or has a schema that this version does not run on
 */
export async function createInstagramDashboard(
  options: DashboardOptions | SandboxedDashboardOptions,
): Promise<Dashboard> {
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
  const unfit = nodeFault('en')
  if (unfit !== undefined) throw new Error(unfit)
  const needsJwt = authenticate === undefined && role !== 'worker'
  const configuration = validateConfiguration(input, { needsJwt })
  const processLog = openProcessLog({ level: configuration.logLevel, write: writeLog, role, clock })
  const { log } = processLog
  const vault = openVault(configuration, clock)
  const sandbox = configuration.sandbox ? await openSandbox(configuration, { clock }) : undefined
  if (sandbox) log.warn('sandbox.on', { database: databasePlace(configuration.databaseUrl) })
  const db = await openDatabase(configuration.databaseUrl, {
    poolMax: configuration.databasePoolMax,
    tableSchema: configuration.databaseSchema,
    schema: migrate ? 'migrate' : 'check',
  })
  if (configuration.isHostDatabaseIgnored) {
    log.warn('host_database.ignored', { database: databasePlace(configuration.databaseUrl) })
  }
  if (db.migrations.newer.length > 0) log.warn('schema.newer', { schema: db.migrations.current })
  let keys: InstallationKeys
  try {
    await refuseWrongKeys(db, vault, { clock, sandbox: configuration.sandbox })
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
    sandbox,
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
  let closing: Promise<void> | undefined

  function start(): void {
    if (scheduler || isClosed) return
    scheduler = runBackground(deps, { role, deliver: deliverSoon })
  }
  function runNow<Outcome extends string>(name: string, work: LocalWork<Outcome>, runOptions?: RunOptions) {
    return deps.background.track(name, () => runAccounts(deps, work, runOptions))
  }
  function endAll(): void {
    deps.streams.endAll()
    deps.background.end()
  }
  async function close(): Promise<void> {
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
  }
  if (backgroundJobs) start()
  processLog.started(db, backgroundJobs && role !== 'web')

  function createRouter() {
    if (role === 'worker') return createProbeRouter(deps, scrape)
    const loginLog = createLoginLog({
      log,
      clock,
      onRefused: (refusal) => {
        // That a login has ended is no fault of the host's.
        if (refusal.reason !== 'expired') deps.login.misnamed = refusal
      },
    })
    const byToken = () => jwtAuthenticator(configuration, { clock, ...loginLog })
    return createHttpRouter(deps, {
      identify: createIdentify(authenticate ?? byToken(), { clock, loginLog }),
      scrape,
      sandbox: sandbox?.pages,
    })
  }
  const { handler, fetch } = createHandlers(deps, createRouter())

  return {
    handler,
    router: handler,
    fetch,
    caller: ({ locale, ...identity }) => createHostCaller(deps, { identity, askedLocale: locale }),
    refreshTokens: ({ dryRun = false } = {}) => runNow('refresh-tokens', accountWork.refresh, { isDryRun: dryRun }),
    rotateKeys: ({ dryRun = false, ...rest } = {}) => rotateKeys(deps, { isDryRun: dryRun, ...rest }),
    syncAccounts: () => runNow('sync', accountWork.sync),
    syncDue: ({ onProgress } = {}) => runNow('sync', overdueSyncs, { onProgress }),
    syncAccount: (accountId, syncOptions) =>
      deps.background.track('sync', () => syncForOperator(deps, accountId, syncOptions)),
    findAccount: (named, { locale = configuration.defaultLocale } = {}) => readAccountNamed(deps, named, { locale }),
    examine: ({ locale = configuration.defaultLocale } = {}) => examine(deps, { locale }),
    reviewPack: ({ locale = configuration.defaultLocale } = {}) => readReviewPack(deps, { locale }),
    dropOldData: () => deps.background.track('retention', () => dropOldData(deps)),
    importDjango: (request) => deps.background.track('import', () => importDjango(deps, request)),
    listErasures: () => listErasures(deps),
    replayErasures: (entries) => deps.background.track('replay-erasures', () => replayErasures(deps, entries)),
    backup: (path) => db.backup(path),
    syncAudiences: () => runNow('audience', accountWork.audience),
    syncStories: () => runNow('stories', accountWork.stories),
    syncPosts: () => runNow('posts', accountWork.posts),
    catchUp: () => runNow('catch-up', accountWork['catch-up']),
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
    close: () => (closing ??= close()),
  }
}

function endStreamsOf({ db, streams, log }: Deps, userId: string): void {
  streams.end(userId)
  publish(db, { topic: 'sign_out', id: userId }).catch((error: unknown) =>
    log.warn('sign_out.untold', describeError(error)),
  )
}

function secretOf(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : Secret.of(text)
}
