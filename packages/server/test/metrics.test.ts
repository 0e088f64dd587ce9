import { expect, test } from 'vitest'
import { testEngine } from '../../db/test/fresh-database.ts'
import { readSeries } from './read-series.ts'
import { startScraped } from './scraped.ts'

const hourMs = 3_600_000
const quiet = { syncCron: 'off' }
const insightsDown = { kind: 'status', status: 500, match: { path: 'me/insights' }, times: Infinity } as const

test('a night in which Instagram is down for the numbers is counted by trigger, status, code and endpoint', async () => {
  const { clock, dashboard, sandbox, scrape } = await startScraped(quiet)
  const before = await scrape()
  expect(before.valueOf('instagram_dashboard_sync_runs_total', { trigger: 'first_connection', code: 'ok' })).toBe(1)
  clock.advance(24 * hourMs)
  sandbox.control.fault(insightsDown)
  await dashboard.syncAccounts()

  const { valueOf } = await scrape()
  const unavailable = { trigger: 'scheduled', status: 'partial', code: 'INSTAGRAM_UNAVAILABLE' }
  expect(valueOf('instagram_dashboard_sync_runs_total', unavailable)).toBe(1)
  expect(valueOf('instagram_dashboard_sync_run_duration_seconds_count', { trigger: 'scheduled' })).toBe(1)
  const refused = { endpoint: 'GET me/insights', outcome: 'unreachable', code: 'http_500' }
  expect(valueOf('instagram_dashboard_instagram_calls_total', refused)).toBeGreaterThan(2)
  expect(valueOf('instagram_dashboard_instagram_calls_total', { ...refused, endpoint: 'GET me' })).toBeUndefined()
  expect(valueOf('instagram_dashboard_instagram_call_duration_seconds_count', { endpoint: 'GET me' })).toBe(3)
  expect(valueOf('instagram_dashboard_accounts_with_errors')).toBe(1)
  expect(valueOf('instagram_dashboard_problem', { problem: 'instagram_unreachable' })).toBe(0)
})

test("the app's limit is told with the code that Instagram gave, and for how long nothing is asked", async () => {
  const { as, clock, sandbox, scrape } = await startScraped(quiet)
  clock.advance(hourMs)
  // Of her account: the look whether Instagram answers at all is about nobody.
  const match = { path: '/me', person: 'loja.da.ana' }
  sandbox.control.fault({ kind: 'graph_error', code: 4, match, times: 1 })
  await expect(as('ana').instagram.sync.run({})).rejects.toThrow()

  const { valueOf } = await scrape()
  expect(valueOf('instagram_dashboard_instagram_calls_total', { code: '4', outcome: 'answered' })).toBe(1)
  expect(valueOf('instagram_dashboard_app_paused_seconds')).toBe(15 * 60 - 11)
  expect(valueOf('instagram_dashboard_problem', { problem: 'instagram_paused' })).toBe(1)
  const failed = { trigger: 'manual', status: 'failed', code: 'INSTAGRAM_RATE_LIMITED' }
  expect(valueOf('instagram_dashboard_sync_runs_total', failed)).toBe(1)
  const refusal = { procedure: 'instagram.sync.run', status: '429' }
  expect(valueOf('instagram_dashboard_call_duration_seconds_count', refusal)).toBe(1)
  const code = { procedure: 'instagram.sync.run', code: 'INSTAGRAM_RATE_LIMITED' }
  expect(valueOf('instagram_dashboard_calls_total', code)).toBe(1)
})

test('a token that Instagram ends, and one whose refresh fails, are counted', async () => {
  const { clock, dashboard, sandbox, scrape } = await startScraped(quiet)
  clock.advance(8 * 24 * hourMs)
  sandbox.control.fault({ kind: 'status', status: 500, match: { path: 'refresh_access_token' }, times: Infinity })
  await dashboard.refreshTokens()
  expect((await scrape()).valueOf('instagram_dashboard_token_refreshes_total', { outcome: 'failed' })).toBe(1)

  sandbox.control.clearFaults()
  sandbox.control.revoke('loja.da.ana')
  clock.advance(24 * hourMs)
  await dashboard.syncAccounts()
  clock.advance(hourMs)
  await dashboard.catchUp()
  const { valueOf } = await scrape()
  expect(valueOf('instagram_dashboard_accounts', { status: 'active' })).toBe(0)
  expect(valueOf('instagram_dashboard_accounts', { status: 'reconnect_required' })).toBe(1)
  expect(valueOf('instagram_dashboard_events_total', { type: 'connection.lost' })).toBe(1)
})

test('what the host refuses is counted by channel and outcome', async () => {
  const { dashboard, scrape } = await startScraped({
    ...quiet,
    hostWebhookUrl: 'http://127.0.0.1:9/nobody',
    hostWebhookSecret: 'a secret of the tests that is long enough',
  })
  const { failed } = await dashboard.deliverEvents()
  const { valueOf } = await scrape()
  expect(valueOf('instagram_dashboard_deliveries_total', { channel: 'webhook', outcome: 'failed' })).toBe(failed)
  expect(valueOf('instagram_dashboard_pending_deliveries')).toBe(failed)
})

test('two that ask within ten seconds are told the same of the health, and share one look', async () => {
  const { scrape, ask, clock, dashboard } = await startScraped(quiet)
  expect((await scrape()).valueOf('instagram_dashboard_accounts', { status: 'active' })).toBe(1)
  await dashboard.caller({ userId: 'ana', role: 'user' }).instagram.connect.disconnect({})
  const again = async () => readSeries(await ask()).valueOf('instagram_dashboard_accounts', { status: 'active' })
  clock.advance(9_000)
  expect(await again()).toBe(1)
  clock.advance(2_000)
  expect(await again()).toBe(0)
})

test('what runs, its memory and its connections are told', async () => {
  const { scrape } = await startScraped(quiet)
  const { valueOf } = await scrape()
  expect(
    valueOf('instagram_dashboard_build_info', { engine: testEngine, role: 'all', node: process.versions.node }),
  ).toBe(1)
  expect(valueOf('process_resident_memory_bytes')).toBeGreaterThan(1e7)
  expect(valueOf('process_cpu_seconds_total')).toBeGreaterThan(0)
  expect(valueOf('instagram_dashboard_open_streams')).toBe(0)
  expect(valueOf('instagram_dashboard_database_bytes')).toBeGreaterThan(0)
  expect(valueOf('instagram_dashboard_sealed_tokens', { key: 'first' })).toBe(1)
  const isPostgres = testEngine === 'postgres'
  expect(valueOf('instagram_dashboard_database_connections', { state: 'open' }) !== undefined).toBe(isPostgres)
  expect(valueOf('instagram_dashboard_queue_jobs', { queue: 'sync', state: 'queued' })).toBe(isPostgres ? 0 : undefined)
  expect(valueOf('instagram_dashboard_database_free_bytes') === undefined).toBe(isPostgres)
  // Nights are switched off here.
  expect(valueOf('instagram_dashboard_sync_night_age_seconds')).toBeUndefined()
})
