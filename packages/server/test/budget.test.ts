import { callBudgets, openDatabase, sealedTokens } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { callsWithinHour } from '../src/budget/rolling-hour.ts'
import { createInstagramDashboard, type HostEvent } from '../src/index.ts'
import { startBackend, type BackendOptions } from './start-backend.ts'

const minute = 60_000
const hour = 60 * minute
const off = { syncCron: 'off', tokenRefreshCron: 'off' }

/** The calls about accounts: everything but the login. */
const graphCalls = (requests: readonly { path: string }[]) =>
  requests.filter(({ path }) => !path.includes('access_token')).length

test('the history fills in the background to a year, never with more than 200 calls an hour', async () => {
  const { as, clock, dashboard, sandbox } = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: off })
  // The day before the first one that was read has the followers with which that began, and nothing else.
  const { items: older } = await as('ana').instagram.metrics.list({ startDate: '2026-08-01', endDate: '2026-10-16' })
  expect(older).toMatchObject([{ date: '2026-10-16', derived: ['followersCount'], reach: null }])

  const perHour: number[] = []
  const readDays = async () =>
    (await as('ana').instagram.metrics.list({ startDate: '2025-11-16', endDate: '2026-11-16' })).items
  for (let step = 0; step < 15; step += 1) {
    await dashboard.catchUp()
    perHour.push(graphCalls(sandbox.control.requests))
    sandbox.control.clearRequests()
    if (step === 1) expect((await readDays())[0]?.date).toMatch(/^2026-0[78]/)
    // What the days are made of comes after all of them.
    if (step === 9) expect(await readDays()).toHaveLength(366)
    clock.advance(hour + minute)
  }

  expect(Math.max(...perHour)).toBeLessThanOrEqual(180)
  // The older days come a few at a time, so that presses keep most of the hour.
  expect(Math.max(...perHour.slice(2))).toBeLessThanOrEqual(120)
  expect(perHour.at(-1)).toBe(0)
  const items = await readDays()
  expect(items).toHaveLength(366)
  expect(items[0]?.impressions).toBe(sandbox.control.truth('loja.da.ana', '2025-11-16')['views'])
})

test('the background leaves a share of the hour to the person, and says nothing is wrong', async () => {
  const { as, clock, dashboard } = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: off })
  expect(await dashboard.catchUp()).toMatchObject({ partial: 1 })
  clock.advance(16 * minute)

  expect((await as('ana').instagram.connect.status()).account?.lastError).toBeNull()
  expect(await as('ana').instagram.sync.run({})).toMatchObject({ trigger: 'manual', daysWritten: 2 })
})

test('when the hour is used up, the person is told when the next sync is possible, and then it is', async () => {
  const { as, clock, connect, sandbox, settled } = await startBackend({
    dashboard: { ...off, instagramCallsPerHour: 70, syncCooldownMinutes: 0 },
  })
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const status = await as('ana').instagram.connect.status()
  const nextSync = status.account?.nextSyncAllowedAt
  expect(nextSync?.getTime()).toBeGreaterThan(clock.now().getTime())
  sandbox.control.clearRequests()

  await expect(as('ana').instagram.sync.run({})).rejects.toMatchObject({
    cause: { code: 'INSTAGRAM_RATE_LIMITED', retryAfterSeconds: expect.any(Number) },
  })
  expect(sandbox.control.requests).toHaveLength(0)
  clock.advance((nextSync?.getTime() ?? 0) - clock.now().getTime())
  expect((await as('ana').instagram.sync.run({})).apiCalls).toBeGreaterThan(0)
})

test('a sync whose token does not open costs no calls', async () => {
  const { accountOf, as, clock, options, sandbox } = await startBackend({
    connected: { ana: 'loja.da.ana' },
    dashboard: off,
  })
  const account = await accountOf('ana')
  clock.advance(2 * hour)
  const db = await openDatabase(options.databaseUrl ?? '')
  onTestFinished(() => db.close())
  const [stored] = await sealedTokens.listNotSealedBy(db, 'none', {
    purpose: 'long_token',
    after: '',
    limit: 1,
  })
  if (!stored) throw new Error('Ana has a token')
  await sealedTokens.replace(db, stored, `${stored.text.slice(0, -6)}AAAAAA`)
  sandbox.control.clearRequests()
  await expect(as('ana').instagram.sync.run({})).rejects.toMatchObject({ cause: { code: 'INTERNAL' } })

  expect(sandbox.control.requests).toHaveLength(0)
  const { calls = {} } = (await callBudgets.find(db, account.id)) ?? {}
  expect(callsWithinHour(calls, clock.now())).toBe(0)
})

