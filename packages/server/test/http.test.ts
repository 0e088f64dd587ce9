import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import express from 'express'
import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { answerUnknownPath } from '../src/http/unknown-path.ts'
import { redirectUri, serveRouter, startBackend, startOfTest } from './start-backend.ts'

const secret = 'a secret of the tests that is long enough'
const base = '/api/v1/social/instagram'

async function jwt(claims: { sub?: string; role?: string; exp?: number }, key = secret): Promise<string> {
  const { sub = 'ana', role, exp = startOfTest.getTime() / 1000 + 3_600 } = claims
  return new SignJWT(role === undefined ? {} : { role })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setExpirationTime(exp)
    .sign(new TextEncoder().encode(key))
}

function unsignedJwt(header: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part(header)}.${part({ sub: 'ana', exp: startOfTest.getTime() / 1000 + 3_600 })}.`
}

async function startServers() {
  const backend = await startBackend()
  const url = await serveRouter(backend.dashboard.router)
  const call = async (path: string, token: string | null, init: RequestInit = {}) => {
    const response = await fetch(url + path, {
      ...init,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: text === '' ? null : JSON.parse(text) }
  }
  return { ...backend, url, call }
}

test('the seed paths carry the whole main job, with or without the trailing slash', async () => {
  const { call, sandbox, settled } = await startServers()
  const token = await jwt({})
  const start = await call(`${base}/connect/`, token)
  expect(Object.keys(start.body)).toEqual(['authorization_url', 'state', 'expires_at'])
  const code = sandbox.control.approve('loja.da.ana', { state: start.body.state, redirectUri })
  const callback = await call(`${base}/callback`, token, {
    method: 'POST',
    body: JSON.stringify({ code, state: start.body.state }),
  })
  expect(callback).toMatchObject({ status: 200, body: { success: true, is_first_connection: true } })
  expect(callback.body).toMatchObject({ reward: { achievement: 'first_connection', credits: 50 } })
  expect(callback.body.account.token).toMatchObject({ days_until_expiration: 59, is_expiring_soon: false })
  await settled('ana')

  const status = await call(`${base}/status`, token)
  expect(status.body).toMatchObject({ connected: true, account: { username: 'loja.da.ana' } })
  const metrics = await call(`${base}/metrics/?start_date=2026-11-01&end_date=2026-11-10`, token)
  expect(metrics.body.items).toHaveLength(10)
  expect(metrics.body.items[0]).toMatchObject({ date: '2026-11-01', is_final: true })
  expect(metrics.body.items[0].impressions).toBe(sandbox.control.truth('loja.da.ana', '2026-11-01')['views'])
  const cooldown = await call(`${base}/sync/`, token, { method: 'POST', body: '{}' })
  expect(cooldown.status).toBe(429)
  expect(Number(cooldown.headers.get('retry-after'))).toBe(900)
  expect(cooldown.body.error).toMatchObject({ code: 'SYNC_COOLDOWN', action: 'wait', retry_after_seconds: 900 })
  const { body: told } = await call(`${base}/notifications/?limit=100`, token)
  expect(told).toMatchObject({ unread_count: told.items.length, next_cursor: null })
  expect(told.items.at(-1)).toMatchObject({ kind: 'first_connection', title: 'Instagram conectado', read_at: null })
  expect((await call(`${base}/disconnect/`, token, { method: 'DELETE' })).body).toEqual({ success: true })
})

test('health is for admins', async () => {
  const { call } = await startServers()

  expect((await call(`${base}/health/`, await jwt({}))).status).toBe(403)
  expect((await call(`${base}/health/`, await jwt({ role: 'admin' }))).body).toMatchObject({
    status: 'healthy',
    active_accounts: 0,
    instagram_api_status: 'unknown',
  })
})

test('a token that does not verify signs nobody in', async () => {
  const { call } = await startServers()
  const hourAgo = startOfTest.getTime() / 1000 - 3_600
  const forged = unsignedJwt({ alg: 'HS512' })
  const tokens = {
    'no token': null,
    'alg none': unsignedJwt({ alg: 'none' }),
    'wrong key': await jwt({}, 'another secret that is long enough to use'),
    expired: await jwt({ exp: hourAgo }),
    'another algorithm with the right key':
      forged + createHmac('sha512', secret).update(forged.slice(0, -1)).digest('base64url'),
    'no subject': await jwt({ sub: '' }),
    garbage: '%%%',
    'far too long': `a.${'b'.repeat(9_000)}.c`,
  }
  for (const [name, token] of Object.entries(tokens)) {
    const { status, headers, body } = await call(`${base}/status/`, token)
    expect([name, status, body.error.code, body.error.action]).toEqual([name, 401, 'AUTH_REQUIRED', 'sign_in'])
    expect(headers.get('www-authenticate')).toBe('Bearer')
  }
})

test('every error says what happened in the language of the reader', async () => {
  const { call } = await startServers()
  const message = async (language?: string) =>
    (await call(`${base}/status/`, null, { headers: language === undefined ? {} : { 'accept-language': language } }))
      .body.error.message

  expect(await message()).toBe('Sua sessão terminou. Entre de novo para continuar.')
  expect(await message('en-GB,en;q=0.9')).toBe('Your session has ended. Sign in again to go on.')
  expect(await message('fr')).toBe('Sua sessão terminou. Entre de novo para continuar.')
})

test('bad input is refused field by field', async () => {
  const { call } = await startServers()
  const { status, body } = await call(`${base}/callback/`, await jwt({}), { method: 'POST', body: '{"code":7}' })

  expect(status).toBe(400)
  expect(body.error).toMatchObject({ code: 'VALIDATION', action: 'fix_input' })
  expect(body.error.issues.map(({ path }: { path: string[] }) => path)).toEqual([['code'], ['state']])
  expect((await call(`${base}/metrics/?start_date=2026-02-30`, await jwt({}))).body.error.code).toBe('NOT_CONNECTED')
  expect((await call(`${base}/callback/`, await jwt({}), { method: 'POST', body: '{' })).status).toBe(400)
  expect(
    (await call(`${base}/callback/`, await jwt({}), { method: 'POST', body: JSON.stringify('x'.repeat(110_000)) }))
      .status,
  ).toBe(413)
})

test('a field that is wrong is named as the caller has written it', async () => {
  const { call, connect } = await startServers()
  await connect('ana', 'loja.da.ana')
  const pathsOf = async (query: string) =>
    (await call(`${base}/metrics/?${query}`, await jwt({}))).body.error.issues.map(
      ({ path }: { path: string[] }) => path,
    )

  expect(await pathsOf('start_date=2026-11-10&end_date=2026-11-01')).toEqual([['start_date']])
  expect(await pathsOf('end_date=2026-13-01')).toContainEqual(['end_date'])
  const input = encodeURIComponent('{"json":{"startdate":"2026-11-10"}}')
  const unknown = await call(`/trpc/instagram.metrics.list?input=${input}`, await jwt({}))
  expect(unknown.body.error.json.data.app.issues).toMatchObject([{ path: ['startdate'] }])
})

test('what is refused before a procedure is known has the form of any other error of a procedure', async () => {
  const { call } = await startServers()
  const headers = { 'accept-language': 'en' }
  const paths = Array(11).fill('instagram.connect.status').join(',')
  const answers = [
    await call(`/trpc/${paths}?batch=1&input=%7B%7D`, await jwt({}), { headers }),
    await call(`/trpc/${paths.replaceAll(',', '%2C')}?batch=1&input=%7B%7D`, await jwt({}), { headers }),
    await call('/trpc/instagram.sync.run', await jwt({}), {
      method: 'POST',
      body: '{}',
      headers: { ...headers, 'content-type': 'text/plain' },
    }),
  ]

  expect(answers.map(({ status, body }) => [status, body.error.json.message])).toEqual([
    [400, 'Something you entered is not right. Check the marked fields and try again.'],
    [400, 'Something you entered is not right. Check the marked fields and try again.'],
    [415, 'This request has to be sent as JSON (Content-Type: application/json).'],
  ])
  for (const { status, headers: sent, body } of answers) {
    expect(sent.get('content-type')).toMatch(/^application\/json/)
    expect(body.error.json).toMatchObject({
      data: {
        httpStatus: status,
        app: { code: 'VALIDATION', action: 'fix_input', requestId: sent.get('x-request-id') },
      },
    })
  }
})

test('a batch of ten calls is answered, of eleven refused before any runs', async () => {
  const { call } = await startServers()
  const batch = async (count: number) =>
    call(`/trpc/${Array(count).fill('instagram.connect.status').join(',')}?batch=1&input=%7B%7D`, await jwt({}))

  expect((await batch(10)).status).toBe(200)
  expect((await batch(11)).status).toBe(400)
})

test('what a browser sends without asking first is refused', async () => {
  const { call } = await startServers()
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const init = { method: 'POST', body: 'x=1', headers: { 'content-type': type } }
    expect((await call('/trpc/instagram.sync.run', await jwt({}), init)).status).toBe(415)
    expect((await call(`${base}/sync/`, await jwt({}), init)).status).toBe(415)
  }
})

test('a change from a page of somebody else runs nothing, with a body or without', async () => {
  const backend = await startBackend({ dashboard: { allowedOrigins: ['https://app.example'] } })
  const url = await serveRouter(backend.dashboard.router)
  const authorization = `Bearer ${await jwt({})}`
  const send = (path: string, headers: Record<string, string>, body?: Blob) =>
    fetch(url + path, { method: 'POST', headers: { authorization, ...headers }, ...(body ? { body } : {}) })
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const known = { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' }
  const json = { 'content-type': 'application/json' }

  for (const path of [`${base}/sync/`, '/trpc/instagram.sync.run']) {
    expect([path, (await send(path, foreign)).status]).toEqual([path, 403])
    // A blob has no type, and so needs no preflight.
    expect([path, (await send(path, {}, new Blob(['{}']))).status]).toEqual([path, 415])
    expect([path, (await send(path, { 'content-type': 'application/json-seq' })).status]).toEqual([path, 415])
    // Nobody is connected: the call itself ran.
    expect([path, (await send(path, { ...known, ...json })).status]).toEqual([path, 409])
  }
  expect((await send(`${base}/sync/`, {})).status).toBe(409)
})

test('an unknown path is a clear 404, and every answer carries its request id', async () => {
  const { call } = await startServers()
  const unknown = await call('/api/v1/nothing', await jwt({}))
  const requestId = unknown.headers.get('x-request-id')

  expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND', request_id: requestId } } })
  expect((await call('/healthz', null)).headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  expect((await call('/readyz', null)).body).toEqual({ status: 'ready' })
})

test('a server that serves nothing else answers every unknown path in the form of any other error', async () => {
  const backend = await startBackend()
  const alone = express.Router().use(backend.dashboard.router, answerUnknownPath('pt-BR'))
  const url = await serveRouter(alone)
  for (const path of ['/', '/nothing', '/webhooks/instagram/deauthorize', '/favicon.ico']) {
    const response = await fetch(url + path, { headers: { 'accept-language': 'en' } })
    const { error } = (await response.json()) as { error: Record<string, unknown> }
    expect([path, response.status]).toEqual([path, 404])
    expect(error).toEqual({
      code: 'NOT_FOUND',
      message: 'We could not find what you are looking for. Go back and try again.',
      action: 'none',
      request_id: response.headers.get('x-request-id'),
    })
  }
})

test("a page of an allowed origin may send what tRPC's own links send, other pages nothing", async () => {
  const backend = await startBackend({ dashboard: { allowedOrigins: ['https://app.example'] } })
  const url = await serveRouter(backend.dashboard.router)
  const ask = (origin: string) =>
    fetch(`${url}/trpc/instagram.sync.run`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,last-event-id,trpc-accept',
      },
    })
  const allowed = await ask('https://app.example')
  const names = allowed.headers.get('access-control-allow-headers')?.split(', ')

  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, 'https://app.example'])
  expect(names).toEqual(expect.arrayContaining(['authorization', 'content-type', 'last-event-id', 'trpc-accept']))
  for (const origin of ['https://app.example.evil.example', 'http://app.example', 'null']) {
    expect((await ask(origin)).headers.get('access-control-allow-origin')).toBeNull()
  }
})

test('no token, code, state or secret is in the log, in an answer or in any file of the data folder', async () => {
  const { call, sandbox, folder, logLines, options, dashboard, settled } = await startServers()
  const token = await jwt({})
  const start = await call(`${base}/connect/`, token)
  const code = sandbox.control.approve('loja.da.ana', { state: start.body.state, redirectUri })
  const body = JSON.stringify({ code, state: start.body.state })
  const answers = [
    await call(`${base}/callback/`, token, { method: 'POST', body }),
    await call(`${base}/status/`, token),
    await call(`${base}/callback/`, token, {
      method: 'POST',
      body: JSON.stringify({ code: `${code}x`, state: start.body.state }),
    }),
  ]
  await settled('ana')
  sandbox.control.fault({ kind: 'graph_error', code: 190, times: Infinity, message: 'Error with token' })
  answers.push(await call(`${base}/disconnect/`, token, { method: 'DELETE' }))
  await dashboard.close()
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'))
  const places = [...files, ...logLines, ...answers.map(({ text }) => text)]
  const secrets = [
    ...sandbox.control.issuedTokens,
    code,
    String(start.body.state),
    token,
    options.instagramAppSecret,
    options.instagramTokenEncryptionKey,
    secret,
  ]

  expect(secrets.length).toBeGreaterThan(7)
  for (const value of secrets) {
    const spellings = [
      value,
      Buffer.from(value).toString('base64'),
      Buffer.from(value).toString('hex'),
      encodeURIComponent(value),
    ]
    for (const spelling of spellings) expect(places.some((place) => place.includes(spelling))).toBe(false)
  }
})
