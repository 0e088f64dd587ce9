import { expect, test } from 'vitest'
import { addDays, dayOf } from '../src/instagram/index.ts'
import { startBackend, type BackendOptions } from './start-backend.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const off = { syncCron: 'off', tokenRefreshCron: 'off', syncCooldownMinutes: 0 }

/** Ana, connected and synced two hours ago. */
async function connected(options: BackendOptions = {}) {
  const backend = await startBackend({
    connected: { ana: 'loja.da.ana' },
    ...options,
    dashboard: { ...off, ...options.dashboard },
  })
  backend.clock.advance(2 * hour)
  const ana = backend.as('ana').instagram
  const refuse = (fault: { code: number; subcode?: number; message?: string }, times = Infinity) =>
    backend.sandbox.control.fault({
      kind: 'graph_error',
      status: 400,
      times,
      match: { person: 'loja.da.ana' },
      ...fault,
    })
  return {
    ...backend,
    ana,
    refuse,
    account: async () => (await ana.connect.status()).account,
    events: () => backend.logLines,
  }
}

test('an unexplained refusal ends a connection only when it is confirmed a quarter of an hour later', async () => {
  const { account, ana, clock, dashboard, refuse } = await connected()
  refuse({ code: 190 })
  await expect(ana.sync.run({})).rejects.toMatchObject({ cause: { code: 'INSTAGRAM_UNAVAILABLE' } })
  expect(await account()).toMatchObject({ status: 'active' })

  clock.advance(15 * minute - 1)
  expect(await dashboard.catchUp()).toMatchObject({ failed: 0, skipped: 0 })
  clock.advance(1)
  expect(await dashboard.catchUp()).toMatchObject({ failed: 1 })
  expect(await account()).toMatchObject({
    status: 'reconnect_required',
    lastError: { code: 'RECONNECT_REQUIRED', action: 'reconnect' },
  })
})

test('a refusal that passes leaves no trace', async () => {
  const { account, ana, clock, dashboard, refuse, sandbox } = await connected()
  refuse({ code: 190 })
  await expect(ana.sync.run({})).rejects.toThrow()
  sandbox.control.clearFaults()
  clock.advance(15 * minute)
  expect(await dashboard.catchUp()).toMatchObject({ succeeded: 1 })
  expect(await account()).toMatchObject({ status: 'active', lastError: null })

  refuse({ code: 190 })
  clock.advance(day)
  await expect(ana.sync.run({})).rejects.toMatchObject({ cause: { code: 'INSTAGRAM_UNAVAILABLE' } })
  expect(await account()).toMatchObject({ status: 'active' })
})

test.each([458, 460, 463, 467])('a refusal that names its cause (%i) needs one confirmation', async (subcode) => {
  const { account, ana, refuse } = await connected()
  refuse({ code: 190, subcode })
  await expect(ana.sync.run({})).rejects.toMatchObject({ cause: { code: 'RECONNECT_REQUIRED' } })
  expect((await account())?.status).toBe('reconnect_required')
})

test.each([
  { code: 190, subcode: 459 },
  { code: 190, subcode: 464 },
  { code: 190, subcode: 490 },
  { code: 190, message: 'The user is enrolled in a blocking, logged-in checkpoint' },
  { code: 190, subcode: 467, message: 'A checkpoint is required' },
  { code: 25, message: 'The account is in a checkpoint' },
])('a checkpoint ($code/$subcode $message) sends the person to Instagram, not to connect again', async (refusal) => {
  const { account, ana, refuse, sandbox } = await connected()
  refuse(refusal)
  await expect(ana.sync.run({})).rejects.toMatchObject({ code: 'INSTAGRAM_REJECTED' })

  const error = (await account())?.lastError
  expect(await account()).toMatchObject({
    status: 'active',
    lastError: { code: 'INSTAGRAM_REJECTED', action: 'retry' },
  })
  expect(error?.message).toContain('Abra o Instagram, entre na sua conta')
  expect(error?.message).not.toContain('Reconecte')
  sandbox.control.clearFaults()
  expect(await ana.sync.run({}).catch((failure: unknown) => failure)).toMatchObject({
    cause: { retryAfterSeconds: 60 },
  })
})

