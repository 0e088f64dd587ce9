import { openDatabase } from '@instagram-dashboard/db'
import { PgBoss } from 'pg-boss'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { JobFailure } from '../src/jobs/job-failure.ts'
import { createJobQueue, type HeldJob, type JobQueue } from '../src/jobs/job-queue.ts'
import { createLog } from '../src/log.ts'
import { startBackend } from './start-backend.ts'
import { startCluster } from './start-cluster.ts'

const cluster = startCluster()
afterAll(() => cluster?.stop())

async function startQueues(processes: number) {
  const databaseUrl = (await cluster?.createDatabase()) ?? ''
  const log = createLog({ level: 'silent' })
  const opened = await Promise.all(
    Array.from({ length: processes }, async () => {
      const db = await openDatabase(databaseUrl)
      if (db.queueAccess === null) throw new Error('PostgreSQL has a queue')
      const queue = createJobQueue(db.queueAccess, { log, isWorker: true, lookEverySeconds: 2 })
      onTestFinished(async () => {
        await queue.stop(1_000)
        await db.close()
      })
      return { db, access: db.queueAccess, queue }
    }),
  )
  const sql = async (text: string) => (await opened[0]?.db.queueAccess?.executeSql(text))?.rows
  return { databaseUrl, queues: opened.map(({ queue }) => queue), access: opened[0]?.access, sql }
}

const of = (accountId: string) => ({ key: accountId, data: { accountId } })
const countsOf = async (queue: JobQueue | undefined, name: string) =>
  (await queue?.counts())?.find((counts) => counts.queue === name)

