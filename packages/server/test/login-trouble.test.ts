import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { DoctorCheck } from '../src/doctor/contract.ts'
import type { Authenticate } from '../src/index.ts'
import { openStream } from './event-stream.ts'
import { serveRouter, startBackend, startOfTest, type Backend } from './start-backend.ts'
import { callProcedure, jwtSecret, signIn } from './trpc-over-http.ts'

const statusPath = '/api/v1/social/instagram/status/'
const second = 1_000

function linesOf({ logLines }: Pick<Backend, 'logLines'>, event: string) {
  return logLines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['event'] === event)
}

async function startServer(dashboard: NonNullable<Parameters<typeof startBackend>[0]>['dashboard'] = {}) {
  const backend = await startBackend({ dashboard })
  const url = await serveRouter(backend.dashboard.handler)
  const rest = (token?: string) =>
    fetch(url + statusPath, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })
  return { ...backend, url, rest }
}

describe.each<[string, string, Authenticate]>([
  ['throws', 'thrown', () => Promise.reject(new Error('the table of sessions is gone: user=ana'))],
  ['throws at once', 'thrown', () => JSON.parse('{') as null],
])('a host whose login %s', (_what, reason, authenticate) => {
  test('has its callers try again, in the form that they asked in, and nobody sign in', async () => {
    const server = await startServer({ authenticate })
    const { url, rest } = server
    const answer = await rest()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await answer.json()).toMatchObject({ error: { code: 'INTERNAL', action: 'retry', retry_after_seconds: 5 } })
    const call = { path: 'instagram.connect.status', type: 'query', input: undefined, token: null } as const
    expect(await callProcedure(url, call)).toMatchObject({ status: 503, code: 'INTERNAL' })
    const change = { ...call, path: 'instagram.notifications.markAllRead', type: 'mutation' } as const
    expect(await callProcedure(url, change)).toMatchObject({ status: 503, code: 'INTERNAL' })

    const told = linesOf(server, 'auth.failed')
    expect(told[0]).toMatchObject({ reason, requestId: expect.any(String), level: 40 })
    expect(JSON.stringify(told)).not.toContain('sessions')
    expect(linesOf(server, 'database.unavailable')).toEqual([])
    expect(linesOf(server, 'call.refused')[0]).toMatchObject({ code: 'INTERNAL', status: 503 })
  })
})

test('whoever makes a login fail again and again is limited by the address, and those who are not signed in are not', async () => {
  let isFailing = true
  const authenticate = () => {
    if (isFailing) throw new Error('not a token')
    return null
  }
  const { rest } = await startServer({ authenticate, rateLimitPerMinute: 8 })
  const statuses: number[] = []
  for (let call = 0; call < 8; call += 1) statuses.push((await rest()).status)
  expect([statuses[0], statuses.at(-1)]).toEqual([503, 429])
  isFailing = false
  expect((await rest()).status).toBe(401)
})

test('a host that does not say within ten seconds who is calling is waited for no longer', async () => {
  const asked = Promise.withResolvers<void>()
  const server = await startServer({
    authenticate: () => {
      asked.resolve()
      return new Promise(() => {})
    },
  })
  const answer = server.rest()
  await asked.promise
  server.clock.advance(9.9 * second)
  await new Promise((resolve) => setImmediate(resolve))
  expect(linesOf(server, 'auth.failed')).toEqual([])
  server.clock.advance(0.1 * second)

  expect((await answer).status).toBe(503)
  expect(linesOf(server, 'auth.failed')).toMatchObject([{ reason: 'too_slow' }])
})

test.each<[string, unknown]>([
  ['user_id_not_text', { userId: 7 }],
  ['user_id_not_text', { id: 'ana' }],
  ['user_id_not_text', 'ana'],
  ['user_id_empty', { userId: '' }],
  ['user_id_too_long', { userId: 'a'.repeat(129) }],
  ['user_id_not_storable', { userId: 'a\0' }],
  ['expires_at_not_a_date', { userId: 'ana', expiresAt: '2030-01-01' }],
  ['expired', { userId: 'ana', expiresAt: new Date(startOfTest) }],
])('%s: what the host names is nobody, and the log says why', async (reason, named) => {
  const server = await startServer({ authenticate: () => named as null })
  expect((await server.rest()).status).toBe(401)
  expect(linesOf(server, 'auth.refused')).toMatchObject([{ reason, count: 1, requestId: expect.any(String) }])
})

test('a role that there is none of makes a user, and is named', async () => {
  const server = await startServer({ authenticate: () => ({ userId: 'ana', role: 'Admin' as 'admin' }) })
  expect((await server.rest()).status).toBe(200)
  expect(linesOf(server, 'auth.role_ignored')).toMatchObject([{ reason: 'role_unknown' }])
})

