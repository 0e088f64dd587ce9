import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@instagram-dashboard/db'
import { expect, inject, onTestFinished, test } from 'vitest'
import { freshDatabase, tamper } from '../../db/test/fresh-database.ts'
import { onDatabase, runOnServer } from '../../db/test/postgres-server.ts'
import { runCommandLine } from '../src/cli/run-command-line.ts'
import { createInstagramDashboard, generateEncryptionKey, type Dashboard } from '../src/index.ts'
import { startBackend, type Backend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const file = ({ options }: Backend) => String(options.databaseUrl).slice('file:'.length)

async function run(argv: readonly string[], environment: Record<string, string> = {}) {
  const lines = { out: [] as string[], error: [] as string[] }
  const code = await runCommandLine(argv, {
    environment,
    write: (text) => void lines.out.push(text),
    writeError: (text) => void lines.error.push(text),
    writeProgress: () => undefined,
    untilStopped: () => Promise.resolve(),
  })
  return { code, out: lines.out.join('\n'), error: lines.error.join('\n') }
}

/** Of these there is something only for a while, or once Instagram corrected something, or somebody wanted it. */
const mayBeEmpty = new Set([
  'final_days',
  'daily_splits',
  'earlier_readings',
  'media_readings',
  'media_tags',
  'goals',
  'insights',
  'forecasts',
  'benchmarks',
  'benchmark_members',
  'benchmark_opt_outs',
])

/** An installation in a SQLite file that has something of everything, with its people still connected. */
async function withEverything(): Promise<Backend> {
  const folder = mkdtempSync(join(tmpdir(), 'move-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const backend = await startBackend({
    dashboard: {
      ...quiet,
      databaseUrl: `file:${join(folder, 'test.db')}`,
      hostWebhookUrl: 'http://127.0.0.1:9/nobody',
      hostWebhookSecret: 'a secret of the tests that is long enough',
    },
  })
  const { dashboard, as, clock } = backend
  for (const [userId, username] of [
    ['ana', 'loja.da.ana'],
    ['bruno', 'criador.leo'],
    ['carla', 'cafe.pequeno'],
  ] as const) {
    await backend.connect(userId, username)
    await backend.settled(userId)
  }
  await dashboard.syncAudiences()
  await as('ana').instagram.support.create({ subject: 'Dúvida', message: 'Por que o alcance caiu? 📉' })
  await as('carla').instagram.privacy.erase()
  await dashboard.deliverEvents()
  clock.advance(60_000)
  return backend
}

const everythingOf = async (dashboard: Dashboard) => {
  const of = async (userId: string) => {
    const { connect, metrics, notifications, credits, achievements, support } = dashboard.caller({ userId }).instagram
    return {
      status: await connect.status(),
      metrics: await metrics.list({}),
      growth: await metrics.growth({}),
      media: await metrics.media({}),
      audience: await metrics.audience({}),
      notifications: await notifications.list({ limit: 50 }),
      credits: await credits.balance({}),
      achievements: await achievements.list(),
      support: await support.list({}),
    }
  }
  // Of Carla nothing is left.
  const carla = await dashboard.caller({ userId: 'carla' }).instagram.privacy.export()
  return { ana: await of('ana'), bruno: await of('bruno'), carla: carla.data }
}

test('an installation is moved by one command, and the dashboard on PostgreSQL answers as before', async () => {
  const backend = await withEverything()
  const before = await everythingOf(backend.dashboard)
  await backend.dashboard.close()
  // What the test's people did not cause: a callback of Meta, and a night's slot that has ended.
  await tamper(
    String(backend.options.databaseUrl),
    "INSERT INTO deletion_requests VALUES ('code', 'data_deletion', 'tag', 1, 1)",
    `INSERT INTO job_slots VALUES ('refresh', 1000, NULL, NULL, 1000, 2000, '{"refreshed":1}')`,
  )
  const bytes = createHash('sha256')
    .update(readFileSync(file(backend)))
    .digest('hex')
  const target = await freshDatabase('')
  const environment = { INSTAGRAM_TOKEN_ENCRYPTION_KEY: backend.options.instagramTokenEncryptionKey }
  const words = ['migrate', '--from', String(backend.options.databaseUrl), '--to', target]

  const moved = await run([...words, '--json'], environment)
  expect(moved).toMatchObject({ code: 0, error: '' })
  const report = JSON.parse(moved.out) as { tables: { table: string; rows: number }[]; audit: object }
  expect(report.audit).toMatchObject({ isIntact: true })
  expect(report.tables.length).toBeGreaterThanOrEqual(22)
  expect(report.tables.filter(({ table, rows }) => rows === 0 && !mayBeEmpty.has(table))).toEqual([])
  expect(
    createHash('sha256')
      .update(readFileSync(file(backend)))
      .digest('hex'),
  ).toBe(bytes)

  const again = await run(words, { ...environment, LANG: 'pt_BR.UTF-8' })
  expect(again.code).toBe(0)
  expect(again.out).toMatch(/^tabela +linhas +soma\naccounts +2 +[0-9a-f]{16}$/m)
  expect(again.out).toContain('0 linhas gravadas. Todas as tabelas têm as mesmas linhas dos dois lados.')

  const dashboard = await createInstagramDashboard({ ...backend.options, databaseUrl: target })
  try {
    expect(await everythingOf(dashboard)).toEqual(before)
    expect(await dashboard.verifyAudit()).toMatchObject({ isIntact: true })
    // It goes on from here: a new event, a new notice, a sync.
    backend.clock.advance(86_400_000)
    const ana = dashboard.caller({ userId: 'ana' }).instagram
    expect(await ana.sync.run({})).toMatchObject({ status: 'succeeded' })
    expect(await dashboard.verifyAudit()).toMatchObject({ isIntact: true })
  } finally {
    await dashboard.close()
  }
  expect(await run(words, environment)).toMatchObject({
    code: 1,
    error: expect.stringContaining('are not the same on both sides'),
  })
}, 120_000)

test('it is called wrongly, or without the key, or onto something else: exit code 2 and what to do', async () => {
  const backend = await startBackend({ dashboard: quiet })
  await backend.dashboard.close()
  const environment = { INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateEncryptionKey() }
  expect(await run(['migrate', '--to', 'postgres://x/y'], environment)).toMatchObject({
    code: 2,
    error: expect.stringContaining('From where to where?'),
  })
  expect(await run(['migrate', '--from', 'postgres://x/y', '--to', 'file:x'], environment)).toMatchObject({ code: 2 })
  expect(await run(['migrate', '--from', 'file:/nowhere.db', '--to', 'postgres://x/y'])).toMatchObject({
    code: 2,
    error: expect.stringContaining('INSTAGRAM_TOKEN_ENCRYPTION_KEY is missing'),
  })
  // The backend of this test is on the server already, so it is a target that is in use.
  const used = String(backend.options.databaseUrl)
  const other = await withEverything()
  await other.dashboard.close()
  const words = ['migrate', '--from', String(other.options.databaseUrl), '--to']
  expect(await run([...words, used], environment)).toMatchObject({
    code: 2,
    error: expect.stringContaining('The target is not empty (installation)'),
  })
  expect(await run([...words, await freshDatabase(''), '--json'], environment)).toMatchObject({
    code: 2,
    out: expect.stringContaining('"error":"key_missing"'),
  })
}, 120_000)

test('the tables of the first release move into a schema of their own when they are told to, and not while somebody is there', async () => {
  const { url } = inject('postgres')
  const name = `move_${randomUUID().replaceAll('-', '')}`
  await runOnServer(url, `CREATE DATABASE ${name}`)
  onTestFinished(() => void runOnServer(url, `DROP DATABASE ${name} WITH (FORCE)`))
  const databaseUrl = onDatabase(url, name)
  const environment = { DATABASE_URL: databaseUrl, LANG: 'en' }
  const asFirst = await openDatabase(databaseUrl, { tableSchema: 'public' })
  expect(await run(['migrate', '--move-schema'], environment)).toMatchObject({
    code: 2,
    error: expect.stringContaining('stop all of them'),
  })
  await asFirst.close()
  expect((await run(['migrate'], environment)).out).toContain('Up to date')
  const moved = await run(['migrate', '--move-schema', '--json'], environment)
  expect(JSON.parse(moved.out)).toMatchObject({
    from: 'public',
    to: 'instagram_dashboard',
    tables: expect.arrayContaining(['accounts', 'events', 'schema_migrations']),
    queue: { from: 'pgboss', to: 'instagram_dashboard_queue' },
  })
  const tables = "SELECT count(*)::int AS count FROM pg_tables WHERE schemaname = 'public'"
  expect(await runOnServer(databaseUrl, tables)).toEqual([{ count: 0 }])
  expect((await run(['migrate'], environment)).out).toContain('Up to date')
  expect(await run(['migrate', '--move-schema'], environment)).toMatchObject({ code: 2 })
  expect(await run(['migrate', '--move-schema'], { DATABASE_URL: 'file:./no.db' })).toMatchObject({ code: 2 })
})
