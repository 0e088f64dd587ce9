import { accounts, jobSlots, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import type { AdminAccountPage } from '../src/admin/account-page-contract.ts'
import { startBackend, type Backend, type BackendOptions } from './start-backend.ts'
import { testOnce } from './test-once.ts'

// "My numbers did not update": each cause is brought about, and then found by what an operator has in hand.

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

async function connected(options: BackendOptions = {}) {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, ...options })
  const account = await backend.accountOf('ana')
  backend.clock.advance(hour + minute)
  const { admin } = backend.as('carla', 'admin')
  const page = () => admin.accounts.get({ username: '@Loja.da.Ana' })
  const lines = () => backend.logLines.map((line) => JSON.parse(line) as Record<string, unknown>)
  const line = (event: string) => lines().findLast((found) => found['event'] === event)
  return { ...backend, account, admin, page, lines, line }
}

const codes = ({ findings }: AdminAccountPage) => findings.map(({ code }) => code)

/** The slot of a night of all accounts, as another process has left it. */
async function slotOf({ options }: Backend, dueAt: Date, result: Record<string, number> | null) {
  const db = await openDatabase(options.databaseUrl ?? '')
  onTestFinished(() => db.close())
  const slot = { job: 'sync', dueAt, owner: 'another' }
  const leaseUntil = new Date(dueAt.getTime() + 1)
  await jobSlots.claim(db, { ...slot, deadOwner: null, now: dueAt, leaseUntil, latestLease: leaseUntil })
  if (result) await jobSlots.finish(db, slot, { now: new Date(dueAt.getTime() + minute), result })
  return db
}

testOnce.each([
  { subcode: 460, message: 'Error validating access token: The session has been invalidated' },
  { subcode: 463, message: 'Error validating access token: Session has expired on Monday' },
])('a token that Instagram refuses (190/$subcode) is found with code, trace id and words', async (refusal) => {
  const { admin, clock, dashboard, line, page, sandbox } = await connected()
  sandbox.control.fault({ kind: 'graph_error', code: 190, ...refusal, match: { path: '/me' }, times: Infinity })
  clock.advance(day)
  expect(await dashboard.syncAccounts()).toMatchObject({ failed: 1 })

  const found = await page()
  const said = {
    code: 190,
    subcode: refusal.subcode,
    httpStatus: 400,
    traceId: expect.stringMatching(/^A[\w-]{20}/),
    words: refusal.message,
  }
  expect(found.findings[0]).toMatchObject({ code: 'reconnect_required', instagram: said })
  expect(found.findings[0]?.message).toContain('O Instagram recusa o token de vez')
  expect(found.account.badges).toContain('reconnect_required')
  const query = { code: `190/${refusal.subcode}`, trigger: 'scheduled' } as const
  const { items } = await admin.runs(query)
  expect(items).toMatchObject([{ status: 'failed', error: { code: 'RECONNECT_REQUIRED' }, instagram: said }])
  expect(items[0]?.account).toEqual({ id: found.account.id, username: 'loja.da.ana', userId: 'ana' })
  expect(line('sync.ended')).toMatchObject({
    status: 'failed',
    instagramCode: 190,
    instagramSubcode: refusal.subcode,
    traceId: items[0]?.instagram?.traceId,
    userId: found.userReference,
  })
})

testOnce.each([
  { code: 2, status: 500, shown: 2 },
  { code: 1, status: 503, shown: 1 },
])('an outage of insights (HTTP $status, code $code) is told apart from a sync that brought numbers', async (fault) => {
  const { admin, clock, dashboard, line, page, sandbox } = await connected()
  const { code, status } = fault
  sandbox.control.fault({ kind: 'graph_error', code, status, match: { path: /\/me\/insights/ }, times: Infinity })
  clock.advance(day)
  await dashboard.syncAccounts()

  const found = await page()
  expect(found.findings[0]).toMatchObject({ code: 'run_partial', instagram: { code: fault.shown, httpStatus: status } })
  expect(found.findings[0]?.instagram?.endpoint).toBe('GET me/insights')
  expect(found.numbers.failingSince).toEqual(clock.now())
  expect((await admin.runs({ status: 'partial', code: 'INSTAGRAM_UNAVAILABLE' })).items).toMatchObject([
    { daysWritten: 0, instagram: { code: fault.shown } },
  ])
  expect(line('sync.ended')).toMatchObject({ status: 'partial', daysWritten: 0, instagramCode: fault.shown })
})

