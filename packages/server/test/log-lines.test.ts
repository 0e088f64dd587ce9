import { readdirSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { parallelSyncs } from '../src/jobs/account-work.ts'
import { readVersion } from '../src/version.ts'
import { accountIdOf, insertAccounts } from './insert-accounts.ts'
import { serveRouter, startBackend, type Backend } from './start-backend.ts'
import { callProcedure, signIn } from './trpc-over-http.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const day = 86_400_000

type Line = Record<string, unknown>
const linesOf = ({ logLines }: Backend, event?: string) =>
  logLines.map((line) => JSON.parse(line) as Line).filter((line) => event === undefined || line['event'] === event)

async function connected(dashboard: Parameters<typeof startBackend>[0] = {}) {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, ...dashboard })
  const account = await backend.accountOf('ana')
  const { userReference } = await backend.as('carla', 'admin').admin.accounts.get({ accountId: account.id })
  return { ...backend, account, userReference }
}

test('each line says which process wrote it, and its start and its end are lines too', async () => {
  const backend = await startBackend({ dashboard: { ...quiet, role: 'all' } })
  await backend.dashboard.close()
  const who = { role: 'all', pid: process.pid, hostname: hostname(), version: readVersion() }
  for (const line of linesOf(backend)) expect(line).toMatchObject(who)
  const [first] = linesOf(backend)
  expect(first).toMatchObject({ event: 'process.started', level: 30, schema: expect.any(String) })
  expect(linesOf(backend).slice(-2)).toMatchObject([
    { event: 'process.stopping' },
    { event: 'process.stopped', durationMs: 0, uptimeSeconds: 0 },
  ])
})

test('a run is one line, whatever came of it, with whose it was and what it took', async () => {
  const backend = await connected({ dashboard: quiet })
  const { account, as, clock, dashboard, userReference, sandbox } = backend
  backend.logLines.length = 0
  clock.advance(day)
  await dashboard.syncAccounts()
  clock.advance(day)
  sandbox.control.fault({ kind: 'html_502', match: { path: '/me' }, times: Infinity })
  await dashboard.syncAccounts()

  const { items } = await as('ana').instagram.sync.history({ limit: 2 })
  const told = linesOf(backend, 'sync.ended')
  expect(told).toMatchObject(
    items.toReversed().map((run) => ({
      runId: run.id,
      accountId: account.id,
      userId: userReference,
      trigger: 'scheduled',
      status: run.status,
      daysWritten: run.daysWritten,
      apiCalls: run.apiCalls,
      durationMs: expect.any(Number),
      code: run.error?.code ?? null,
    })),
  )
  expect(told.map(({ level, status }) => [level, status])).toEqual([
    [30, 'succeeded'],
    [40, 'failed'],
  ])
  expect(told[1]).toMatchObject({ kind: 'transient', endpoint: 'GET me', httpStatus: 502 })
  // Nobody is named but by the reference.
  for (const line of backend.logLines) expect(line).not.toMatch(/"ana"|loja\.da\.ana/)
})

test('a refresh is one line', async () => {
  const backend = await connected({ dashboard: quiet })
  backend.clock.advance(8 * day)
  await backend.dashboard.refreshTokens()
  expect(linesOf(backend, 'refresh.ended')).toMatchObject([
    { level: 30, outcome: 'refreshed', accountId: backend.account.id, userId: backend.userReference, durationMs: 0 },
  ])
})

test('at debug each call to Instagram is told with its account and run, and at info none', async () => {
  const backend = await connected({ dashboard: quiet })
  const { account, as, clock, sandbox } = backend
  clock.advance(day)
  sandbox.control.clearRequests()
  backend.logLines.length = 0
  sandbox.control.fault({ kind: 'graph_error', code: 2, status: 500, match: { path: '/me/insights' }, times: 1 })
  const run = await as('ana').instagram.sync.run({})

  const calls = linesOf(backend, 'instagram.call')
  expect(calls).toHaveLength(sandbox.control.requests.length)
  for (const call of calls) {
    expect(call).toMatchObject({ level: 20, accountId: account.id, runId: run.id, purpose: 'person', durationMs: 0 })
    expect(call['endpoint']).toMatch(/^GET (me|media)(\/|$)/)
  }
  expect(calls.filter(({ kind }) => kind !== undefined)).toMatchObject([
    { kind: 'transient', httpStatus: 500, instagramCode: 2, traceId: expect.any(String) },
  ])
  const silent = await connected({ dashboard: { ...quiet, logLevel: 'info' } })
  expect(linesOf(silent, 'instagram.call')).toEqual([])
})

