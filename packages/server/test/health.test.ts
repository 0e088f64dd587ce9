import { jobSlots, openDatabase, sealedTokens } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { connectSqlite } from '../../db/test/connect-sqlite.ts'
import { testEngine } from '../../db/test/fresh-database.ts'
import { healthProblems } from '../src/monitoring/contract.ts'
import { createInstagramDashboard, generateEncryptionKey } from '../src/index.ts'
import { readSeries } from './read-series.ts'
import { serveRouter, startBackend, startOfTest } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const quiet = { syncCron: 'off' }
const hourMs = 3_600_000
const dayMs = 24 * hourMs

async function withAna(dashboard: object = {}) {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: { ...quiet, ...dashboard } })
  const account = await backend.accountOf('ana')
  const { admin } = backend.as('carla', 'admin')
  return { ...backend, account, admin, health: () => admin.health() }
}

/** The same, connected by this very server, which has asked Instagram and told the host of it. */
async function connectAna(dashboard: object = {}) {
  const backend = await startBackend({ dashboard: { ...quiet, ...dashboard } })
  const { account } = await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  const { admin } = backend.as('carla', 'admin')
  return { ...backend, account, admin, health: () => admin.health() }
}

async function runSql(url: string, text: string): Promise<void> {
  if (url.startsWith('file:')) {
    using connection = connectSqlite(url.slice('file:'.length))
    return void connection.raw.exec(text)
  }
  const db = await openDatabase(url)
  await db.queueAccess?.executeSql(text)
  await db.close()
}

test('a healthy installation says so, with its figures, and asks Instagram nothing for it', async () => {
  const { health, sandbox } = await connectAna()
  sandbox.control.clearRequests()
  const found = await health()
  expect(found).toMatchObject({
    status: 'healthy',
    problems: [],
    activeAccounts: 1,
    accountsWithErrors: 0,
    instagramApiStatus: 'reachable',
    refreshOverdueSeconds: 0,
    outboxLagSeconds: 0,
    deadDeliveries: 0,
    deadJobs: 0,
    decryptFailures: 0,
    accountsWithoutBudget: 0,
  })
  expect(Object.values(found.keysInUse)).toEqual([1])
  expect(found.database).toMatchObject({ engine: testEngine, schema: '0015_understanding' })
  expect(found.database?.bytes).toBeGreaterThan(0)
  expect(found.versions.graph).toBe('v27.0')
  expect(sandbox.control.requests).toEqual([])
})

testOnce('while Instagram does not answer it is degraded, and the account with it', async () => {
  const { health, sandbox, clock, as } = await withAna()
  clock.advance(hourMs)
  sandbox.control.fault({ kind: 'status', status: 503, times: 1_000 })
  await expect(as('ana').instagram.sync.run({})).rejects.toThrow()
  expect(await health()).toMatchObject({
    status: 'degraded',
    problems: ['accounts_with_errors', 'instagram_unreachable'],
    instagramApiStatus: 'unreachable',
  })
})

test('a pause that Instagram wants from the whole app is told', async () => {
  const { health, sandbox, clock, as } = await withAna()
  clock.advance(hourMs)
  sandbox.control.fault({ kind: 'graph_error', code: 4, times: 100 })
  await as('ana')
    .instagram.sync.run({})
    .catch(() => undefined)
  const found = await health()
  expect(found.problems).toContain('instagram_paused')
  expect(found.instagramPausedUntil).not.toBeNull()
})

test('a refresh that is due and does not come is late after 26 hours and stopped after 50', async () => {
  const { health, clock } = await withAna()
  clock.advance(7 * dayMs + 25 * hourMs)
  expect((await health()).status).toBe('healthy')
  clock.advance(2 * hourMs)
  expect(await health()).toMatchObject({ status: 'degraded', problems: ['refresh_late'] })
  clock.advance(24 * hourMs)
  expect(await health()).toMatchObject({ status: 'unhealthy', problems: ['refresh_stopped', 'refresh_late'] })
})

testOnce('whoever switched the refresh off is not told that it is late', async () => {
  const { health, clock } = await withAna({ tokenRefreshCron: 'off' })
  clock.advance(30 * dayMs)
  expect((await health()).problems).toEqual([])
})

test('a stored token that does not open makes it unhealthy', async () => {
  const { health, options, as, clock } = await withAna()
  const db = await openDatabase(options.databaseUrl ?? '')
  const page = { purpose: 'long_token' as const, after: '', limit: 1 }
  const [stored] = await sealedTokens.listNotSealedBy(db, 'none', page)
  if (!stored) throw new Error('Ana has a token')
  await sealedTokens.replace(db, stored, `${stored.text.slice(0, -6)}AAAAAA`)
  await db.close()
  clock.advance(hourMs)
  await expect(as('ana').instagram.sync.run({})).rejects.toThrow()
  expect(await health()).toMatchObject({ status: 'unhealthy', decryptFailures: expect.any(Number) })
  expect((await health()).problems).toContain('tokens_unreadable')
})

