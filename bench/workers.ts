import { accountLists, events, installation, media, openDatabase, type Database } from '@instagram-dashboard/db'
import { setTimeout as pause } from 'node:timers/promises'
import { createInstagramDashboard } from '../packages/server/src/index.ts'
import { accountIdOf, insertAccounts } from '../packages/server/test/insert-accounts.ts'
import { serveProcess } from '../packages/server/test/serve-process.ts'
import { startCluster, type Cluster } from '../packages/server/test/start-cluster.ts'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox } from '../packages/server/src/sandbox/index.ts'
import { createJobQueue } from '../packages/server/src/jobs/job-queue.ts'
import { createLog } from '../packages/server/src/log.ts'
import { generateFernetKey } from '../packages/server/src/vault/fernet.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { sandboxEnvironment } from '../packages/server/test/sandbox-environment.ts'

const latencyMs = 200
const size = 16
const longestMs = 120_000

/** What a night of syncs did with that many workers. */
interface Night {
  accountsPerSecond: number
  /** Syncs beyond the first of an account. */
  twice: number
}

/**
 * A night's sync of accounts that are a day behind, shared by one, two and four workers with the settings of production.
 * Instagram takes 200 ms for each answer, so that a worker waits more than it computes.
 */
export const workers: Benchmark = {
  ids: ['workers'],
  what: 'sync throughput of four worker processes on PostgreSQL, as a multiple of one',
  goals: { workers: { figure: 'ratio', atLeast: 2 } },
  async run() {
    const cluster = startCluster()
    if (cluster === undefined) {
      console.error('  not measured: PostgreSQL is not installed here (apt-get install postgresql)')
      return []
    }
    try {
      return [rowOf(await syncThreeNights(cluster))]
    } finally {
      cluster.stop()
    }
  },
}

function rowOf(nights: ReadonlyMap<number, Night>): Row {
  if ([...nights.values()].some(({ twice }) => twice > 0)) throw new Error('An account was synced twice')
  const of = (count: number) => nights.get(count)?.accountsPerSecond ?? 0
  return { id: 'workers', ratio: of(4) / of(1), value: of(4), unit: 'accounts/s', baseline: of(1), runs: 1 }
}

/** The same accounts, with four workers, then two of them, then one: nothing but their number differs. */
async function syncThreeNights(cluster: Cluster): Promise<Map<number, Night>> {
  const databaseUrl = await cluster.createDatabase()
  const key = generateFernetKey()
  const sandbox = await startSandbox({ latencyMs })
  const db = await openDatabase(databaseUrl)
  const environment = {
    ...sandboxEnvironment(sandbox, { key }),
    DATABASE_URL: databaseUrl,
    TOKEN_REFRESH_CRON: 'off',
    SYNC_CRON: 'off',
    LOG_LEVEL: 'silent',
    // Four nights within an hour.
    INSTAGRAM_CALLS_PER_HOUR: '2000',
  }
  await insertAccounts(db, { key, sandbox, size, ageDays: 1 })
  await readMediaOnce(db, { databaseUrl, key })
  const running = await Promise.all(Array.from({ length: 4 }, () => serveProcess(['--role', 'worker'], environment)))
  const nights = new Map<number, Night>()
  try {
    // The first night reads days that the others find settled, and wakes the workers up.
    await measure(db)
    for (const count of [4, 2, 1]) {
      const spare = running.splice(count)
      for (const { child } of spare) child.kill('SIGTERM')
      await Promise.all(spare.map(({ exit }) => exit))
      const night = await measure(db)
      console.error(`  ${count} workers: ${night.accountsPerSecond.toFixed(2)} accounts a second, ${night.twice} twice`)
      nights.set(count, night)
    }
    return nights
  } finally {
    for (const { child } of running) child.kill('SIGKILL')
    await Promise.all(running.map(({ exit }) => exit))
    await db.close()
    await sandbox.close()
  }
}

async function measure(db: Database): Promise<Night> {
  if (db.queueAccess === null) throw new Error('PostgreSQL has a queue')
  const queue = createJobQueue(db.queueAccess, { log: createLog({ level: 'silent' }), isWorker: false })
  const ids = await accountLists.listActiveIds(db, { after: '', limit: size })
  const before = await newestSequence(db)
  const since = new Date().toISOString()
  const start = performance.now()
  await queue.enqueue(
    'sync',
    ids.map((accountId) => ({ key: accountId, data: { accountId, since } })),
  )
  for (;;) {
    await pause(100)
    const seconds = (performance.now() - start) / 1000
    const synced = await listSynced(db, before)
    const accounts = new Set(synced).size
    if (accounts < size && seconds * 1000 < longestMs) continue
    await queue.stop(1_000)
    if (accounts < size) throw new Error(`Only ${accounts} of ${size} accounts were synced in time`)
    return { accountsPerSecond: size / seconds, twice: synced.length - size }
  }
}

async function listSynced(db: Database, after: number): Promise<string[]> {
  const page = await events.listAfter(db, { after, limit: size * 20 })
  return page.filter(({ type }) => type === 'sync.completed').map(({ accountId }) => accountId ?? '')
}

async function newestSequence(db: Database): Promise<number> {
  return (await installation.find(db))?.lastSequence ?? 0
}

/** Posts are read with the first sync and seldom again: they are none of a night's work. */
async function readMediaOnce(db: Database, { databaseUrl, key }: { databaseUrl: string; key: string }): Promise<void> {
  const sandbox = await startSandbox()
  const dashboard = await createInstagramDashboard({
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: 'http://localhost:3999/return',
    instagramTokenEncryptionKey: key,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    databaseUrl,
    backgroundJobs: false,
    authenticate: () => null,
    writeLog: () => undefined,
  })
  await dashboard.syncAccount(accountIdOf(0))
  const query = { sort: 'recent', after: null, limit: 500 } as const
  const found = [
    ...(await media.listPage(db, accountIdOf(0), { ...query, productType: null })),
    ...(await media.listPage(db, accountIdOf(0), { ...query, productType: 'STORY' })),
  ]
  const read = found.map((row) => ({ ...row, insightState: 'read' as const, insightsAt: row.seenAt }))
  for (let index = 0; index < size; index += 1) {
    await media.save(
      db,
      read.map((row) => ({ ...row, accountId: accountIdOf(index) })),
    )
  }
  await dashboard.close()
  await sandbox.close()
}
