import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { describe, expect, onTestFinished, test } from 'vitest'
import { findPostgres, startPostgres } from '../../db/test/start-postgres.ts'
import { freePort } from '../../../test/free-port.ts'
import { doctorCheckIds, type DoctorCheck } from '../src/doctor/contract.ts'
import { generateEncryptionKey, type DashboardOptions } from '../src/index.ts'
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
  const { dashboard, clock, sandbox } = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: off })
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

test('the doctor asks whether somebody ends connections at the redirect address', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(() => void server.close())
  const find = async (path: string, dashboard: Partial<DashboardOptions> = {}) => {
    const backend = await startBackend({ dashboard: { ...off, instagramRedirectUri: url + path, ...dashboard } })
    const app = express().use('/instagram', backend.dashboard.handler)
    app.get('/own', (_request, response) => void response.send('<h1>Bem-vindo</h1>'))
    app.get('/closed', (_request, response) => response.redirect('/login'))
    server.removeAllListeners('request').on('request', app)
    const { checks } = await backend.dashboard.examine({ locale: 'en' })
    return checks.find(({ id }) => id === 'redirect_page')
  }
  expect(await find('/instagram/return')).toMatchObject({ status: 'ok', message: expect.stringContaining('own page') })
  expect(await find('/own')).toMatchObject({ status: 'ok', message: expect.stringContaining('A page of yours') })
  expect(await find('/closed')).toMatchObject({ status: 'ok', message: expect.stringContaining('A page of yours') })
  expect(await find('/instagram/callback')).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('answers 404'),
    next: expect.stringContaining('/return at its end'),
  })
  const apart = { allowedOrigins: ['https://app.example'] }
  expect(await find('/instagram/return', apart)).toMatchObject({
    status: 'warn',
    message: expect.stringContaining('https://app.example'),
  })
  expect(await find('/instagram/return', { allowedOrigins: [url] })).toMatchObject({ status: 'ok' })
  const nobody = { instagramRedirectUri: `http://127.0.0.1:${await freePort()}/return` }
  expect(await find('', nobody)).toMatchObject({ status: 'ok', next: expect.stringContaining('run this again') })
})

describe('the doctor looks at what makes an installation unsafe:', () => {
  const jwt = { authJwtIssuer: 'host', authJwtAudience: 'instagram' }
  const keys = { authJwtSecret: undefined, authJwksUrl: 'http://127.0.0.1:9/jwks', ...jwt }
  const byHost = { authenticate: () => null }
  const production = { nodeEnv: 'production' }
  const https = { instagramRedirectUri: 'https://app.example/return', publicUrl: 'https://app.example/instagram' }
  const local = { publicUrl: 'http://localhost:3001' }

  test.each<[string, string, Partial<DashboardOptions>, [status: DoctorCheck['status'], next: RegExp | null]]>([
    ['a sandbox', 'instagram_hosts', {}, ['warn', /sandbox/]],
    ['a sandbox in production', 'instagram_hosts', production, ['fail', /tokens/]],
    ['a sandbox on a test machine', 'instagram_hosts', { nodeEnv: 'test' }, ['warn', /sandbox/]],
    ['a redirect over http', 'redirect_uri', {}, ['warn', /https/]],
    ['a redirect over http in production', 'redirect_uri', production, ['fail', /https/]],
    ['a redirect over https in production', 'redirect_uri', { ...production, ...https }, ['ok', /OAuth redirect URIs/]],
    ['callbacks over http', 'callbacks', local, ['warn', /PUBLIC_URL/]],
    ['callbacks over http in production', 'callbacks', { ...production, ...local }, ['fail', /PUBLIC_URL/]],
    ['callbacks over https in production', 'callbacks', { ...production, ...https }, ['ok', /Deauthorize/]],
    ['a shared secret alone', 'login', {}, ['warn', /AUTH_JWT_ISSUER.*AUTH_JWT_AUDIENCE/]],
    ['a shared secret with an issuer', 'login', { authJwtIssuer: 'host' }, ['warn', /AUTH_JWT_AUDIENCE/]],
    ['a shared secret with an audience', 'login', { authJwtAudience: 'instagram' }, ['warn', /AUTH_JWT_ISSUER/]],
    ['a shared secret with both', 'login', jwt, ['ok', null]],
    ['public keys that do not come', 'login', keys, ['fail', /AUTH_JWKS_URL/]],
    ['a host that says who calls', 'login', byHost, ['ok', null]],
    ['nobody who can sign in', 'login', { authJwtSecret: undefined, role: 'worker' }, ['warn', /AUTH_JWKS_URL/]],
    ['a file on this machine', 'database_network', {}, ['ok', null]],
  ])('%s', async (_what, id, settings, [status, next]) => {
    const { dashboard } = await startBackend({ dashboard: { ...off, ...settings } })
    for (const locale of ['pt-BR', 'en'] as const) {
      const { checks } = await dashboard.examine({ locale })
      const check = checks.find((found) => found.id === id)
      expect(check).toMatchObject({ status, message: expect.stringMatching(/^\p{Lu}.*\S/u) })
      if (locale === 'en') expect(check?.next ?? '').toMatch(next ?? /^$/)
      else expect(check?.next === null).toBe(next === null)
    }
  })

  test('a sandbox, by name and by the variable that leads there', async () => {
    const { dashboard, sandbox } = await startBackend({ dashboard: off })
    const { checks } = await dashboard.examine({ locale: 'en' })
    const { host } = new URL(sandbox.graphBaseUrl)
    expect(checks.find(({ id }) => id === 'instagram_hosts')?.message).toContain(`INSTAGRAM_GRAPH_BASE_URL (${host})`)
  })

  test('a host whose login names a number, until it names a text', async () => {
    const { dashboard } = await startBackend({ dashboard: { ...off, authenticate: () => ({ userId: 7 }) as never } })
    const login = async () => (await dashboard.examine({ locale: 'en' })).checks.find(({ id }) => id === 'login')
    expect(await login()).toMatchObject({ status: 'ok' })
    await dashboard.fetch(new Request('http://127.0.0.1/api/v1/social/instagram/status/'))
    expect(await login()).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('user_id_not_text'),
      next: expect.stringContaining('String(user.id)'),
    })
  })

  test('every check that there is has its finding, once', async () => {
    const { dashboard } = await startBackend({ dashboard: off })
    const ids = (await dashboard.examine()).checks.map(({ id }) => id)
    expect(ids.toSorted()).toEqual([...doctorCheckIds].toSorted())
  })
})

const programs = findPostgres()

test.skipIf(programs === undefined)(
  'the doctor warns of PostgreSQL in plain text, unless it is on this machine',
  async () => {
    const port = await freePort()
    const server = startPostgres(programs ?? '', ['listen_addresses=127.0.0.1', `port=${port}`])
    onTestFinished(server.stop)
    const settings = { ...off, instagramTokenEncryptionKey: generateEncryptionKey() }
    const find = async (databaseUrl: string) => {
      const { dashboard } = await startBackend({ dashboard: { ...settings, databaseUrl } })
      const { checks } = await dashboard.examine({ locale: 'en' })
      await dashboard.close()
      return checks.find(({ id }) => id === 'database_network')
    }
    expect(await find(`postgres://test@127.0.0.1:${port}/postgres`)).toMatchObject({ status: 'ok', next: null })
    // Another way to write the same address, which is not known to be this machine.
    expect(await find(`postgres://test@127.1:${port}/postgres`)).toMatchObject({
      status: 'warn',
      next: expect.stringContaining('sslmode=verify-full'),
    })
  },
)