test('events that the host can not be told of are counted, late after an hour, dead at the end', async () => {
  const { health, dashboard, clock } = await connectAna({
    hostWebhookUrl: 'http://127.0.0.1:9/nobody',
    hostWebhookSecret: 'a secret of the tests that is long enough',
  })
  await dashboard.deliverEvents()
  expect((await health()).pendingDeliveries).toBeGreaterThan(0)
  clock.advance(2 * hourMs)
  expect((await health()).problems).toContain('deliveries_late')
  for (let day = 0; day < 12; day += 1) {
    clock.advance(dayMs)
    await dashboard.deliverEvents()
  }
  const found = await health()
  expect(found.deadDeliveries).toBeGreaterThan(0)
  expect(found.problems).toContain('deliveries_dead')
})

test('the last night is told with its counts, and since when another one is under way', async () => {
  const token = 'a-token-for-prometheus-of-the-tests'
  const { health, options, clock, dashboard } = await withAna({ syncCron: '0 5 * * *', metricsToken: token })
  const db = await openDatabase(String(options.databaseUrl))
  onTestFinished(() => db.close())
  const url = await serveRouter(dashboard.router)
  const figure = async (name: string) => {
    clock.advance(11_000)
    const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    return readSeries(await answer.text()).valueOf(`instagram_dashboard_${name}`)
  }
  const hour = (hours: number) => new Date(startOfTest.getTime() + hours * hourMs)
  const begin = async (dueAt: Date) => {
    const slot = { job: 'sync', dueAt, owner: 'me' }
    const lease = { deadOwner: null, leaseUntil: hour(99), latestLease: hour(99) }
    await jobSlots.claim(db, { ...slot, ...lease, now: dueAt })
    return slot
  }
  expect(await health()).toMatchObject({ lastSyncNight: null, syncNightSince: null, syncNightAgeSeconds: 0 })

  const counts = { succeeded: 7, partial: 2, failed: 1, skipped: 3 }
  const [first, second] = [hour(1), hour(25)]
  await jobSlots.finish(db, await begin(first), { now: hour(3), result: counts })
  clock.advance(4 * hourMs)
  const night = { dueAt: first, startedAt: first, finishedAt: hour(3), ...counts }
  expect(await health()).toMatchObject({ lastSyncNight: night, syncNightSince: null, syncNightAgeSeconds: 3_600 })
  expect(await figure('sync_night_duration_seconds')).toBe(7_200)
  expect(await figure('sync_night_accounts')).toBe(13)

  await begin(second)
  clock.advance(25 * hourMs)
  expect(await health()).toMatchObject({ lastSyncNight: night, syncNightSince: second })
  expect(await figure('sync_night_duration_seconds')).toBe(4 * 3_600 + 33)
  expect(await figure('sync_night_age_seconds')).toBe(26 * 3_600 + 44)
})

test('how many tokens an older or a lost key sealed is told', async () => {
  const { options, dashboard } = await withAna()
  const first = options.instagramTokenEncryptionKey
  await dashboard.close()
  const newer = generateEncryptionKey()
  const next = await createInstagramDashboard({ ...options, instagramTokenEncryptionKey: `${newer},${first}` })
  onTestFinished(() => next.close())
  const { admin } = next.caller({ userId: 'carla', role: 'admin' })
  expect(await admin.health()).toMatchObject({ tokensByKey: { first: 0, older: 1, lost: 0 } })
  await next.rotateKeys()
  expect(await admin.health()).toMatchObject({ tokensByKey: { first: 1, older: 0, lost: 0 } })

  const db = await openDatabase(String(options.databaseUrl))
  onTestFinished(() => db.close())
  const page = { purpose: 'long_token' as const, after: '', limit: 1 }
  const [stored] = await sealedTokens.listNotSealedBy(db, 'none', page)
  if (!stored) throw new Error('Ana has a token')
  await sealedTokens.replace(db, stored, stored.text.replace(/^v1\.\w+/, 'v1.00000000'))
  expect(await admin.health()).toMatchObject({ tokensByKey: { first: 0, older: 0, lost: 1 } })
})

test('how large a database may become, where only the operator knows, makes it full in time', async () => {
  const room = { databaseMaxBytes: 250_000_000 }
  const { health } = await withAna(room)
  const { database, problems } = await health()
  if (testEngine === 'sqlite') {
    // The disk says it itself.
    expect(database?.diskBytes).not.toBe(room.databaseMaxBytes)
    return
  }
  expect(database).toMatchObject({ diskBytes: room.databaseMaxBytes })
  expect(database?.freeBytes).toBe(room.databaseMaxBytes - Number(database?.bytes))
  expect(problems).toEqual([])
  const small = await withAna({ databaseMaxBytes: 1_000_000 })
  expect(await small.health()).toMatchObject({ status: 'degraded', problems: ['database_full'] })
  expect((await small.health()).database?.freeBytes).toBe(0)
})