test('an account that an admin stopped says since when', async () => {
  const { account, admin, clock, page } = await connected()
  await admin.accounts.deactivate({ accountIds: [account.id] })

  const found = await page()
  expect(codes(found)).toEqual(['deactivated'])
  expect(found.findings[0]?.message).toContain(clock.now().toISOString().slice(0, 16).replace('T', ' '))
  expect(found.next).toEqual({ night: null, refresh: null, catchUp: null, press: null })
})

testOnce.each(['reach', 'shares'])('a metric that Instagram refuses (%s) is named, with its words', async (metric) => {
  const { clock, dashboard, page, sandbox } = await connected()
  const message = `(#100) The following metric (${metric}) is no longer supported`
  sandbox.control.fault({
    kind: 'graph_error',
    code: 100,
    message,
    match: { path: /\/me\/insights/, metric },
    times: Infinity,
  })
  clock.advance(day)
  expect(await dashboard.syncAccounts()).toMatchObject({ failed: 0 })

  const found = await page()
  const finding = found.findings.find(({ code }) => code === 'metrics_refused')
  expect(finding).toMatchObject({ instagram: { code: 100, words: message, traceId: expect.any(String) } })
  expect(finding?.message).toContain(metric)
  expect(Object.keys(found.numbers.refused)).toEqual([metric])
})

test('a used up hour says that it is our own limit, how many calls were made, and until when', async () => {
  const { admin, as, clock, line, page, account } = await connected({
    dashboard: { instagramCallsPerHour: 160, syncCooldownMinutes: 0 },
  })
  for (let press = 0; press < 12; press += 1) {
    if (
      (await as('ana')
        .instagram.sync.run({})
        .catch(() => null)) === null
    )
      break
  }

  const found = await page()
  expect(found.budget).toMatchObject({ limit: 160, pressHold: { by: 'own_limit' } })
  expect(found.budget.used).toBeGreaterThan(140)
  const [finding] = found.findings.filter(({ code }) => code === 'budget_used')
  expect(finding?.message).toContain(`${found.budget.used} de 160`)
  expect(found.next.press).toEqual(found.budget.pressHold?.until)
  await expect(as('ana').instagram.sync.run({})).rejects.toMatchObject({ cause: { reason: 'own_limit' } })
  // Runs of one instant have no order.
  clock.advance(1_000)
  await admin.accounts.sync({ accountIds: [account.id] })
  expect((await page()).runs[0]).toMatchObject({ error: { reason: 'own_limit' }, instagram: null })
  expect(line('sync.ended')).toMatchObject({ reason: 'own_limit', heldBy: 'own_limit', userId: found.userReference })
  clock.advance(hour + minute)
  expect((await page()).budget).toMatchObject({ used: 0, hold: null, pressHold: null })
})

test('an account that another job had in hand when its night came says whose hands those were', async () => {
  const backend = await connected()
  const { account, admin, clock, dashboard, page } = backend
  clock.advance(new Date('2026-11-17T08:00:00Z').getTime() - clock.now().getTime())
  const dueAt = clock.now()
  const db = await slotOf(backend, dueAt, { skipped: 1 })
  await accounts.claimLease(db, {
    accountId: account.id,
    owner: 'worker-7:4242',
    purpose: 'scheduled',
    now: dueAt,
    until: new Date(dueAt.getTime() + minute),
    latestUntil: new Date(dueAt.getTime() + hour),
  })
  expect((await page()).lease).toMatchObject({ owner: 'worker-7:4242', isBackground: true })
  expect(await dashboard.syncAccounts()).toMatchObject({ skipped: 1 })
  clock.advance(3 * minute)

  const found = await page()
  expect(found.lastNight).toMatchObject({ dueAt, outcome: 'left_out', counts: { skipped: 1 } })
  expect(codes(found)).toEqual(['left_out'])
  expect(found.findings[0]?.message).toContain('worker-7:4242')
  await admin.accounts.sync({ accountIds: [account.id] })
  expect((await page()).lastNight?.outcome).toBe('succeeded')
})