describe.skipIf(cluster === undefined)('the queue on a PostgreSQL server', () => {
  test('is set up once by processes that start at the same time, beside our own tables', async () => {
    const { queues, sql } = await startQueues(3)
    await Promise.all(queues.map((queue) => queue.enqueue('sync', [of('ana')])))

    expect(await sql("SELECT count(*)::int AS count FROM instagram_dashboard_queue.job WHERE name = 'sync'")).toEqual([
      { count: 1 },
    ])
    expect(await sql('SELECT count(*)::int AS count FROM accounts')).toEqual([{ count: 0 }])
  })

  test('needs no right to make schemas where they were made for it', async () => {
    const databaseUrl = (await cluster?.createDatabase()) ?? ''
    const owner = await openDatabase(databaseUrl)
    onTestFinished(() => owner.close())
    const name = new URL(databaseUrl).pathname.slice(1)
    for (const statement of [
      `CREATE ROLE ${name}_app LOGIN`,
      `REVOKE CREATE ON DATABASE ${name} FROM PUBLIC`,
      `CREATE SCHEMA kept AUTHORIZATION ${name}_app`,
      `CREATE SCHEMA kept_queue AUTHORIZATION ${name}_app`,
    ]) {
      await owner.queueAccess?.executeSql(statement)
    }
    const theirs = new URL(databaseUrl)
    theirs.username = `${name}_app`
    const db = await openDatabase(theirs.href, { tableSchema: 'kept' })
    if (db.queueAccess === null) throw new Error('PostgreSQL has a queue')
    const queue = createJobQueue(db.queueAccess, { log: createLog({ level: 'silent' }), isWorker: true })
    onTestFinished(async () => {
      await queue.stop(1_000)
      await db.close()
    })
    await queue.enqueue('sync', [of('ana')])
    expect(await countsOf(queue, 'sync')).toMatchObject({ queue: 'sync' })
  })

  test('holds an account once for each kind of work, queued or at work, and again when that is done', async () => {
    const { queues, sql } = await startQueues(2)
    const [one, other] = queues
    const unfinished = "SELECT id FROM instagram_dashboard_queue.job WHERE name = 'sync' AND state <> 'completed'"
    const held: HeldJob[] = []
    const accounts = () => held.map(({ data }) => data.accountId)
    const finish = Promise.withResolvers<void>()
    await one?.enqueue('sync', [of('ana'), of('bia'), of('ana')])
    await other?.enqueue('sync', [of('bia')])
    await other?.enqueue('refresh', [of('ana')])
    await one?.work('sync', 4, async (job) => {
      held.push(job)
      await finish.promise
    })
    // Jobs that were put in at once are taken in no order of their own.
    await expect.poll(accounts).toHaveLength(2)
    expect(new Set(accounts())).toEqual(new Set(['ana', 'bia']))
    await other?.enqueue('sync', [of('ana'), of('bia')])
    expect(await sql("SELECT count(*)::int AS count FROM instagram_dashboard_queue.job WHERE name = 'sync'")).toEqual([
      { count: 2 },
    ])

    finish.resolve()
    await expect.poll(() => sql(unfinished)).toEqual([])
    await other?.enqueue('sync', [of('ana')])
    await expect.poll(() => accounts().slice(2)).toEqual(['ana'])
    expect(await countsOf(one, 'refresh')).toMatchObject({ queued: 1 })
  })

  test('what fails at every try is shown to admins, without what a driver said, and goes back at their word', async () => {
    const { databaseUrl, queues, sql } = await startQueues(1)
    const [queue] = queues
    const backend = await startBackend({
      dashboard: { databaseUrl, role: 'web', authJwtSecret: 'a secret of the tests that is long enough' },
    })
    const { admin } = backend.as('carla', 'admin')
    await queue?.enqueue('sync', [of('ana')])
    await sql("UPDATE instagram_dashboard_queue.job SET retry_limit = 0 WHERE name = 'sync'")
    let isBroken = true
    const done: HeldJob[] = []
    await queue?.work('sync', 1, async (job) => {
      if (isBroken) throw new JobFailure('fault', { errorName: 'TypeError', errorCode: 'E_BROKEN' })
      done.push(job)
    })
    const [dead] = await vi.waitFor(
      async () => {
        const { items } = await admin.jobs.list({})
        expect(items).toHaveLength(1)
        return items
      },
      { timeout: 50_000 },
    )
    expect(dead).toMatchObject({
      queue: 'sync',
      accountId: 'ana',
      username: null,
      reason: 'fault',
      failure: 'TypeError E_BROKEN',
      tries: 1,
    })
    expect(await admin.health()).toMatchObject({ problems: expect.arrayContaining(['jobs_dead']), deadJobs: 1 })

    isBroken = false
    const unknown = '00000000-0000-4000-8000-000000000000'
    expect(await admin.jobs.retry({ ids: [dead?.id ?? '', unknown] })).toEqual({
      results: [
        { id: dead?.id, outcome: 'requeued' },
        { id: unknown, outcome: 'not_dead' },
      ],
    })
    // Nobody wakes a worker for it: it waits for the next look.
    await vi.waitFor(() => expect(done).toMatchObject([{ data: { accountId: 'ana' } }]), { timeout: 50_000 })
    expect(await admin.jobs.list({})).toMatchObject({ items: [] })
    expect((await admin.health()).problems).not.toContain('jobs_dead')
    const [event] = (await admin.audit.list({ types: ['job.revived'] })).items
    expect(event).toMatchObject({ actor: { userId: 'carla' }, data: { jobs: 1 } })
  }, 120_000)

  test('an end from outside is told from a fault: a worker that stopped, fell silent or took too long', async () => {
    const { queues, access, sql } = await startQueues(2)
    const [stopping, held] = queues
    if (access === undefined) throw new Error('Two processes were started')
    const brief = createJobQueue(access, { log: createLog({ level: 'silent' }), isWorker: true, longestTryMs: 200 })
    onTestFinished(() => brief.stop(1_000))
    const names = ['sync', 'refresh', 'stories'] as const
    for (const name of names) await held?.enqueue(name, [of('ana')])
    await sql('UPDATE instagram_dashboard_queue.job SET retry_limit = 0')
    const taken: string[] = []
    const finish = Promise.withResolvers<void>()
    const hold = (queue: JobQueue | undefined, name: (typeof names)[number]) =>
      queue?.work(name, 1, async () => {
        taken.push(name)
        await finish.promise
      })
    await hold(stopping, 'sync')
    await hold(held, 'refresh')
    await hold(brief, 'stories')
    await expect.poll(() => taken).toHaveLength(3)
    await stopping?.stop(1)
    await sql("UPDATE instagram_dashboard_queue.job SET heartbeat_seconds = 0 WHERE name = 'refresh'")
    // What each worker does every ten seconds.
    const supervisor = new PgBoss({ db: access, schema: access.schema, schedule: false, supervise: false })
    await supervisor.start()
    // Each minute one of them does it, and the workers of this test may have been quicker.
    await sql('UPDATE instagram_dashboard_queue.queue SET monitor_claim_on = NULL, monitor_on = NULL')
    await supervisor.supervise()
    await supervisor.stop({ close: false })

    const reasonsOf = async () =>
      Object.fromEntries(
        ((await held?.listDeadLetters({ after: null, limit: 9 })) ?? []).map(({ queue, reason }) => [queue, reason]),
      )
    await expect.poll(reasonsOf).toEqual({
      sync: 'process_ended',
      refresh: 'worker_lost',
      stories: 'timed_out',
    })
    finish.resolve()
  })

  test('one look a minute is planned, however many processes ask for it', async () => {
    const { queues, sql } = await startQueues(3)
    await Promise.all(queues.map((queue) => queue.enqueueOncePerMinute('plan')))
    await Promise.all(queues.map((queue) => queue.enqueueOncePerMinute('plan')))

    // Two where a minute ended in between, had the first been done by then.
    expect(await sql("SELECT count(*)::int AS count FROM instagram_dashboard_queue.job WHERE name = 'plan'")).toEqual([
      { count: 1 },
    ])
  })
})

test('SQLite has no queues: admins see none, and there is nothing to do again', async () => {
  const { as } = await startBackend()
  expect(await as('carla', 'admin').admin.jobs.list({})).toEqual({ queues: [], items: [], nextCursor: null })
})
