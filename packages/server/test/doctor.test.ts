import { expect, test } from 'vitest'
import { startBackend } from './start-backend.ts'

const off = { syncCron: 'off', tokenRefreshCron: 'off' }

test.each([
  ['v27.0', 'ok', 'v27.0'],
  ['v25.0', 'ok', '29/07/2028'],
  ['v21.0', 'warn', '21/01/2027'],
  ['v20.0', 'fail', '24/09/2026'],
  ['v99.0', 'warn', 'v99.0'],
] as const)('the doctor says how long version %s lives: %s', async (instagramGraphVersion, status, words) => {
  const { dashboard } = await startBackend({ dashboard: { ...off, instagramGraphVersion } })
  for (const locale of ['pt-BR', 'en'] as const) {
    const check = (await dashboard.examine({ locale })).checks.find(({ id }) => id === 'graph_version')
    expect(check).toMatchObject({ status, next: status === 'ok' ? null : expect.stringContaining('v27.0') })
    if (locale === 'pt-BR') expect(check?.message).toContain(words)
  }
})

test.each([
  ['API access blocked.', 'recusa o aplicativo inteiro (código 200)', 'painel da Meta'],
  ['App does not have Advanced Access to x', 'recusa o aplicativo inteiro (código 200)', 'painel da Meta'],
] as const)('the doctor names an app that is refused with "%s", until it is not', async (message, words, next) => {
  const { dashboard, clock, connect, settled, sandbox } = await startBackend({ dashboard: off })
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const app = async () => (await dashboard.examine()).checks.find(({ id }) => id === 'app')
  expect(await app()).toMatchObject({ status: 'ok' })
  clock.advance(86_400_000)
  sandbox.control.fault({ kind: 'graph_error', code: 200, message, match: { path: /\/me/ }, times: Infinity })
  await dashboard.syncAccounts()
  expect(await app()).toMatchObject({
    status: 'fail',
    message: expect.stringContaining(words),
    next: expect.stringContaining(next),
  })
  sandbox.control.clearFaults()
  clock.advance(16 * 60_000)
  await dashboard.catchUp()
  expect(await app()).toMatchObject({ status: 'ok' })
})

test('a wrong secret that a login met is mended when Instagram knows the app again, without another login', async () => {
  const { as, authorize, dashboard, sandbox } = await startBackend({ dashboard: off })
  const refusal = { error_type: 'OAuthException', code: 400, error_message: 'Invalid platform app' }
  sandbox.control.fault({
    kind: 'status',
    status: 400,
    body: refusal,
    times: Infinity,
    match: { path: '/oauth/access_token' },
  })
  await expect(as('ana').instagram.connect.complete(await authorize('ana', 'loja.da.ana'))).rejects.toMatchObject({
    cause: { code: 'OAUTH_MISCONFIGURED', action: 'none' },
  })
  const app = async () => (await dashboard.examine({ locale: 'en' })).checks.find(({ id }) => id === 'app')
  expect(await app()).toMatchObject({ status: 'fail' })
  sandbox.control.clearFaults()
  expect(await app()).toMatchObject({ status: 'ok' })
})

test('the doctor names what the app may not do for those who try to connect', async () => {
  const { as, authorize, dashboard, sandbox } = await startBackend({ dashboard: off })
  const message = 'App does not have Advanced Access to x and recipient user does not have role on app'
  sandbox.control.fault({ kind: 'graph_error', code: 200, message, match: { path: /\/me/ }, times: Infinity })
  await expect(as('ana').instagram.connect.complete(await authorize('ana', 'loja.da.ana'))).rejects.toThrow()
  const app = async () => (await dashboard.examine({ locale: 'en' })).checks.find(({ id }) => id === 'app')
  expect(await app()).toMatchObject({ status: 'fail', next: expect.stringContaining('Advanced Access') })
  sandbox.control.clearFaults()
  await as('ana').instagram.connect.complete(await authorize('ana', 'loja.da.ana'))
  expect(await app()).toMatchObject({ status: 'ok' })
})
