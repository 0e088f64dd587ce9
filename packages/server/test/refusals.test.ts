import superjson from 'superjson'
import { expect, onTestFinished, test } from 'vitest'
import type { Authenticate } from '../src/index.ts'
import { serveRouter, startBackend } from './start-backend.ts'

const base = '/api/v1/social/instagram'
const json = { 'content-type': 'application/json' }
const post = (body: string, headers: Record<string, string> = json): RequestInit => ({ method: 'POST', body, headers })

/** What is refused whoever asks, each with how. */
const refused: Record<string, { path: string; init?: RequestInit; status: number }> = {
  'a procedure that is not there': { path: '/trpc/instagram.nothing', status: 404 },
  'a batch of them': { path: '/trpc/a,b,c?batch=1', status: 404 },
  'a change by GET': { path: '/trpc/instagram.sync.run', status: 405 },
  'a read by POST': { path: '/trpc/instagram.connect.status', init: post('{}'), status: 405 },
  'a form': { path: '/trpc/instagram.sync.run', init: post('a=1', { 'content-type': 'text/plain' }), status: 415 },
  'a body that is too long': { path: '/trpc/instagram.sync.run', init: post('x'.repeat(110_000)), status: 413 },
  'too many calls': { path: `/trpc/${Array(11).fill('instagram.connect.status').join(',')}?batch=1`, status: 400 },
  'a page of somebody else': {
    path: '/trpc/instagram.sync.run',
    init: post('{}', { ...json, origin: 'https://evil.example' }),
    status: 403,
  },
  'a REST path that is not there': { path: '/api/v1/nothing', status: 404 },
  'a form at a REST path': { path: `${base}/sync/`, init: post('a', { 'content-type': 'text/plain' }), status: 415 },
  'a long body at a REST path': { path: `${base}/sync/`, init: post('x'.repeat(110_000)), status: 413 },
}

async function startCounting(rateLimitPerMinute: number) {
  let asked = 0
  const authenticate: Authenticate = ({ headers }) => {
    asked += 1
    const userId = headers.get('x-user')
    return userId === null ? null : { userId }
  }
  const backend = await startBackend({ dashboard: { authenticate, rateLimitPerMinute } })
  const url = await serveRouter(backend.dashboard.router)
  const refusals = () => backend.logLines.filter((line) => line.includes('call.refused'))
  return { ...backend, url, asked: () => asked, refusals: () => refusals().map((line) => JSON.parse(line) as object) }
}

test.each(Object.entries(refused))(
  '%s costs the address as much as a call, and asks nobody who it is',
  async (...given) => {
    const [, { path, init, status }] = given
    const { url, asked } = await startCounting(16)
    const answers: Response[] = []
    for (let request = 0; request < 14; request += 1) answers.push(await fetch(url + path, init))

    const statuses = answers.map((answer) => answer.status)
    // Three quarters of what a person may; each name of a batch that is not there is one.
    const allowed = path.includes('a,b,c') ? 4 : 12
    expect(statuses).toEqual([...Array<number>(allowed).fill(status), ...Array<number>(14 - allowed).fill(429)])
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(asked()).toBe(0)
  },
)

test('a refused address is no hindrance to people who are signed in there', async () => {
  const { url } = await startCounting(16)
  for (let request = 0; request < 20; request += 1) await fetch(`${url}/trpc/instagram.nothing`)

  const signedIn = await fetch(`${url}/trpc/instagram.connect.status`, { headers: { 'x-user': 'ana' } })
  expect(signedIn.status).toBe(200)
})

test('a batch goes on without a name that a newer client knows', async () => {
  const { url } = await startCounting(100)
  const answer = await fetch(`${url}/trpc/instagram.connect.status,instagram.newer?batch=1`, {
    headers: { 'x-user': 'a' },
  })
  expect(answer.status).toBe(207)
  const parts = (await answer.json()) as { result?: unknown; error?: unknown }[]
  expect(parts.map((part) => Object.keys(part))).toEqual([['result'], ['error']])
})

