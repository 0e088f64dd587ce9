import { events, jobSlots, openDatabase, syncRuns, type Database } from '@instagram-dashboard/db'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { generateEncryptionKey } from '../src/index.ts'
import { startSandbox, type Sandbox } from '../src/sandbox/index.ts'
import { accountIdOf, insertAccounts } from './insert-accounts.ts'
import { letMinutePass } from './job-queue-minute.ts'
import { serveProcess, type ServeProcess } from './serve-process.ts'
import { startCluster } from './start-cluster.ts'
import { sandboxEnvironment } from './sandbox-environment.ts'

const cluster = startCluster()
afterAll(() => cluster?.stop())

/** Some are due for a new token and others for a sync, so that nobody waits for an account. */
const toRefresh = Array.from({ length: 40 }, (_, index) => accountIdOf(index))
const toSync = Array.from({ length: 10 }, (_, index) => accountIdOf(toRefresh.length + index))
/** Each day half a day from now, in the time zone of the schedules: no second night begins during a test. */
const longAgo = `0 ${(new Date().getUTCHours() + 24 - 3 + 12) % 24} * * *`
// What the killed one had asked is asked again in the same hour.
const nightly = {
  TOKEN_REFRESH_CRON: longAgo,
  SYNC_CRON: longAgo,
  WORKER_CONCURRENCY: '4',
  INSTAGRAM_CALLS_PER_HOUR: '600',
}
const withinMinutes = { timeout: 100_000, interval: 25 }

async function told(db: Database, type: string): Promise<string[]> {
  const page = await events.listAfter(db, { after: 0, limit: 500 })
  return page.filter((event) => event.type === type).map(({ accountId }) => accountId ?? '')
}

/** Jobs that somebody took and did not finish: in hand, or given back. */
async function countBegun(db: Database, queue: string): Promise<number> {
  const access = db.queueAccess
  const answer = await access?.executeSql(
    `SELECT count(*)::int AS n FROM ${access.schema}.job WHERE name = '${queue}' AND state IN ('active', 'retry')`,
  )
  return Number((answer?.rows as { n: number }[] | undefined)?.[0]?.n)
}

describe.skipIf(cluster === undefined)('workers that share a PostgreSQL server', () => {
  let db: Database
  let sandbox: Sandbox
  const workers: ServeProcess[] = []
  /** What was begun, and how many were refreshed, when both were gone. */
  const left = { refresh: 0, sync: 0, refreshed: 0 }
  let exitOfTerminated: number | null = null

  // One night: of two workers one is killed and the other told to end, and then another comes.
  beforeAll(async () => {
    const databaseUrl = (await cluster?.createDatabase()) ?? ''
    const key = generateEncryptionKey()
    sandbox = await startSandbox({ latencyMs: 100 })
    db = await openDatabase(databaseUrl)
    const accounts = { key, sandbox, historyDays: 40 }
    await insertAccounts(db, { ...accounts, size: toRefresh.length, ageDays: 8, lastSyncedAt: sandbox.control.now() })
    await insertAccounts(db, { ...accounts, size: toSync.length, ageDays: 1.5, first: toRefresh.length })
    sandbox.control.fault({ kind: 'slow', ms: 1_000, match: { path: /refresh_access_token/ }, times: Infinity })
    const environment = { ...sandboxEnvironment(sandbox, { key }), DATABASE_URL: databaseUrl, ...nightly }
    const work = async () => {
      const worker = await serveProcess(['--role', 'worker'], environment)
      workers.push(worker)
      return worker
    }

    const [doomed, terminated] = await Promise.all([work(), work()])
    await vi.waitFor(async () => expect((await told(db, 'token.refreshed')).length).toBeGreaterThan(0), withinMinutes)
    doomed.child.kill('SIGKILL')
    terminated.child.kill('SIGTERM')
    await doomed.exit
    exitOfTerminated = await terminated.exit
    left.refresh = await countBegun(db, 'refresh')
    left.sync = await countBegun(db, 'sync')
    left.refreshed = (await told(db, 'token.refreshed')).length

    sandbox.control.clearFaults()
    await letMinutePass(db)
    await work()
    await vi.waitFor(async () => {
      expect(new Set(await told(db, 'token.refreshed')).size).toBe(toRefresh.length)
      expect(new Set(await told(db, 'sync.completed')).size).toBe(toSync.length)
    }, withinMinutes)
  }, 240_000)

  afterAll(async () => {
    for (const { child } of workers) child.kill('SIGKILL')
    await Promise.all(workers.map(({ exit }) => exit))
    await db.close()
    await sandbox.close()
  })

  const refreshes = () => sandbox.control.requests.filter(({ path }) => path.includes('refresh_access_token'))

  test('refresh each due token once, also those that one of them had in hand when it was killed', async () => {
    expect((await told(db, 'token.refreshed')).toSorted()).toEqual(toRefresh)
    expect(left.refresh).toBeGreaterThan(0)
    expect(new Set(refreshes().map(({ query }) => query['access_token'])).size).toBe(toRefresh.length)
    const slot = await jobSlots.findNewest(db, 'refresh-tokens')
    expect(slot).toMatchObject({ result: { enqueued: toRefresh.length } })
  })

  test('on SIGTERM let what they have in hand end, and give the rest back to whoever comes', async () => {
    expect(exitOfTerminated).toBe(0)
    expect(left.refreshed).toBeGreaterThan(0)
    expect(left.refreshed + left.refresh).toBeLessThan(toRefresh.length)
    // Nothing is asked twice but for what the killed one had asked and not saved: what is in hand ends.
    expect(refreshes().length).toBeLessThanOrEqual(toRefresh.length + left.refresh)
  })

  test('sync each account once in a night, and what a killed worker left is taken up again', async () => {
    expect(left.sync).toBeGreaterThan(0)
    expect((await told(db, 'sync.completed')).toSorted()).toEqual(toSync)
    for (const id of toSync) {
      const runs = await syncRuns.listPage(db, id, { after: null, limit: 10 })
      expect(runs.filter(({ status }) => status === 'succeeded')).toHaveLength(1)
      expect(runs.length).toBeLessThanOrEqual(2)
    }
  })
})
