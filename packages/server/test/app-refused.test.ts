import { callBudgets, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { startBackend, type Backend } from './start-backend.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const off = { syncCron: 'off', tokenRefreshCron: 'off', syncCooldownMinutes: 0 }
const everybody = { ana: 'loja.da.ana', leo: 'criador.leo', cida: 'cafe.pequeno', gil: 'numero.gigante' } as const
type User = keyof typeof everybody
const users = Object.keys(everybody) as User[]

/** Graph calls and the renewal of tokens, not the login page. */
const anyCall = /\/v\d+\.\d+\/|\/refresh_access_token/

async function liveADay({ clock, dashboard }: Backend): Promise<void> {
  clock.advance(2 * hour)
  await dashboard.catchUp()
  clock.advance(day)
}

async function connected(who: Partial<typeof everybody> = everybody) {
  const backend = await startBackend({ connected: who, before: liveADay, dashboard: off })
  const database = await openDatabase(backend.options.databaseUrl ?? '')
  onTestFinished(() => database.close())
  const ofUser = (user: User) => backend.as(user).instagram
  return {
    ...backend,
    ofUser,
    refuse: (
      fault: { code: number; subcode?: number; message?: string },
      match: { path?: RegExp; person?: string } = {},
    ) =>
      backend.sandbox.control.fault({
        kind: 'graph_error',
        status: 400,
        times: Infinity,
        match: { path: anyCall, ...match },
        ...fault,
      }),
    account: async (user: User) => (await ofUser(user).connect.status()).account,
    calls: () => backend.sandbox.control.requests.length,
    refusals: async () =>
      (await callBudgets.listRefused(database)).map(({ scope, pauseCode }) => ({
        about: scope === 'app' || scope === 'login' ? scope : 'account',
        code: pauseCode,
      })),
  }
}

/** No connection ended, nobody is told of a problem or asked to do something. */
async function expectNobodyBlamed({ account, ofUser }: Awaited<ReturnType<typeof connected>>): Promise<void> {
  for (const user of users) {
    expect(await account(user)).toMatchObject({ status: 'active', lastError: null })
    const { items } = await ofUser(user).notifications.list({})
    expect(items.map(({ kind }) => kind)).not.toEqual(expect.arrayContaining(['sync_failed']))
    expect(items.map(({ kind }) => kind)).not.toEqual(expect.arrayContaining(['connection_lost']))
  }
}

interface Refusal {
  code: number
  subcode?: number
  message: string
}

const saysIt: Refusal[] = [
  { code: 190, message: 'Error validating application. Application has been deleted.' },
  { code: 190, message: 'Error validating client.' },
  { code: 200, message: 'API access blocked.' },
  { code: 200, message: 'API access deactivated. To reactivate, go to the app dashboard.' },
  {
    code: 200,
    message: 'App does not have Advanced Access to permission and recipient user does not have role on app',
  },
]
const otherWords: Refusal[] = [
  { code: 190, subcode: 458, message: 'Error validating access token: The user has not authorized application 1.' },
  { code: 190, subcode: 460, message: 'Error validating access token' },
  { code: 190, message: 'Cannot parse access token' },
  { code: 102, message: 'Session key invalid' },
  { code: 10, message: 'Application does not have permission for this action' },
  { code: 200, message: 'Permissions error' },
  { code: 299, message: 'Something' },
]

// The other texts are told apart in classify.test.ts.
const some = (refusals: readonly Refusal[]) => refusals.filter((_, index) => index % 2 === 0)

test.each([...some(saysIt), ...some(otherWords)])(
  'an app that is refused with $code/$subcode "$message" costs nobody a connection, keeps still and goes on by itself',
  async (refusal) => {
    const backend = await connected()
    const { as, calls, clock, dashboard, refusals, refuse, sandbox } = backend
    refuse(refusal)
    await dashboard.syncAccounts()
    await dashboard.refreshTokens()
    await expectNobodyBlamed(backend)
    const code = refusal.subcode === undefined ? String(refusal.code) : `${refusal.code}/${refusal.subcode}`
    expect(await refusals()).toContainEqual({ about: 'app', code })

    // Silence, which one call after a quarter of an hour makes longer.
    sandbox.control.clearRequests()
    clock.advance(14 * minute)
    await dashboard.catchUp()
    await dashboard.syncAccounts()
    expect(calls()).toBe(0)
    clock.advance(2 * minute)
    await dashboard.catchUp()
    const probes = calls()
    expect(probes).toBeGreaterThan(0)
    clock.advance(58 * minute)
    await dashboard.catchUp()
    expect(calls()).toBe(probes)
    await expectNobodyBlamed(backend)

    sandbox.control.clearFaults()
    clock.advance(3 * minute)
    await dashboard.catchUp()
    await expectNobodyBlamed(backend)
    expect(await refusals()).toEqual([])
    for (const user of users) expect((await as(user).instagram.sync.history({})).items[0]?.status).not.toBe('failed')
  },
)

test('whoever presses the button meanwhile is told that it is ours to mend, without a call', async () => {
  const { calls, dashboard, ofUser, refuse, sandbox } = await connected()
  refuse({ code: 200, message: 'API access blocked.' })
  await dashboard.syncAccounts()
  sandbox.control.clearRequests()
  const refusal = { code: 'INSTAGRAM_UNAVAILABLE', reason: 'app_refused', action: 'none' }
  await expect(ofUser('ana').sync.run({})).rejects.toMatchObject({ cause: refusal })
  await expect(ofUser('leo').sync.run({})).rejects.toMatchObject({ cause: refusal })
  expect(calls()).toBe(0)
})

test.each(otherWords.filter(({ subcode }) => subcode !== undefined))(
  'a refusal of one account alone ($code/$subcode) is about that account: others are answered',
  async (refusal) => {
    const { account, dashboard, refusals, refuse } = await connected()
    refuse(refusal, { person: everybody.ana })
    await dashboard.syncAccounts()
    expect(await account('ana')).toMatchObject({ status: 'reconnect_required' })
    for (const user of ['leo', 'cida', 'gil'] as const) expect((await account(user))?.status).toBe('active')
    expect(await refusals()).toEqual([])
  },
)

test.each([
  { code: 190, subcode: 460, message: 'Error validating access token' },
  { code: 190, message: 'Cannot parse access token' },
  { code: 10, message: 'Application does not have permission for this action' },
  { code: 190, subcode: 459, message: 'The user is in a checkpoint' },
])('a refusal of most accounts ($code/$subcode) blames none of them, although one is answered', async (refusal) => {
  const backend = await connected()
  const { clock, dashboard, refuse, sandbox } = backend
  for (const user of ['ana', 'cida', 'gil'] as const) refuse(refusal, { person: everybody[user] })
  await dashboard.syncAccounts()
  await expectNobodyBlamed(backend)
  // Whoever is answered shows that the app lives; the next of the others, that it is refused.
  for (let hours = 0; hours < 6; hours += 1) {
    clock.advance(hour)
    await dashboard.catchUp()
  }
  await dashboard.refreshTokens()
  await expectNobodyBlamed(backend)

  sandbox.control.clearFaults()
  clock.advance(2 * hour)
  await dashboard.catchUp()
  clock.advance(2 * hour)
  await dashboard.catchUp()
  await expectNobodyBlamed(backend)
  expect(await backend.refusals()).toEqual([])
})

test('a permission for numbers that everybody lost is probed by one account an hour, until a number comes', async () => {
  const backend = await connected()
  const { as, calls, clock, dashboard, refusals, refuse, sandbox } = backend
  // The profile is answered all the while, which says nothing about the numbers.
  refuse({ code: 10, message: 'Application does not have permission' }, { path: /\/insights$/ })
  await dashboard.syncAccounts()
  const { appRefused } = await as('carla', 'admin').admin.health()
  sandbox.control.clearRequests()
  for (let minutes = 0; minutes < 6 * 60; minutes += 16) {
    clock.advance(16 * minute)
    await dashboard.catchUp()
  }
  expect(calls()).toBeGreaterThan(0)
  expect(calls()).toBeLessThan(6 * 60)
  const first = sandbox.control.requests.map(({ query }) => query['access_token'])
  expect(new Set(first.slice(0, 20)).size).toBe(1)
  expect((await as('carla', 'admin').admin.health()).appRefused).toEqual(appRefused)
  await expectNobodyBlamed(backend)

  sandbox.control.clearFaults()
  clock.advance(hour + minute)
  await dashboard.catchUp()
  expect(await refusals()).toEqual([])
  expect((await as('carla', 'admin').admin.health()).unsupportedMetrics).toEqual({})
})

test('a right that the app has for others and not for one account stops only that one, and blames nobody', async () => {
  const backend = await connected()
  const { clock, dashboard, refusals, refuse, calls, sandbox } = backend
  refuse({ code: 200, message: 'App does not have Advanced Access to x' }, { person: everybody.ana })
  expect(await dashboard.syncAccounts()).toMatchObject({ failed: 1 })
  await expectNobodyBlamed(backend)
  expect(await refusals()).toEqual([{ about: 'account', code: '200' }])
  sandbox.control.clearRequests()
  clock.advance(10 * minute)
  await dashboard.catchUp()
  expect(calls()).toBe(0)

  sandbox.control.clearFaults()
  clock.advance(6 * minute)
  await dashboard.catchUp()
  expect(await refusals()).toEqual([])
})

test('with fewer than three others to ask the words are taken as they are', async () => {
  const { account, dashboard, refusals, refuse } = await connected({
    ana: everybody.ana,
    leo: everybody.leo,
    cida: everybody.cida,
  })
  refuse({ code: 190, subcode: 458 })
  await dashboard.syncAccounts()
  for (const user of ['ana', 'leo', 'cida'] as const) expect((await account(user))?.status).toBe('reconnect_required')
  expect(await refusals()).toEqual([])
})

test('a permission that one person took away is theirs to grant, one that all lost is not', async () => {
  const { account, dashboard, ofUser, refuse, sandbox, clock } = await connected()
  refuse({ code: 10, message: '(#10) Application does not have permission' }, { person: everybody.ana })
  await dashboard.syncAccounts()
  expect((await account('ana'))?.lastError).toMatchObject({ code: 'SCOPE_MISSING', action: 'grant_permissions' })
  expect((await account('leo'))?.lastError).toBeNull()

  sandbox.control.clearFaults()
  clock.advance(hour)
  await ofUser('ana').sync.run({})
  expect((await account('ana'))?.lastError).toBeNull()
})

test('at connect an app that is refused is ours to mend: no word of permissions or of starting again', async () => {
  for (const refusal of saysIt) {
    const { as, authorize, refuse } = await startLogin()
    refuse(refusal)
    const error = await as('bia')
      .instagram.connect.complete(await authorize('bia', 'loja.da.ana'))
      .catch((e: unknown) => e)
    expect(error).toMatchObject({ cause: { code: 'OAUTH_MISCONFIGURED', action: 'none' } })
  }
})

test('in other words it is known at connect by those who are connected, and nobody else is stopped for a right', async () => {
  const { as, authorize, account, dashboard, refusals, refuse, sandbox } = await connected()
  refuse({ code: 200, message: 'App does not have Advanced Access to x' }, { person: 'token.expira' })
  await expect(as('bia').instagram.connect.complete(await authorize('bia', 'token.expira'))).rejects.toMatchObject({
    cause: { code: 'OAUTH_MISCONFIGURED' },
  })
  expect(await refusals()).toEqual([{ about: 'login', code: '200' }])
  expect(await dashboard.syncAccounts()).toMatchObject({ failed: 0 })

  sandbox.control.clearFaults()
  refuse({ code: 190, subcode: 467 })
  await expect(as('bia').instagram.connect.complete(await authorize('bia', 'token.expira'))).rejects.toMatchObject({
    cause: { code: 'OAUTH_MISCONFIGURED' },
  })
  for (const user of users) expect((await account(user))?.status).toBe('active')
})

async function startLogin(): Promise<Backend & { refuse(refusal: { code: number; message: string }): void }> {
  const backend = await startBackend({ dashboard: off })
  return {
    ...backend,
    refuse: (refusal) =>
      backend.sandbox.control.fault({
        kind: 'graph_error',
        status: 400,
        times: Infinity,
        match: { path: '/me' },
        ...refusal,
      }),
  }
}
