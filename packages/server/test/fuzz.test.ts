import { expect, onTestFinished, test } from 'vitest'
import superjson from 'superjson'
import { runFuzz } from './fuzz-run.ts'
import { listen } from './listen.ts'
import { signIn } from './trpc-over-http.ts'
import { serveRouter, startBackend } from './start-backend.ts'

const seed = 20_261_124
// `npm run proof` sends a million.
const requests = 5_000
const unlimited = { syncCron: 'off', tokenRefreshCron: 'off', rateLimitPerMinute: 0 }

test(`${requests} hostile requests: no fault of ours, no hang, no secret`, async () => {
  const { dashboard, options, sandbox, connect, settled, as, logLines } = await startBackend({
    dashboard: { ...unlimited, logLevel: 'error' },
  })
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const url = await serveRouter(dashboard.router)
  const tokens = [await signIn('ana'), await signIn('bruno'), await signIn('carla', { role: 'admin' })]
  const report = await runFuzz(url, {
    seed,
    requests,
    tokens,
    secrets: [options.instagramAppSecret, options.instagramTokenEncryptionKey, ...sandbox.control.issuedTokens],
    // Caller, product and sandbox share one process: longer than any pause of a busy machine.
    hangMs: 10_000,
    delayMs: 500,
    now: () => performance.now(),
  })
  expect(report.faults).toEqual([])
  expect(report.requests).toBeGreaterThanOrEqual(requests)
  // It gets through to procedures, not only to the servers.
  expect(Number(report.statuses['200'])).toBeGreaterThan(150)
  expect(logLines.filter((line) => line.includes('call.failed'))).toEqual([])
  expect(({} as { polluted?: unknown; role?: unknown }).role).toBeUndefined()
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  expect((await as('carla', 'admin').admin.audit.verify()).isIntact).toBe(true)
}, 300_000)

test('a request for which the event loop stands still is found among the others', async () => {
  const now = () => performance.now()
  const { url, close } = await listen((request, response) => {
    const until =
      now() + (request.method === 'GET' && request.url.startsWith('/trpc/instagram.connect.status?') ? 100 : 0)
    while (now() < until);
    response.json({})
  })
  onTestFinished(close)
  const { faults } = await runFuzz(url, {
    seed,
    requests: 200,
    tokens: [await signIn('ana')],
    secrets: [],
    hangMs: 10_000,
    delayMs: 60,
    now,
  })
  const held = faults.filter((fault) => fault.startsWith('held everybody'))
  expect(held.length).toBeGreaterThan(0)
  expect(held.every((fault) => fault.includes('/trpc/instagram.connect.status'))).toBe(true)
})

async function quietBackend() {
  const backend = await startBackend({ dashboard: unlimited })
  const url = await serveRouter(backend.dashboard.router)
  const token = await signIn('ana')
  const events = async () => (await backend.as('carla', 'admin').admin.audit.list({ limit: 1 })).items[0]?.sequence ?? 0
  return { ...backend, url, token, events }
}

test.each([11, 1_080])('a batch of %i calls is refused, and none of them runs', async (calls) => {
  const { url, token, events } = await quietBackend()
  // Node takes no address beyond 16 KB, so the later ones have short names.
  const path = Array.from({ length: calls }, (_, index) => (index < 11 ? 'instagram.connect.start' : 'x')).join(',')
  const inputs = Object.fromEntries(Array.from({ length: calls }, (_, index) => [index, superjson.serialize({})]))
  const response = await fetch(`${url}/trpc/${path}?batch=1`, {
    method: 'POST',
    body: JSON.stringify(inputs),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  })
  expect(response.status).toBe(400)
  expect(await events()).toBe(0)
})

test.each(['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'text/plain'])(
  'a body of %s runs nothing: a browser would send it without asking first',
  async (type) => {
    const { url, token, events } = await quietBackend()
    for (const path of ['/trpc/instagram.connect.start', '/api/v1/social/instagram/sync/']) {
      const response = await fetch(url + path, {
        method: 'POST',
        body: '{"json":{}}',
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
      })
      expect([path, response.status]).toEqual([path, 415])
    }
    expect(await events()).toBe(0)
  },
)

test('one name given twice is refused, not guessed at', async () => {
  const { url, token } = await quietBackend()
  const path = '/api/v1/social/instagram/metrics/?start_date=2026-11-01&start_date=2026-11-02'
  const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
  expect([400, 409]).toContain(response.status)
  const { error } = (await response.json()) as { error: { code: string } }
  expect(['VALIDATION', 'NOT_CONNECTED']).toContain(error.code)
})