test('one event that the host refuses and that waits for its next try makes nothing late', async () => {
  const { health, dashboard, clock } = await connectAna({
    hostWebhookUrl: 'http://127.0.0.1:9/nobody',
    hostWebhookSecret: 'a secret of the tests that is long enough',
  })
  // Three tries, of which the next is half an hour to two hours away.
  for (const waitMs of [0, 10_000, 400_000, 2_400_000]) {
    clock.advance(waitMs)
    await dashboard.deliverEvents()
  }
  clock.advance(1.5 * hourMs)
  expect(await health()).toMatchObject({ problems: [], outboxLagSeconds: 0, pendingDeliveries: expect.any(Number) })
  // From here on the try is due, and nobody makes it.
  clock.advance(3 * hourMs)
  expect((await health()).problems).toContain('deliveries_late')
})

test('events that nobody has made messages of are as late as others', async () => {
  const { health, clock } = await connectAna({ onEvent: () => undefined })
  expect(await health()).toMatchObject({ problems: [], pendingDeliveries: 0 })
  clock.advance(2 * hourMs)
  expect(await health()).toMatchObject({ problems: ['deliveries_late'], outboxLagSeconds: 7200, pendingDeliveries: 0 })
})

test('a database that does not answer is an unhealthy answer, not a failure', async () => {
  const { health, options } = await withAna()
  const url = String(options.databaseUrl)
  // To whoever asks it is as good as one that is away.
  await runSql(url, 'ALTER TABLE job_slots RENAME TO job_slots_elsewhere')
  expect(await health()).toMatchObject({ status: 'unhealthy', problems: ['database_unreachable'], database: null })
  await runSql(url, 'ALTER TABLE job_slots_elsewhere RENAME TO job_slots')
  expect(await health()).toMatchObject({ status: 'healthy', problems: [] })
})

test('Prometheus is answered by its token alone, and learns nothing about anybody', async () => {
  const token = 'a-token-for-prometheus-of-the-tests'
  const { dashboard, account } = await connectAna({ metricsToken: token })
  const url = await serveRouter(dashboard.router)
  const ask = (headers: Record<string, string> = {}) => fetch(`${url}/metrics`, { headers })
  expect((await ask()).status).toBe(401)
  expect((await ask({ authorization: 'Bearer another' })).status).toBe(401)
  const answer = await ask({ authorization: `Bearer ${token}` })
  const text = await answer.text()
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/)
  expect(text).toMatch(/^instagram_dashboard_healthy 1$/m)
  expect(text).toMatch(/^instagram_dashboard_active_accounts 1$/m)
  for (const problem of healthProblems) {
    expect(text).toMatch(new RegExp(`^instagram_dashboard_problem{problem="${problem}"} 0$`, 'm'))
  }
  for (const figure of ['accounts_late', 'accounts_stopped', 'accounts_without_numbers', 'refreshes_failing']) {
    expect(text).toMatch(new RegExp(`^instagram_dashboard_${figure} 0$`, 'm'))
  }
  expect(text).toMatch(/^instagram_dashboard_events_total\{type="connection\.completed"\} 1$/m)
  expect(text).toMatch(/instagram_dashboard_calls_total\{procedure="instagram\.connect\.complete",code="ok"\} 1$/m)
  expect(text).toMatch(
    /instagram_dashboard_instagram_calls_total\{endpoint="GET me",outcome="answered",code="ok"\} \d+$/m,
  )
  for (const personal of ['ana', account.id, account.instagramUserId]) expect(text).not.toContain(personal)
})

testOnce('without a token in the settings there is no such path', async () => {
  const { dashboard } = await withAna()
  expect((await fetch(`${await serveRouter(dashboard.router)}/metrics`)).status).toBe(404)
})

testOnce.each([
  ['pt-BR', 'O Instagram não aceita o id ou o segredo do aplicativo.', 'Graph API não responde'],
  ['en', 'Instagram refuses the id or the secret of the app.', 'Graph API does not answer'],
] as const)('the doctor names what is wrong, in %s', async (locale, refused, silent) => {
  const wrong = await startBackend({
    dashboard: { ...quiet, instagramAppSecret: 'not the secret', instagramGraphBaseUrl: 'http://127.0.0.1:9' },
  })
  const { status, checks } = await wrong.dashboard.examine({ locale })
  expect(status).toBe('fail')
  const of = (id: string) => checks.find((check) => check.id === id)
  expect(of('app')).toMatchObject({ status: 'fail', message: refused, next: expect.any(String) })
  expect(of('graph')).toMatchObject({ status: 'fail', message: expect.stringContaining(silent) })
  // The story is told in another year than this machine's.
  expect(of('clock')?.status).not.toBe('ok')
  expect(of('callbacks')).toMatchObject({ status: 'warn', next: expect.stringContaining('/webhooks/instagram/') })
  expect(JSON.stringify(checks)).not.toContain('not the secret')
})