test('a pause of the whole app says so, and the runs that were put off for it are told from failures', async () => {
  const { admin, clock, dashboard, page, sandbox, lines } = await connected()
  await dashboard.catchUp()
  clock.advance(day)
  sandbox.control.fault({ kind: 'graph_error', code: 4, message: 'Application request limit reached', times: 1 })
  await dashboard.syncAccounts()
  await dashboard.syncAccounts()

  const found = await page()
  expect(found.findings[0]).toMatchObject({ code: 'app_paused' })
  expect(found.findings[0]?.message).toContain('pausa ao aplicativo inteiro até 2026-11-17')
  expect(found.budget.hold).toMatchObject({ by: 'app_pause' })
  const { items } = await admin.runs({ status: 'failed' })
  expect(items.some(({ error }) => error?.reason === 'app_paused')).toBe(true)
  expect((await admin.runs({ code: '4' })).items).toMatchObject([
    { instagram: { words: 'Application request limit reached' } },
  ])
  const paused = lines().filter(({ event }) => event === 'app.paused')
  expect(paused).toMatchObject([{ level: 40, instagramCode: 4, until: found.budget.hold?.until.toISOString() }])
})

test('a night that never ran, and one that broke off, are named by their time', async () => {
  const backend = await connected()
  const { clock, page } = backend
  clock.advance(2 * day)

  const found = await page()
  expect(found.lastNight).toMatchObject({ dueAt: new Date('2026-11-18T08:00:00Z'), outcome: 'night_missing' })
  expect(codes(found)).toContain('night_missing')
  expect(found.findings.find(({ code }) => code === 'night_missing')?.message).toContain('2026-11-18 08:00 UTC')
  await slotOf(backend, new Date('2026-11-18T08:00:00Z'), null)
  expect(codes(await page())).toContain('night_broke_off')
})

test('a refresh that fails says with which code, and when it is tried again', async () => {
  const { clock, dashboard, line, page, sandbox } = await connected()
  clock.advance(8 * day)
  sandbox.control.fault({
    kind: 'graph_error',
    code: 2,
    status: 500,
    match: { path: 'refresh_access_token' },
    times: 9,
  })
  expect(await dashboard.refreshTokens()).toMatchObject({ failed: 1 })

  const found = await page()
  expect(found.refresh).toMatchObject({
    failures: 1,
    lastFailure: { code: 'INSTAGRAM_UNAVAILABLE', instagram: { code: 2, endpoint: 'GET refresh_access_token' } },
  })
  expect(codes(found)).toContain('refresh_failing')
  expect(found.next.refresh?.getTime()).toBeGreaterThan(clock.now().getTime())
  expect(line('refresh.ended')).toMatchObject({ outcome: 'failed', instagramCode: 2, userId: found.userReference })
  sandbox.control.clearFaults()
  clock.advance(day)
  await dashboard.refreshTokens()
  expect((await page()).refresh).toMatchObject({ failures: 0, lastFailure: null })
})

test('an account with nothing in its way says that, in the language of the reader', async () => {
  const { admin, page, account } = await connected({ dashboard: { syncCron: 'off', defaultLocale: 'en' } })
  const found = await page()
  expect(codes(found)).toEqual(['nothing'])
  expect(found).toMatchObject({ lastNight: null, lease: null, others: [], next: { night: null, press: null } })
  expect(found.runs[0]).toMatchObject({
    status: 'succeeded',
    trigger: 'first_connection',
    error: null,
    instagram: null,
  })
  for (const input of [{ accountId: account.id }, { userId: 'ana' }, { userId: found.userReference }]) {
    expect((await admin.accounts.get(input)).account.id).toBe(account.id)
  }
  for (const input of [{ accountId: 'none' }, { username: 'loja' }, { userId: `u_${'x'.repeat(22)}` }]) {
    await expect(admin.accounts.get(input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  await expect(admin.accounts.get({})).rejects.toMatchObject({ code: 'VALIDATION' })
})
