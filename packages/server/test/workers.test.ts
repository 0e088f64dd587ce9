import { events, jobSlots, openDatabase, syncRuns } from '@instagram-dashboard/db'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { generateEncryptionKey } from '../src/index.ts'
import { startSandbox } from '../src/sandbox/index.ts'
import { accountIdOf, insertAccounts } from './insert-accounts.ts'
import { serveProcess } from './serve-process.ts'
import { startCluster } from './start-cluster.ts'
import { sandboxEnvironment } from './sandbox-environment.ts'

const cluster = startCluster()
afterAll(() => cluster?.stop())

/** A database of its own with accounts that are due, an Instagram with latency, and workers as they are wanted. */
async function startWorld({ size, ageDays, latencyMs }: { size: number; ageDays: number; latencyMs: number }) {
  const databaseUrl = await cluster?.createDatabase()
  if (databaseUrl === undefined) throw new Error('There is no PostgreSQL here')
  const key = generateEncryptionKey()
  const sandbox = await startSandbox({ latencyMs })
  const db = await openDatabase(databaseUrl)
  onTestFinished(async () => {
    await db.close()
    await sandbox.close()
  })
  await insertAccounts(db, { key, sandbox, size, ageDays })
  const environment = {
    ...sandboxEnvironment(sandbox, { key }),
    DATABASE_URL: databaseUrl,
    TOKEN_REFRESH_CRON: 'off',
    SYNC_CRON: 'off',
  }
  const work = async (more: Record<string, string>) => {
    const worker = await serveProcess(['--role', 'worker'], { ...environment, ...more })
    onTestFinished(() => void worker.child.kill('SIGKILL'))
    return worker
  }
  const told = async (type: string) => {
    const found: string[] = []
    for (let after = 0; ;) {
      const page = await events.listAfter(db, { after, limit: 500 })
      found.push(...page.filter((event) => event.type === type).map(({ accountId }) => accountId ?? ''))
      const last = page.at(-1)
      if (!last) return found
      after = last.sequence
    }
  }
  return { db, sandbox, environment, work, told }
}

const all = (size: number) => Array.from({ length: size }, (_, index) => accountIdOf(index))
/** Each day half a day from now, in the time zone of the schedules: no second night begins during a test. */
const longAgo = `0 ${(new Date().getUTCHours() + 24 - 3 + 12) % 24} * * *`
const withinMinutes = { timeout: 250_000, interval: 250 }

describe.skipIf(cluster === undefined)('workers that share a PostgreSQL server', () => {
  test('refresh each due token once, also those that one of them had in hand when it was killed', async () => {
    const size = 60
    const { db, sandbox, told, work } = await startWorld({ size, ageDays: 8, latencyMs: 300 })
    const nightly = { TOKEN_REFRESH_CRON: longAgo, WORKER_CONCURRENCY: '4' }
    const [doomed] = await Promise.all([work(nightly), work(nightly), work(nightly)])
    await vi.waitFor(async () => expect((await told('token.refreshed')).length).toBeGreaterThan(5), withinMinutes)
    doomed.child.kill('SIGKILL')
    await vi.waitFor(async () => expect(await told('token.refreshed')).toHaveLength(size), withinMinutes)

    expect((await told('token.refreshed')).toSorted()).toEqual(all(size))
    const asked = sandbox.control.requests.filter(({ path }) => path.includes('refresh_access_token'))
    // Twice as many refreshes as other work.
    const inHand = 8
    expect(asked.length).toBeLessThanOrEqual(size + inHand)
    expect(new Set(asked.map(({ query }) => query['access_token'])).size).toBe(size)
    expect(await jobSlots.findNewest(db, 'refresh-tokens')).toMatchObject({ result: { enqueued: size } })
  }, 300_000)

  test('on SIGTERM let what they have in hand end, and give the rest back to whoever comes', async () => {
    const size = 48
    const { sandbox, told, work } = await startWorld({ size, ageDays: 8, latencyMs: 0 })
    const nightly = { TOKEN_REFRESH_CRON: longAgo, WORKER_CONCURRENCY: '4' }
    sandbox.control.fault({ kind: 'slow', ms: 2_000, times: Infinity })
    const first = await work(nightly)
    await vi.waitFor(() => expect(sandbox.control.requests.length).toBeGreaterThan(0), {
      ...withinMinutes,
      interval: 10,
    })
    first.child.kill('SIGTERM')
    expect(await first.exit).toBe(0)
    sandbox.control.clearFaults()
    const ended = (await told('token.refreshed')).length
    expect(ended).toBeGreaterThan(0)
    expect(ended).toBeLessThan(size)

    await work(nightly)
    await vi.waitFor(async () => expect(await told('token.refreshed')).toHaveLength(size), withinMinutes)
    expect((await told('token.refreshed')).toSorted()).toEqual(all(size))
    expect(sandbox.control.requests.filter(({ path }) => path.includes('refresh_access_token'))).toHaveLength(size)
  }, 300_000)

  test('sync each account once in a night, and what a killed worker left is taken up again', async () => {
    const size = 10
    const { db, told, work } = await startWorld({ size, ageDays: 1.5, latencyMs: 30 })
    const nightly = { SYNC_CRON: longAgo }
    const [doomed] = await Promise.all([work(nightly), work(nightly)])
    await vi.waitFor(async () => expect((await told('sync.completed')).length).toBeGreaterThan(0), withinMinutes)
    doomed.child.kill('SIGKILL')
    await vi.waitFor(async () => expect(new Set(await told('sync.completed')).size).toBe(size), withinMinutes)

    const completed = await told('sync.completed')
    expect(completed.toSorted()).toEqual(all(size))
    for (const id of all(size)) {
      const runs = await syncRuns.listPage(db, id, { after: null, limit: 10 })
      expect(runs.filter(({ status }) => status === 'succeeded')).toHaveLength(1)
      expect(runs.length).toBeLessThanOrEqual(2)
    }
  }, 300_000)
})