test('the log has one line a second for each kind of refusal, with how many there were', async () => {
  const { url, clock, refusals } = await startCounting(0)
  const send = async (path: string, count: number) => {
    for (let request = 0; request < count; request += 1) await fetch(url + path)
  }
  await send('/trpc/instagram.nothing', 300)
  await send('/trpc/instagram.sync.run', 20)
  expect(refusals()).toMatchObject([
    { code: 'NOT_FOUND', count: 1 },
    { code: 'METHOD_NOT_SUPPORTED', count: 1 },
  ])

  clock.advance(1_000)
  await send('/trpc/instagram.nothing', 2)
  expect(refusals().slice(2)).toMatchObject([{ code: 'NOT_FOUND', count: 300 }])
})

test('a path in the log is no longer than a name of ours', async () => {
  const { url, refusals } = await startCounting(0)
  await fetch(`${url}/trpc/${'eyJ-'.repeat(2_000)}`)
  const [line] = refusals() as { path: string }[]
  expect(line?.path.length).toBeLessThanOrEqual(64)
})

test('nothing of an input is read before the login and the charge', async () => {
  const { url } = await startCounting(2)
  const path = '/trpc/instagram.metrics.list?input={'
  const ask = (headers: Record<string, string> = {}) => fetch(url + path, { headers })
  expect((await ask()).status).toBe(401)
  expect([(await ask({ 'x-user': 'ana' })).status, (await ask({ 'x-user': 'ana' })).status]).toEqual([400, 400])
  expect((await ask({ 'x-user': 'ana' })).status).toBe(429)
  expect((await fetch(`${url}${base}/callback/`, post('{'))).status).toBe(429)
})

test('bad JSON of somebody who may ask is bad input', async () => {
  const { url } = await startCounting(0)
  const headers = { ...json, 'x-user': 'ana' }
  const answers = [
    await fetch(`${url}/trpc/instagram.connect.attempt?input={`, { headers: { 'x-user': 'ana' } }),
    await fetch(`${url}/trpc/instagram.connect.start`, post('{', headers)),
    await fetch(`${url}${base}/callback/`, post('{', headers)),
  ]
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
  for (const answer of answers) expect(await answer.text()).toContain('"code":"VALIDATION"')
})

test('a value that names its own length is refused at every door before anything is made of it', async () => {
  const { url } = await startCounting(0)
  const bomb = JSON.stringify({
    json: { a: { length: 200_000_000 }, state: 'x', code: 'y' },
    meta: { values: { a: [['typed-array', 'Int8Array']] } },
  })
  const headers = { ...json, 'x-user': 'ana' }
  const input = encodeURIComponent(bomb)
  const answers = await Promise.all([
    fetch(`${url}/trpc/instagram.connect.attempt?input=${input}`, { headers: { 'x-user': 'ana' } }),
    fetch(`${url}/trpc/instagram.connect.attempt?batch=1&input=${encodeURIComponent(`{"0":${bomb}}`)}`, {
      headers: { 'x-user': 'ana' },
    }),
    fetch(`${url}/trpc/instagram.connect.complete`, post(bomb, headers)),
    fetch(`${url}/trpc/instagram.connect.status?input=${input}`),
  ])
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 401])

  const path = 'instagram.notifications.onNew'
  const stream = await fetch(`${url}/trpc/${path}?input=${input}`, { headers: { 'x-user': 'ana' } })
  expect(await stream.text()).toContain('"code":"VALIDATION"')
})

test('a code or a state in an address of ours is not read', async () => {
  const { url, authorize } = await startCounting(0)
  const { code, state } = await authorize('ana', 'loja.da.ana')
  const headers = { ...json, 'x-user': 'ana' }
  const refusal = await fetch(`${url}${base}/callback/?code=${code}&state=${state}`, post('{}', headers))
  expect(refusal.status).toBe(400)
  const body = JSON.stringify({ code, state })
  expect((await fetch(`${url}${base}/callback/`, post(body, headers))).status).toBe(200)
})

test('the id of a request is ours; the one that a caller gives stands beside it in the log', async () => {
  const { url, refusals } = await startCounting(0)
  const answer = await fetch(`${url}/api/v1/nothing`, { headers: { 'x-request-id': 'request-12345' } })
  const requestId = answer.headers.get('x-request-id')
  expect(requestId).toMatch(/^[\w-]{36}$/)
  expect(await answer.json()).toMatchObject({ error: { request_id: requestId } })
  expect(refusals()).toMatchObject([{ requestId, callerRequestId: 'request-12345' }])
})

