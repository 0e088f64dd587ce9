import { expect, test } from 'vitest'
import { createInstagramDashboard } from '../src/index.ts'
import { startBackend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const dayMs = 86_400_000
const none = { refreshed: 0, skipped: 0, failed: 0, lost: 0 }

async function connected(who: Record<string, string> = { ana: 'loja.da.ana' }) {
  const backend = await startBackend({ connected: who, dashboard: { tokenRefreshCron: 'off' } })
  const account = async () => (await backend.as('ana').instagram.connect.status()).account
  const calls = () => backend.sandbox.control.requests.filter(({ path }) => path.startsWith('/refresh_access_token'))
  return { ...backend, account, calls }
}

test('a token is refreshed when it is a week old, not before, and lives sixty days from then', async () => {
  const { dashboard, clock, account, calls } = await connected()
  clock.advance(7 * dayMs - 1)
  expect(await dashboard.refreshTokens()).toEqual(none)
  clock.advance(1)

  expect(await dashboard.refreshTokens({ dryRun: true })).toEqual({ ...none, skipped: 1 })
  expect(calls()).toHaveLength(0)
  expect(await dashboard.refreshTokens()).toEqual({ ...none, refreshed: 1 })
  expect((await account())?.token.daysUntilExpiration).toBe(59)
  expect(await dashboard.refreshTokens()).toEqual(none)
})

testOnce('a token that ends soon is refreshed after a day, the youngest age that Instagram allows', async () => {
  const { dashboard, clock, account } = await connected({ ana: 'token.expira' })
  expect((await account())?.token.isExpiringSoon).toBe(true)
  clock.advance(dayMs - 1)
  expect(await dashboard.refreshTokens()).toEqual(none)
  clock.advance(1)

  expect(await dashboard.refreshTokens()).toEqual({ ...none, refreshed: 1 })
  expect((await account())?.token).toMatchObject({ daysUntilExpiration: 59, isExpiringSoon: false })
})

test('an account stays connected for a year of nights, whether the text of the token changes or not', async () => {
  const { as, dashboard, clock, account, sandbox } = await connected()
  for (let week = 0; week < 52; week += 1) {
    sandbox.control.setRefreshGives(week % 2 === 0 ? 'new' : 'same')
    clock.advance(7 * dayMs)
    expect(await dashboard.refreshTokens()).toEqual({ ...none, refreshed: 1 })
  }

  expect(await as('ana').instagram.sync.run({})).toMatchObject({ status: 'succeeded' })
  expect(await account()).toMatchObject({ status: 'active', lastError: null })
})

test('two processes at once refresh each token once', async () => {
  const { dashboard, clock, calls, options } = await connected()
  const other = await createInstagramDashboard(options)
  clock.advance(8 * dayMs)
  const outcomes = await Promise.all([dashboard, other, dashboard, other].map((one) => one.refreshTokens()))
  await other.close()

  expect(calls()).toHaveLength(1)
  expect(outcomes.reduce((sum, { refreshed }) => sum + refreshed, 0)).toBe(1)
})

testOnce('a bad night of Instagram costs nobody a connection, and rests before the next try', async () => {
  const { dashboard, clock, account, sandbox, calls } = await connected()
  clock.advance(8 * dayMs)
  sandbox.control.fault({ match: { path: 'refresh_access_token' }, kind: 'html_502', times: 3 })
  expect(await dashboard.refreshTokens()).toEqual({ ...none, failed: 1 })
  expect(calls()).toHaveLength(3)
  expect(await dashboard.refreshTokens()).toEqual(none)

  expect(await account()).toMatchObject({ status: 'active', lastError: null })
  clock.advance(3_600_000)
  expect(await dashboard.refreshTokens()).toEqual({ ...none, refreshed: 1 })
})

testOnce('one refusal that the profile contradicts is no refusal', async () => {
  const { dashboard, clock, account, sandbox } = await connected()
  clock.advance(8 * dayMs)
  sandbox.control.fault({ match: { path: 'refresh_access_token' }, kind: 'graph_error', code: 190, status: 400 })

  expect(await dashboard.refreshTokens()).toEqual({ ...none, failed: 1 })
  expect((await account())?.status).toBe('active')
})

test('a person who removed the app is asked to reconnect, and the others are refreshed all the same', async () => {
  const { dashboard, clock, account, sandbox, as } = await connected({ ana: 'loja.da.ana', bruno: 'criador.leo' })
  sandbox.control.revoke('loja.da.ana')
  clock.advance(8 * dayMs)

  expect(await dashboard.refreshTokens()).toEqual({ ...none, refreshed: 1, lost: 1 })
  expect(await account()).toMatchObject({ status: 'reconnect_required', lastError: { action: 'reconnect' } })
  expect((await as('bruno').instagram.connect.status()).account?.status).toBe('active')
  expect(await dashboard.refreshTokens()).toEqual(none)
})

testOnce('an empty answer never takes the place of a good token', async () => {
  const { as, dashboard, clock, sandbox } = await connected()
  clock.advance(8 * dayMs)
  sandbox.control.fault({ match: { path: 'refresh_access_token' }, kind: 'status', status: 200, body: {}, times: 3 })
  expect(await dashboard.refreshTokens()).toEqual({ ...none, failed: 1 })

  expect(await as('ana').instagram.sync.run({})).toMatchObject({ status: 'succeeded' })
})

/** What the renewal answers instead of a token of one's own. */
type Answer = (tokens: { leo: string }) => Record<string, unknown>

testOnce.each<[string, Answer]>([
  ['of somebody else', ({ leo }) => ({ access_token: leo, expires_in: 5_184_000 })],
  ['that does not work', () => ({ access_token: 'IGAAnobodys', expires_in: 5_184_000 })],
  ['that is blank', () => ({ access_token: ' ', expires_in: 5_184_000 })],
  ['that is the word null', () => ({ access_token: 'null', expires_in: 5_184_000 })],
  ['that is not there', () => ({ access_token: null })],
])('a new token %s leaves the old one in place, and nobody is told of it', async (_name, answer) => {
  const { as, dashboard, clock, account, sandbox } = await connected({ bruno: 'criador.leo', ana: 'loja.da.ana' })
  const leo = sandbox.control.giveLongToken('criador.leo')
  clock.advance(8 * dayMs)
  const before = await account()
  const match = { path: '/refresh_access_token', person: 'loja.da.ana' }
  sandbox.control.fault({ kind: 'status', status: 200, body: answer({ leo }), match, times: Infinity })
  expect(await dashboard.refreshTokens()).toEqual({ ...none, refreshed: 1, failed: 1 })

  expect(await account()).toEqual(before)
  expect(await as('ana').instagram.sync.run({})).toMatchObject({ status: 'succeeded' })
  expect((await account())?.username).toBe('loja.da.ana')
  sandbox.control.clearFaults()
  clock.advance(dayMs)
  expect(await dashboard.refreshTokens()).toEqual({ ...none, refreshed: 1 })
})

testOnce('a token of somebody else is an alarm for the operator', async () => {
  const { as, dashboard, clock, sandbox, logLines } = await connected()
  const body = { access_token: sandbox.control.giveLongToken('criador.leo'), expires_in: 5_184_000 }
  clock.advance(8 * dayMs)
  const match = { path: '/refresh_access_token', person: 'loja.da.ana' }
  sandbox.control.fault({ kind: 'status', status: 200, body, match })
  await dashboard.refreshTokens()
  const { items } = await as('carla', 'admin').admin.audit.list({ types: ['identity.mismatch'] })
  expect(items).toMatchObject([{ data: { seenIn: 'refresh' } }])
  expect(logLines.some((line) => line.includes('refresh.foreign_identity'))).toBe(true)
})

testOnce('a new token is asked whose it is before it is taken, one with the same text is not', async () => {
  const { dashboard, clock, sandbox } = await connected()
  for (const gives of ['new', 'same'] as const) {
    sandbox.control.setRefreshGives(gives)
    clock.advance(8 * dayMs)
    sandbox.control.clearRequests()
    expect(await dashboard.refreshTokens()).toMatchObject({ refreshed: 1 })
    const asked = sandbox.control.requests.map(({ query }) => query['fields']).filter((fields) => fields !== undefined)
    expect(asked).toEqual(gives === 'new' ? ['user_id'] : [])
  }
})

testOnce('while Instagram does not say whose the new token is, the old one stays', async () => {
  const { dashboard, clock, account, sandbox } = await connected()
  clock.advance(8 * dayMs)
  const before = await account()
  sandbox.control.fault({ kind: 'html_502', match: { path: '/me' }, times: Infinity })
  expect(await dashboard.refreshTokens()).toEqual({ ...none, failed: 1 })
  expect(await account()).toEqual(before)
  sandbox.control.clearFaults()
  clock.advance(dayMs)
  expect(await dashboard.refreshTokens()).toEqual({ ...none, refreshed: 1 })
})

testOnce('a refusal of the route is nobody’s connection', async () => {
  const { dashboard, clock, account, sandbox } = await connected()
  clock.advance(8 * dayMs)
  const before = await account()
  const message = 'Unsupported request - method type: get'
  const match = { path: '/refresh_access_token' }
  sandbox.control.fault({ kind: 'graph_error', code: 100, subcode: 33, message, match, times: Infinity })
  expect(await dashboard.refreshTokens()).toEqual({ ...none, failed: 1 })
  expect(await account()).toEqual(before)
})