test('processes share the hour, and a restart does not forget it', async () => {
  const { as, clock, connect, options, sandbox, settled } = await startBackend({
    dashboard: { ...off, instagramCallsPerHour: 100 },
  })
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const other = await createInstagramDashboard(options)
  clock.advance(16 * minute)
  await Promise.all([
    other.catchUp(),
    as('ana')
      .instagram.sync.run({})
      .catch(() => undefined),
  ])
  await other.close()

  expect(graphCalls(sandbox.control.requests)).toBeLessThanOrEqual(100)
})

async function withTwoPeople(more: BackendOptions['dashboard'] = {}) {
  return startBackend({ connected: { ana: 'loja.da.ana', bruno: 'criador.leo' }, dashboard: { ...off, ...more } })
}

test('app-wide silence asked by Instagram stops every account, is told by status, and ends', async () => {
  const { as, clock, dashboard, sandbox } = await withTwoPeople()
  clock.advance(2 * hour)
  sandbox.control.fault({ kind: 'graph_error', code: 4, status: 400, match: { path: '/me' }, times: 1 })
  await expect(as('ana').instagram.sync.run({})).rejects.toMatchObject({ cause: { code: 'INSTAGRAM_RATE_LIMITED' } })
  sandbox.control.clearRequests()

  await expect(as('bruno').instagram.sync.run({})).rejects.toMatchObject({
    cause: { code: 'INSTAGRAM_RATE_LIMITED', retryAfterSeconds: 900 },
  })
  await dashboard.catchUp()
  expect(sandbox.control.requests).toHaveLength(0)
  const status = await as('bruno').instagram.connect.status()
  expect(status.account?.nextSyncAllowedAt).toEqual(new Date(clock.now().getTime() + 15 * minute))
  clock.advance(15 * minute)
  expect(await as('bruno').instagram.sync.run({})).toMatchObject({ status: 'succeeded' })
})

test('a night that falls into that silence is told to nobody, is in the history, and is caught up with', async () => {
  const told: HostEvent[] = []
  const { as, clock, dashboard, sandbox } = await withTwoPeople({ onEvent: (event) => void told.push(event) })
  clock.advance(24 * hour)
  sandbox.control.fault({ kind: 'graph_error', code: 4, status: 400, match: { path: '/me' }, times: 1 })
  await expect(as('ana').instagram.sync.run({})).rejects.toMatchObject({ cause: { code: 'INSTAGRAM_RATE_LIMITED' } })
  await dashboard.syncAccounts()

  const bruno = as('bruno').instagram
  expect((await bruno.sync.history({})).items[0]).toMatchObject({
    trigger: 'scheduled',
    status: 'failed',
    apiCalls: 0,
    error: { code: 'INSTAGRAM_RATE_LIMITED', action: 'wait' },
  })
  const { items } = await bruno.notifications.list({ limit: 100 })
  expect(items.filter(({ kind }) => kind === 'sync_failed')).toEqual([])
  clock.advance(15 * minute)
  await dashboard.catchUp()
  expect((await bruno.sync.history({})).items[0]).toMatchObject({ trigger: 'scheduled', status: 'succeeded' })
  await dashboard.deliverEvents()
  // Ana, who pressed the button, is told.
  const failed = told.filter(({ type }) => type === 'sync.failed').map(({ data }) => data)
  expect(failed).toMatchObject([{ userId: 'ana', trigger: 'manual' }])
})

