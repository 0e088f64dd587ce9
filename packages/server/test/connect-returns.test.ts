import { accounts, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { tamper } from '../../db/test/fresh-database.ts'
import { startBackend } from './start-backend.ts'

const off = { syncCron: 'off', tokenRefreshCron: 'off', syncCooldownMinutes: 0 }
const dayMs = 86_400_000

async function start() {
  const backend = await startBackend({ dashboard: off })
  return { ...backend, connections: backend.as('ana').instagram.connect }
}

test.each<[string, { error: string; errorReason?: string; errorDescription?: string }, string, string | null]>([
  ['the person says no', { error: 'access_denied', errorReason: 'user_denied' }, 'cancelled', null],
  ['the query is empty', { error: 'no_answer' }, 'failed', 'INSTAGRAM_UNAVAILABLE'],
  [
    'Instagram is unwell',
    { error: 'error_2', errorDescription: 'Service unavailable' },
    'failed',
    'INSTAGRAM_UNAVAILABLE',
  ],
  ['an unknown code comes', { error: 'error_1234' }, 'failed', 'INSTAGRAM_REJECTED'],
  ['the number of a code comes alone', { error: '1349048' }, 'failed', 'OAUTH_MISCONFIGURED'],
  ['the app is unknown', { error: 'error_101', errorDescription: 'What' }, 'failed', 'OAUTH_MISCONFIGURED'],
  [
    'the app is refused',
    { error: 'error_200', errorDescription: 'API access blocked.' },
    'failed',
    'OAUTH_MISCONFIGURED',
  ],
  [
    'the app lacks a right',
    { error: 'error_0', errorDescription: 'Insufficient developer role' },
    'failed',
    'OAUTH_MISCONFIGURED',
  ],
  [
    'the redirect URI is not known',
    { error: 'error_100', errorDescription: 'Invalid redirect_uri' },
    'failed',
    'OAUTH_MISCONFIGURED',
  ],
])('when %s at Instagram, the attempt ends and says so', async (_name, answer, status, code) => {
  const { connections, as } = await start()
  const { state } = await connections.start({})
  expect(await connections.cancel({ state, ...answer })).toEqual({ success: true })
  const attempt = await connections.attempt({ state })
  expect(attempt.status).toBe(status)
  expect(attempt.error?.code ?? null).toBe(code)
  if (code === 'OAUTH_MISCONFIGURED') {
    expect(attempt.error).toMatchObject({ action: 'none', message: expect.stringContaining('não precisa fazer nada') })
  }
  // The attempt is over: a code that comes later is not taken.
  await expect(connections.complete({ code: 'x', state })).rejects.toMatchObject({ cause: { code: 'STATE_INVALID' } })
  const funnel = await as('carla', 'admin').admin.funnel({})
  expect(JSON.stringify(funnel)).toContain(status === 'cancelled' ? 'cancelled' : 'failed')
  expect(JSON.stringify(funnel)).not.toContain(answer.errorDescription ?? 'nothing of it')
})

test('the fragment of Instagram’s redirect is taken off the state as off the code', async () => {
  const { connections, authorize } = await start()
  const { code, state } = await authorize('ana', 'loja.da.ana')
  expect(await connections.redirected({ state: `${state}#_` })).toEqual({ success: true })
  expect(await connections.complete({ code: `${code}#_`, state: `${state}#_` })).toMatchObject({ success: true })
  expect((await connections.attempt({ state: `${state}#_` })).status).toBe('connected')
  const other = await connections.start({})
  await connections.cancel({ state: `${other.state}#_`, error: 'access_denied' })
  expect((await connections.attempt({ state: other.state })).status).toBe('cancelled')
})

test('what Instagram leaves out at a reconnect is known from before', async () => {
  const { connect, settled, sandbox, connections } = await start()
  const { account: before } = await connect('ana', 'loja.da.ana')
  await settled('ana')
  const blank = { user_id: before.instagramUserId, username: null, name: '', followers_count: null, media_count: -4 }
  sandbox.control.fault({ kind: 'status', status: 200, body: blank, match: { path: /\/me$/ } })
  const { account } = await connect('ana', 'loja.da.ana')
  const { username, name, followersCount, followsCount, mediaCount, profilePictureUrl, accountType } = before
  expect(account).toMatchObject({
    username,
    name,
    followersCount,
    followsCount,
    mediaCount,
    accountType,
    profilePictureUrl,
  })
  expect((await connections.status()).account).toMatchObject({ username, name, followersCount, mediaCount })
})

test('a reconnect that brings a new username records it, as a sync does, and one that brings none does not', async () => {
  const { connect, settled, sandbox, as } = await start()
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const renames = async () =>
    (await as('carla', 'admin').admin.audit.list({ types: ['account.renamed'] })).items.map(({ data }) => data)
  await connect('ana', 'loja.da.ana')
  expect(await renames()).toEqual([])

  sandbox.control.rename('loja.da.ana', 'atelie.da.ana')
  expect((await connect('ana', 'loja.da.ana')).account.username).toBe('atelie.da.ana')
  expect(await renames()).toEqual([{ from: 'loja.da.ana', to: 'atelie.da.ana' }])
})

test('a picture that an older version has stored is shown only where a page may show it', async () => {
  const { connect, settled, connections, options } = await start()
  const { account } = await connect('ana', 'loja.da.ana')
  expect(account.profilePictureUrl).toMatch(/^http/)
  await settled('ana')
  await tamper(options.databaseUrl ?? '', "UPDATE accounts SET profile_picture_url = 'javascript:alert(1)'")
  expect((await connections.status()).account?.profilePictureUrl).toBeNull()
})

test('an account that says nothing but who it is can be connected', async () => {
  const { connect, sandbox } = await start()
  sandbox.control.fault({
    kind: 'status',
    status: 200,
    body: { user_id: '17841400000000077' },
    match: { path: /\/me$/ },
  })
  expect((await connect('ana', 'loja.da.ana')).account).toMatchObject({
    instagramUserId: '17841400000000077',
    username: '17841400000000077',
    name: null,
    followersCount: null,
  })
})

test('the time of being connected is counted over disconnects, rests and reconnects', async () => {
  const { as, connect, clock, connections, options } = await start()
  const { account } = await connect('ana', 'loja.da.ana')
  const database = await openDatabase(options.databaseUrl ?? '')
  onTestFinished(() => database.close())
  const daysConnected = async () => {
    const row = await accounts.findById(database, account.id)
    return row && Math.round(accounts.connectedMs(row, clock.now()) / dayMs)
  }
  const pass = (days: number) => clock.advance(days * dayMs)

  pass(3)
  expect(await daysConnected()).toBe(3)
  await connections.disconnect({})
  pass(10)
  expect(await daysConnected()).toBe(3)
  await connect('ana', 'loja.da.ana')
  pass(4)
  // Reconnected while it is connected.
  await connect('ana', 'loja.da.ana')
  pass(2)
  expect(await daysConnected()).toBe(9)
  const admin = as('carla', 'admin').admin.accounts
  await admin.deactivate({ accountIds: [account.id] })
  pass(5)
  expect(await daysConnected()).toBe(9)
  await admin.reactivate({ accountIds: [account.id] })
  pass(1)
  expect(await daysConnected()).toBe(10)
})

test('a second owner of an Instagram account is told why there is no reward: it was given before', async () => {
  const { as, authorize, connect, connections } = await start()
  expect(await connect('ana', 'loja.da.ana')).toMatchObject({
    reward: { credits: expect.any(Number) },
    rewardWithheld: null,
  })
  // Reconnecting is no first connection, so that nothing is held back.
  expect(await connect('ana', 'loja.da.ana')).toMatchObject({ reward: null, rewardWithheld: null })
  await connections.disconnect({})
  const withheld = { isFirstConnection: true, reward: null, rewardWithheld: 'given_before' }
  const returned = await authorize('bia', 'loja.da.ana')
  expect(await as('bia').instagram.connect.complete(returned)).toMatchObject(withheld)
  expect(await as('bia').instagram.connect.attempt({ state: returned.state })).toMatchObject(withheld)
})