describe('a token that signs nobody in is named by its fault alone', () => {
  const now = startOfTest.getTime() / 1000
  const sign = (claims: object, { key = jwtSecret, typ }: { key?: string; typ?: string } = {}) =>
    new SignJWT({ sub: 'ana', exp: now + 60, iss: 'host', aud: 'us', ...claims })
      .setProtectedHeader({ alg: 'HS256', ...(typ === undefined ? {} : { typ }) })
      .sign(new TextEncoder().encode(key))
  const unsigned = (header: object) =>
    `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from('{}').toString('base64url')}.AAAA`

  test.each<[string, () => Promise<string> | string]>([
    ['malformed', () => 'opaque-session-token'],
    ['malformed', () => 'a.b.c'],
    ['algorithm', () => unsigned({ alg: 'HS512' })],
    ['signature', () => sign({}, { key: 'another secret of the tests, as long' })],
    ['expired', () => sign({ exp: now - 60 })],
    ['no_expiry', () => sign({ exp: undefined })],
    ['not_yet_valid', () => sign({ nbf: now + 3_600 })],
    ['not_yet_valid', () => sign({ iat: now + 3_600 })],
    ['issuer', () => sign({ iss: 'somebody' })],
    ['audience', () => sign({ aud: 'them' })],
    ['token_type', () => sign({}, { typ: 'invitation+jwt' })],
    ['no_subject', () => sign({ sub: undefined })],
    ['no_subject', () => sign({ sub: '' })],
    ['user_id_not_text', () => sign({ sub: 7 })],
    ['user_id_too_long', () => sign({ sub: 'a'.repeat(129) })],
  ])('%s', async (reason, token) => {
    const server = await startServer({ authJwtIssuer: 'host', authJwtAudience: 'us' })
    const text = await token()
    expect((await server.rest(text)).status).toBe(401)
    expect(linesOf(server, 'auth.refused')).toMatchObject([{ reason, count: 1 }])
    expect(server.logLines.join('\n')).not.toContain(text)
  })
})

test('an equal fault is a line a second for each address, with its count', async () => {
  const server = await startServer()
  for (let count = 0; count < 5; count += 1) await server.rest('opaque')
  server.clock.advance(second)
  await server.rest('opaque')
  expect(linesOf(server, 'auth.refused').map(({ count }) => count)).toEqual([1, 5])
})

async function serveKeys(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`
}

describe('public keys', () => {
  const bound = { authJwtSecret: undefined, authJwtIssuer: 'host', authJwtAudience: 'us' }

  async function startKeys() {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
    const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }
    let answer: RequestListener = (_request, response) => response.end(JSON.stringify({ keys: [key] }))
    const authJwksUrl = await serveKeys((request, response) => answer(request, response))
    const token = (kid: string) =>
      new SignJWT({ sub: 'ana', exp: startOfTest.getTime() / 1000 + 3_600, iss: 'host', aud: 'us' })
        .setProtectedHeader({ alg: 'ES256', kid })
        .sign(privateKey)
    const server = await startServer({ ...bound, authJwksUrl })
    return { ...server, token, answerWith: (next: RequestListener) => void (answer = next) }
  }

  test.each<[string, RequestListener]>([
    ['are answered with a fault', (_request, response) => response.writeHead(500).end('{}')],
    ['are no JSON', (_request, response) => response.end('<html>')],
    ['are not there', (_request, response) => response.writeHead(404).end()],
    ['break off', (request) => request.socket.destroy()],
  ])('that %s have callers try again, and are asked for anew', async (_what, broken) => {
    const server = await startKeys()
    server.answerWith(broken)
    expect((await server.rest(await server.token('one'))).status).toBe(503)
    expect(linesOf(server, 'auth.failed')).toMatchObject([{ reason: 'keys_unreachable' }])
    expect(linesOf(server, 'auth.refused')).toEqual([])
  })

  test.each<[DoctorCheck['status'], RequestListener]>([
    ['ok', (_request, response) => response.end(JSON.stringify({ keys: [{ kty: 'EC' }] }))],
    ['fail', (_request, response) => response.end(JSON.stringify({ keys: [] }))],
    ['fail', (_request, response) => response.end(JSON.stringify({ keys: [{ kty: 'oct' }] }))],
    ['fail', (_request, response) => response.end('null')],
    ['fail', (_request, response) => response.writeHead(302, { location: '/login' }).end()],
    ['fail', (request) => request.socket.destroy()],
  ])('are tried by the doctor, who says: %s', async (status, answer) => {
    const { dashboard, answerWith } = await startKeys()
    answerWith(answer)
    const { checks } = await dashboard.examine({ locale: 'en' })
    expect(checks.find(({ id }) => id === 'login')).toMatchObject({ status })
  })

  test('sign in, and one that is not among them is named', async () => {
    const server = await startKeys()
    expect((await server.rest(await server.token('one'))).status).toBe(200)
    expect((await server.rest(await server.token('two'))).status).toBe(401)
    expect(linesOf(server, 'auth.refused')).toMatchObject([{ reason: 'key_unknown' }])
  })
})

test('a stream that cannot be opened for that reason says so too', async () => {
  const { url } = await startServer({ authenticate: () => Promise.reject(new Error('gone')) })
  const stream = await openStream(url, { token: await signIn('ana'), input: { syncRunId: 'none' } })
  expect(JSON.stringify(await stream.rest())).toContain('"action":"retry"')
})