test('the limit of the whole app, met while somebody connects, silences the app and says until when', async () => {
  const { as, authorize, clock, connect, sandbox } = await startBackend({
    connected: { ana: 'loja.da.ana' },
    dashboard: off,
  })
  clock.advance(2 * hour)
  const codeAndState = await authorize('bruno', 'criador.leo')
  sandbox.control.fault({ kind: 'graph_error', code: 4, status: 400, match: { path: '/oauth/access_token' }, times: 1 })
  const limited = { cause: { code: 'INSTAGRAM_RATE_LIMITED', retryAfterSeconds: 900 } }
  await expect(as('bruno').instagram.connect.complete(codeAndState)).rejects.toMatchObject(limited)
  sandbox.control.clearRequests()

  await expect(as('ana').instagram.sync.run({})).rejects.toMatchObject(limited)
  await expect(as('bruno').instagram.connect.complete(codeAndState)).rejects.toMatchObject(limited)
  expect(sandbox.control.requests).toHaveLength(0)
  clock.advance(15 * minute)
  expect(await connect('bruno', 'criador.leo')).toMatchObject({ success: true })
})

test('Instagram near its own limit stops the background before it, and not the person', async () => {
  const { as, clock, dashboard, sandbox } = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: off })
  clock.advance(2 * hour)
  sandbox.control.setUsage({ callCount: 93, headers: 'app' })
  expect(await as('ana').instagram.sync.run({})).toMatchObject({ status: 'succeeded' })
  sandbox.control.clearRequests()
  await dashboard.catchUp()
  expect(sandbox.control.requests).toHaveLength(0)

  sandbox.control.setUsage({ callCount: 10, headers: 'app' })
  clock.advance(hour + minute)
  expect(await dashboard.catchUp()).toMatchObject({ succeeded: 1 })
})

test('who presses the button comes before the background, which loses nothing', async () => {
  const { as, clock, dashboard, sandbox } = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: off })
  clock.advance(2 * hour)
  sandbox.control.clearRequests()
  const background = dashboard.catchUp()
  while (graphCalls(sandbox.control.requests) < 20) await clock.sleep(0)
  const pressed = await as('ana').instagram.sync.run({})
  await background

  expect(pressed).toMatchObject({ trigger: 'manual', status: 'succeeded', error: null })
  const runs = (await as('ana').instagram.sync.history({})).items
  expect(runs.find(({ trigger }) => trigger === 'scheduled')).toMatchObject({ status: 'partial' })
  clock.advance(hour + minute)
  expect(await dashboard.catchUp()).toMatchObject({ succeeded: 1 })
})

test('so does an administrator, whom no cooldown holds back', async () => {
  const { accountOf, as, clock, dashboard, sandbox } = await startBackend({
    connected: { ana: 'loja.da.ana' },
    dashboard: off,
  })
  const account = await accountOf('ana')
  clock.advance(2 * hour)
  sandbox.control.clearRequests()
  const background = dashboard.catchUp()
  while (graphCalls(sandbox.control.requests) < 20) await clock.sleep(0)
  const { results } = await as('carla', 'admin').admin.accounts.sync({ accountIds: [account.id] })
  await background

  expect(results).toEqual([{ accountId: account.id, ok: true, status: 'done', error: null }])
})

test('a server that closes stops long work at its next step, and the next start goes on', async () => {
  const { clock, dashboard, options, sandbox } = await startBackend({
    connected: { ana: 'loja.da.ana' },
    dashboard: off,
  })
  clock.advance(2 * hour)
  sandbox.control.clearRequests()
  const background = dashboard.catchUp()
  while (graphCalls(sandbox.control.requests) < 20) await clock.sleep(0)
  await dashboard.close()
  await background.catch(() => undefined)
  expect(graphCalls(sandbox.control.requests)).toBeLessThan(40)

  const next = await createInstagramDashboard(options)
  const { items } = await next.caller({ userId: 'ana' }).instagram.sync.history({})
  expect(items.every(({ finishedAt }) => finishedAt !== null)).toBe(true)
  expect((await next.caller({ userId: 'ana' }).instagram.connect.status()).account?.lastError).toBeNull()
  clock.advance(hour + minute)
  expect(await next.catchUp()).toMatchObject({ succeeded: 1 })
  await next.close()
})
