import { expect, test } from 'vitest'
import { createInstagramDashboard } from '../src/index.ts'
import { startBackend } from './start-backend.ts'

const dayMs = 86_400_000
const none = { refreshed: 0, skipped: 0, failed: 0, lost: 0 }

async function connected(username = 'loja.da.ana') {
  const backend = await startBackend({ dashboard: { tokenRefreshCron: 'off' } })
  await backend.connect('ana', username)
  await backend.settled('ana')
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

test('a token that ends soon is refreshed after a day, the youngest age that Instagram allows', async () => {
  const { dashboard, clock, account } = await connected('token.expira')
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

test('a bad night of Instagram costs nobody a connection, and rests before the next try', async () => {
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

test('one refusal that the profile contradicts is no refusal', async () => {
  const { dashboard, clock, account, sandbox } = await connected()
  clock.advance(8 * dayMs)
  sandbox.control.fault({ match: { path: 'refresh_access_token' }, kind: 'graph_error', code: 190, status: 400 })

  expect(await dashboard.refreshTokens()).toEqual({ ...none, failed: 1 })
  expect((await account())?.status).toBe('active')
})

test('a person who removed the app is asked to reconnect, and the others are refreshed all the same', async () => {
  const { dashboard, connect, settled, clock, account, sandbox, as } = await connected()
  await connect('bruno', 'criador.leo')
  await settled('bruno')
  sandbox.control.revoke('loja.da.ana')
  clock.advance(8 * dayMs)

  expect(await dashboard.refreshTokens()).toEqual({ ...none, refreshed: 1, lost: 1 })
  expect(await account()).toMatchObject({ status: 'reconnect_required', lastError: { action: 'reconnect' } })
  expect((await as('bruno').instagram.connect.status()).account?.status).toBe('active')
  expect(await dashboard.refreshTokens()).toEqual(none)
})

test('an empty answer never takes the place of a good token', async () => {
  const { as, dashboard, clock, sandbox } = await connected()
  clock.advance(8 * dayMs)
  sandbox.control.fault({ match: { path: 'refresh_access_token' }, kind: 'status', status: 200, body: {}, times: 3 })
  expect(await dashboard.refreshTokens()).toEqual({ ...none, failed: 1 })

  expect(await as('ana').instagram.sync.run({})).toMatchObject({ status: 'succeeded' })
})