test('a pause of the whole app is one line, its end another, and all that wait for it are counted', async () => {
  const backend = await startBackend({ dashboard: quiet })
  const { clock, dashboard, options, sandbox } = backend
  const db = await openDatabase(options.databaseUrl ?? '')
  onTestFinished(() => db.close())
  const key = options.instagramTokenEncryptionKey
  await insertAccounts(db, { key, sandbox, size: 2 * parallelSyncs, ageDays: 2 })
  sandbox.control.fault({ kind: 'graph_error', code: 4, message: 'Application request limit reached' })
  expect(await dashboard.syncAccounts()).toMatchObject({ succeeded: 0, skipped: 0 })

  expect(linesOf(backend, 'app.paused')).toMatchObject([
    { level: 40, instagramCode: 4, words: 'Application request limit reached', until: expect.any(String) },
  ])
  expect(linesOf(backend, 'sync.postponed')).toMatchObject([{ heldBy: 'app_pause' }])
  expect(linesOf(backend).filter(({ level }) => Number(level) >= 40).length).toBeLessThan(10)
  clock.advance(day / 24)
  // One press is enough to find out that it is over.
  await backend.as(`user-${accountIdOf(0)}`).instagram.sync.run({})
  expect(linesOf(backend, 'app.resumed')).toHaveLength(1)
  await dashboard.close()
  // Those that were under way when it came have asked something.
  const counted = linesOf(backend, 'sync.postponed').reduce((sum, { count }) => sum + Number(count ?? 1), 0)
  expect(counted).toBeGreaterThanOrEqual(parallelSyncs)
})

test('what is refused says to whom, with which status, and how long it took', async () => {
  const backend = await connected({ dashboard: quiet })
  const url = await serveRouter(backend.dashboard.router)
  const call = { path: 'instagram.sync.run', type: 'mutation', input: {}, token: await signIn('ana') } as const
  await callProcedure(url, call)
  await callProcedure(url, { ...call, token: null })
  await callProcedure(url, { ...call, path: 'admin.health', type: 'query' })
  expect(linesOf(backend, 'call.refused')).toMatchObject([
    { path: 'instagram.sync.run', code: 'SYNC_COOLDOWN', status: 429, userId: backend.userReference, durationMs: 0 },
    { path: 'instagram.sync.run', code: 'AUTH_REQUIRED', status: 401 },
    { path: 'admin.health', code: 'FORBIDDEN', status: 403, userId: backend.userReference },
  ])
  expect(linesOf(backend, 'call.refused')[1]).not.toHaveProperty('userId')
  expect(linesOf(backend, 'http.request')).toEqual([])
})

test('with ACCESS_LOG=on each request is a line, without its query and without what names a person', async () => {
  const backend = await connected({ dashboard: { ...quiet, accessLog: 'on' } })
  const url = await serveRouter(backend.dashboard.router)
  const token = await signIn('ana')
  await callProcedure(url, { path: 'instagram.connect.status', type: 'query', input: { hidden: 'canary' }, token })
  await fetch(`${url}/privacy/deletion/canary-code?canary=1`)
  await fetch(`${url}/api/v1/social/instagram/status/?canary=1`, { headers: { authorization: `Bearer ${token}` } })
  await fetch(`${url}/healthz`)

  await expect.poll(() => linesOf(backend, 'http.request')).toHaveLength(4)
  const told = linesOf(backend, 'http.request')
  expect(told).toMatchObject([
    { method: 'GET', path: '/trpc/instagram.connect.status', status: 200, userId: backend.userReference },
    { method: 'GET', path: '/privacy/deletion/:code' },
    { method: 'GET', path: '/api/v1/social/instagram/status/', status: 400, userId: backend.userReference },
    { method: 'GET', path: '/healthz', status: 200 },
  ])
  for (const line of told) {
    expect(line).toMatchObject({ requestId: expect.any(String), durationMs: 0 })
    expect(JSON.stringify(line)).not.toContain('canary')
  }
  expect(Number(told[0]?.['bytes'])).toBeGreaterThan(0)
})

test('every line that the code writes stands in docs/operations.md, and no other', () => {
  const source = fileURLToPath(new URL('../src/', import.meta.url))
  const written = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) => [
      ...readFileSync(join(source, name), 'utf8').matchAll(
        /\blog(?:Night)?\??(?:\.(?:debug|info|warn|error))?\(\s*'([a-z_]+\.[a-z_]+)'/g,
      ),
    ])
    .map(([, event]) => event ?? '')
  const docs = readFileSync(fileURLToPath(new URL('../../../docs/operations.md', import.meta.url)), 'utf8')
  const table = docs.slice(docs.indexOf('\n## Logs'))
  const listed = [...table.slice(0, table.indexOf('\n## ', 5)).matchAll(/^\| `([a-z_.]+)`/gm)].map(([, event]) => event)
  expect(listed).toEqual([...new Set(written)].toSorted())
})