test('no answer sets a policy for the domain that it is mounted in', async () => {
  const { url } = await startCounting(0)
  for (const path of ['/healthz', '/openapi.json', '/trpc/instagram.connect.status', `${base}/status/`]) {
    const { headers } = await fetch(url + path)
    expect([path, headers.get('strict-transport-security')]).toEqual([path, null])
    expect([path, headers.get('origin-agent-cluster')]).toEqual([path, null])
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
  }
})

test('a fourth stream of a person is told to wait before it begins, a stranger that nobody is signed in', async () => {
  const { url } = await startCounting(0)
  const lines = new AbortController()
  onTestFinished(() => lines.abort())
  const open = (headers: Record<string, string>) =>
    fetch(`${url}/trpc/instagram.notifications.onNew`, { headers, signal: lines.signal })
  const held = [await open({ 'x-user': 'ana' }), await open({ 'x-user': 'ana' }), await open({ 'x-user': 'ana' })]
  for (const { body } of held) await body?.getReader().read()

  const fourth = await open({ 'x-user': 'ana' })
  expect([fourth.status, Number(fourth.headers.get('retry-after'))]).toEqual([429, 5])
  expect(await fourth.text()).toContain('"code":"RATE_LIMITED"')
  expect((await open({ 'x-user': 'bruno' })).status).toBe(200)
})

/** Who sends a change, by what a browser says of it, and whether it runs. */
const senders: [string, Record<string, string>, boolean][] = [
  ['a program', {}, true],
  ['a page of the host', { origin: 'https://app.example', 'sec-fetch-site': 'same-origin' }, true],
  ['a page of the redirect URI', { origin: 'http://localhost:3999' }, true],
  ['an allowed page on another site', { origin: 'https://partner.example', 'sec-fetch-site': 'cross-site' }, true],
  ['an allowed page on a sibling', { origin: 'https://partner.example', 'sec-fetch-site': 'same-site' }, true],
  ['the person, from the address bar', { 'sec-fetch-site': 'none' }, true],
  ['a page elsewhere', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
  ['a page elsewhere that hides its origin', { 'sec-fetch-site': 'cross-site' }, false],
  ['a page of a sibling', { origin: 'https://blog.app.example', 'sec-fetch-site': 'same-site' }, false],
  ['an image of a sibling', { 'sec-fetch-site': 'same-site' }, false],
  ['a page elsewhere in a browser without fetch metadata', { origin: 'https://evil.example' }, false],
  ['a sandboxed frame', { origin: 'null' }, false],
  ['something that is no origin', { origin: 'localhost' }, false],
]

test.each(senders)('a change by %s', async (_who, sent, mayRun) => {
  const { dashboard } = await startBackend({
    dashboard: { authenticate: () => ({ userId: 'ana' }), allowedOrigins: ['https://partner.example'] },
  })
  const url = await serveRouter(dashboard.router)
  const headers = { ...sent, ...json }
  const changes = [
    await fetch(`${url}/trpc/instagram.connect.start`, post(JSON.stringify(superjson.serialize({})), headers)),
    await fetch(`${url}${base}/disconnect/`, { method: 'DELETE', headers }),
    // It begins an attempt, and a person may have only so many.
    await fetch(`${url}${base}/connect/`, { headers: sent }),
    await fetch(`${url}${base}/connect`, { headers: sent }),
    await fetch(`${url}${base}/Connect`, { headers: sent }),
  ]
  expect(changes.map(({ status }) => status)).toEqual(mayRun ? [200, 409, 200, 200, 200] : [403, 403, 403, 403, 403])
  expect((await fetch(`${url}${base}/status/`, { headers: sent })).status).toBe(200)
})

test('a page of the address that was asked is the host’s own', async () => {
  const { dashboard } = await startBackend({ dashboard: { authenticate: () => ({ userId: 'ana' }) } })
  const url = await serveRouter(dashboard.router)
  const send = (origin: string) => fetch(`${url}${base}/disconnect/`, { method: 'DELETE', headers: { origin } })
  expect((await send(url)).status).toBe(409)
  expect((await send('http://127.0.0.1:1')).status).toBe(403)
})
