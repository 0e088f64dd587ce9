import { expect, test } from 'vitest'
import superjson from 'superjson'
import { isReadable } from '../src/procedures/storable-value.ts'
import { callProcedure, signIn } from './trpc-over-http.ts'
import { serveRouter, startBackend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

async function limited(rateLimitPerMinute: number) {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: { ...quiet, rateLimitPerMinute } })
  return { ...backend, url: await serveRouter(backend.dashboard.router), ana: await signIn('ana') }
}
const status = (token: string | null, headers?: Record<string, string>) =>
  ({
    path: 'instagram.connect.status',
    type: 'query',
    input: undefined,
    token,
    ...(headers ? { headers } : {}),
  }) as const

test('a person has so many points a minute, and is told in their language when to come back', async () => {
  const { url, ana } = await limited(5)
  for (let call = 0; call < 5; call += 1) expect((await callProcedure(url, status(ana))).code).toBe('ok')
  const refused = await fetch(`${url}/api/v1/social/instagram/status/`, { headers: { authorization: `Bearer ${ana}` } })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({
    error: { code: 'RATE_LIMITED', action: 'wait', message: expect.stringMatching(/^Muitos pedidos em pouco tempo/) },
  })
  const english = await callProcedure(url, status(ana, { 'accept-language': 'en' }))
  expect(english).toMatchObject({ status: 429, code: 'RATE_LIMITED' })
  expect(english.message).toMatch(/^Too many requests/)
})

test("one person's limit is nobody else's, and the host's own code has none", async () => {
  const { url, ana, as } = await limited(2)
  for (let call = 0; call < 4; call += 1) await callProcedure(url, status(ana))
  expect((await callProcedure(url, status(ana))).code).toBe('RATE_LIMITED')
  expect((await callProcedure(url, status(await signIn('bruno')))).code).toBe('ok')
  for (let call = 0; call < 10; call += 1) await as('ana').instagram.connect.status()
})

test('each call of a batch is charged, a mutation double', async () => {
  const { url, ana } = await limited(10)
  const batch = async () => {
    const path = Array.from({ length: 4 }, () => 'instagram.connect.start').join(',')
    const inputs = Object.fromEntries([0, 1, 2, 3].map((index) => [index, superjson.serialize({})]))
    const response = await fetch(`${url}/trpc/${path}?batch=1`, {
      method: 'POST',
      body: JSON.stringify(inputs),
      headers: { authorization: `Bearer ${ana}`, 'content-type': 'application/json' },
    })
    return ((await response.json()) as { result?: unknown }[]).map(({ result }) => (result ? 'ok' : 'refused'))
  }
  expect(await batch()).toEqual(['ok', 'ok', 'ok', 'ok'])
  expect((await batch()).toSorted()).toEqual(['ok', 'refused', 'refused', 'refused'])
})

test('strangers share the limit of their address, whatever they say it is', async () => {
  const { url } = await limited(134)
  const codes: string[] = []
  for (let call = 0; call < 1_000; call += 1) {
    const headers = { 'x-forwarded-for': `10.${call % 250}.${call % 200}.1` }
    codes.push((await callProcedure(url, status(null, headers))).code)
  }
  expect(codes.filter((code) => code === 'AUTH_REQUIRED')).toHaveLength(100)
  expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(900)
})

test('0 sets no limit', async () => {
  const { url } = await limited(0)
  for (let call = 0; call < 400; call += 1) {
    expect((await callProcedure(url, status(null))).code).toBe('AUTH_REQUIRED')
  }
})

const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) })

test('sixteen levels are read, seventeen are not, and no depth exhausts the stack', () => {
  expect([nested(16), nested(17)].map(isReadable)).toEqual([true, false])
  expect(isReadable(JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)))).toBe(false)
})

test('a text that not every database can keep is refused at every door, as input that is wrong', async () => {
  const { url, ana } = await limited(0)
  for (const text of ['a\0b', 'half a pair \ud83d']) {
    const input = { subject: text, message: 'hello', includeContext: false }
    const refused = await callProcedure(url, { path: 'instagram.support.create', type: 'mutation', input, token: ana })
    expect(refused).toMatchObject({ status: 400, code: 'VALIDATION' })
  }
  const authorization = `Bearer ${ana}`
  const rest = await fetch(`${url}/api/v1/social/instagram/notifications/?cursor=%00`, { headers: { authorization } })
  expect(rest.status).toBe(400)
  expect((await callProcedure(url, status(await signIn('ana\0')))).code).toBe('AUTH_REQUIRED')
})

test('each limit of an input holds at its edge', async () => {
  const { url, ana } = await limited(0)
  const admin = await signIn('carla', { role: 'admin' })
  const text = (length: number) => 'x'.repeat(length)
  const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index))
  const edges: [string, 'query' | 'mutation', unknown, unknown][] = [
    ['instagram.sync.history', 'query', { limit: 100 }, { limit: 101 }],
    ['instagram.sync.history', 'query', { limit: 1 }, { limit: 0 }],
    [
      'instagram.metrics.list',
      'query',
      { startDate: '2010-01-01', endDate: '2028-11-15' },
      { startDate: '2010-01-01', endDate: '2028-11-16' },
    ],
    [
      'instagram.support.create',
      'mutation',
      { subject: text(120), message: text(5_000) },
      { subject: text(121), message: 'x' },
    ],
    ['instagram.support.create', 'mutation', { subject: 'x', message: 'y' }, { subject: 'x', message: text(5_001) }],
    ['instagram.notifications.markRead', 'mutation', { ids: ids(100) }, { ids: ids(101) }],
  ]
  for (const [path, type, good, bad] of edges) {
    expect([path, (await callProcedure(url, { path, type, input: good, token: ana })).code]).toEqual([path, 'ok'])
    expect([path, (await callProcedure(url, { path, type, input: bad, token: ana })).code]).toEqual([
      path,
      'VALIDATION',
    ])
  }
  const bulk = (accountIds: string[]) =>
    callProcedure(url, { path: 'admin.accounts.deactivate', type: 'mutation', input: { accountIds }, token: admin })
  expect((await bulk(ids(50))).code).toBe('ok')
  expect((await bulk(ids(51))).code).toBe('VALIDATION')

  const post = (length: number) =>
    fetch(`${url}/api/v1/social/instagram/sync/`, {
      method: 'POST',
      body: JSON.stringify({ pad: 'x'.repeat(length - 10) }),
      headers: { authorization: `Bearer ${ana}`, 'content-type': 'application/json' },
    })
  expect((await post(100 * 1024)).status).toBe(400)
  expect((await post(100 * 1024 + 1)).status).toBe(413)
})