test('faults of six days cost nobody a connection, and everything heals', async () => {
  const { account, ana, clock, dashboard, sandbox } = await connected()
  for (const kind of ['html_502', 'truncated_json', 'empty_body', 'reset'] as const) {
    sandbox.control.clearFaults()
    sandbox.control.fault({ kind, times: Infinity })
    clock.advance(1.5 * day)
    await dashboard.refreshTokens()
    await dashboard.syncAccounts()
    expect((await account())?.status).toBe('active')
  }
  sandbox.control.clearFaults()
  clock.advance(day)
  expect(await dashboard.syncAccounts()).toMatchObject({ failed: 0 })
  clock.advance(hour + minute)
  await dashboard.catchUp()

  expect(await account()).toMatchObject({ status: 'active', lastError: null })
  const today = dayOf(clock.now())
  const quarter = { startDate: addDays(today, -90), endDate: addDays(today, -1) }
  expect((await ana.metrics.gaps(quarter)).items.filter(({ reason }) => reason === 'not_read_yet')).toEqual([])
})

test('an account that became personal keeps its numbers and is told what to do', async () => {
  const { account, ana, clock, sandbox } = await connected()
  const before = await ana.metrics.summary({})
  sandbox.control.setAccountType('loja.da.ana', 'PERSONAL')
  await expect(ana.sync.run({})).rejects.toMatchObject({ cause: { code: 'ACCOUNT_NOT_PROFESSIONAL' } })

  expect(await account()).toMatchObject({
    status: 'active',
    lastError: { code: 'ACCOUNT_NOT_PROFESSIONAL', action: 'convert_account' },
  })
  expect(await ana.metrics.summary({})).toEqual(before)
  sandbox.control.setAccountType('loja.da.ana', 'BUSINESS')
  clock.advance(minute)
  expect(await ana.sync.run({})).toMatchObject({ status: 'succeeded' })
  expect((await account())?.lastError).toBeNull()
})

test('a refused metric costs only itself, is remembered for a month, and the admin is told', async () => {
  const { account, ana, as, clock, dashboard, sandbox } = await connected()
  const message = '(#100) metric[12] must be one of the following values: reach, views'
  sandbox.control.fault({ kind: 'graph_error', code: 100, status: 400, message, match: { path: 'insights' }, times: 1 })
  // The last of the totals is what is refused; the others are asked for as ever.
  expect(await ana.sync.run({})).toMatchObject({ status: 'succeeded' })
  expect(await account()).toMatchObject({ status: 'active', lastError: null })
  expect((await as('carla', 'admin').admin.health()).unsupportedMetrics).toEqual({ reach: 1 })

  sandbox.control.clearRequests()
  clock.advance(2 * day)
  await dashboard.syncAccounts()
  // Figures of posts are for their whole life.
  const asked = () =>
    sandbox.control.requests.filter(
      ({ query }) => query['period'] === 'day' && query['metric']?.split(',').includes('reach'),
    ).length
  expect(asked()).toBe(0)
  const yesterday = addDays(dayOf(clock.now()), -1)
  const gaps = (await ana.metrics.gaps({ startDate: yesterday, endDate: yesterday })).items
  expect(gaps).toContainEqual(expect.objectContaining({ metrics: ['reach'], reason: 'unsupported', willHeal: false }))

  clock.advance(30 * day)
  await dashboard.syncAccounts()
  expect(asked()).toBeGreaterThan(0)
  expect((await as('carla', 'admin').admin.health()).unsupportedMetrics).toEqual({})
})

test('the newest seven days can be seen after fifteen calls', async () => {
  // Nine tenths of nineteen, less the two calls of the connection itself, are fifteen.
  const { as, clock, connect, settled } = await startBackend({ dashboard: { ...off, instagramCallsPerHour: 19 } })
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const [run] = (await as('ana').instagram.sync.history({})).items
  expect(run).toMatchObject({ status: 'partial', apiCalls: 15 })

  const today = dayOf(clock.now())
  const { series, days } = await as('ana').instagram.metrics.timeline({
    metrics: ['impressions', 'reach'],
    startDate: addDays(today, -7),
    endDate: addDays(today, -3),
  })
  expect(days).toHaveLength(5)
  expect(series.impressions).not.toContain(null)
  expect(series.reach).not.toContain(null)
  expect(
    (await as('ana').instagram.metrics.list({ startDate: addDays(today, -7), endDate: today })).items,
  ).toHaveLength(8)
})
