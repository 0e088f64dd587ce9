import { expect, onTestFinished, test } from 'vitest'
import type { AuthenticateRequest } from '../src/index.ts'
import { readEvents } from './event-stream.ts'
import { HostComparison } from './host-answers.ts'
import { hostApps, type HostApp, type RunningHost } from './host-apps.ts'
import { hostRequests } from './host-requests.ts'
import { startBackend } from './start-backend.ts'
import { signIn } from './trpc-over-http.ts'

/** Ids of requests, the user of whom there is one for each host, and where a host is. */
const changing =
  /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|(bruno|dora)-\d+|http:\/\/127\.0\.0\.1(:\d+)?/g

const bearer = async (...who: Parameters<typeof signIn>) => ({ authorization: `Bearer ${await signIn(...who)}` })
/** Of each host their own: what one of them has begun counts for the other. */
const newcomers = async (index: number) => ({
  bruno: await bearer(`bruno-${index}`),
  dora: await bearer(`dora-${index}`),
})
const stranger = { authorization: 'Bearer nothing' }

async function startHosts(options: Parameters<typeof startBackend>[0] = {}) {
  const quiet = { syncCron: 'off', tokenRefreshCron: 'off', rateLimitPerMinute: 0 }
  const backend = await startBackend({ ...options, dashboard: { ...quiet, ...options.dashboard } })
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  await backend.as('ana').instagram.notifications.markAllRead()
  const start = async (host: HostApp): Promise<RunningHost> => {
    const running = await host.start(backend.dashboard)
    onTestFinished(() => void running.close())
    return running
  }
  return { ...backend, start }
}

test(
  'every host answers every request as every other does: its status, the headers that count, its bytes',
  { timeout: 60_000 },
  async () => {
    const { start, clock } = await startHosts({ dashboard: { allowedOrigins: ['https://partner.example'] } })
    const comparison = new HostComparison(changing)
    const [ana, carla] = await Promise.all([bearer('ana'), bearer('carla', { role: 'admin' })])
    for (const [index, [name, habits]] of Object.entries(hostApps).entries()) {
      const host = await start(habits)
      const requests = hostRequests({ ana, carla, stranger, ...(await newcomers(index)) }, clock.now())
      expect(await comparison.compare(name, { host, habits, requests })).toBeGreaterThanOrEqual(200)
    }
    expect(comparison.differences).toEqual([])
  },
)

/** What of a live stream of new notifications comes until so many messages have. */
async function readMessages(
  host: RunningHost,
  { token, after, count }: { token: string; after: string; count: number },
) {
  const line = new AbortController()
  const response = await host.ask('/trpc/instagram.notifications.onNew?input=%7B%22json%22%3A%7B%7D%7D', {
    signal: line.signal,
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream', 'last-event-id': after },
  })
  const messages: unknown[] = []
  // Leaving a loop over them would hang up.
  const events = readEvents(response)
  while (messages.length < count) {
    const { value } = await events.next()
    if (value === undefined) break
    if (value.event === 'message') messages.push({ id: value.id, data: value.data })
  }
  const kind = [response.status, response.headers.get('content-type'), response.headers.get('cache-control')]
  return { kind, messages, hangUp: () => line.abort() }
}

test('in every host a stream comes live, is resumed where it was, and gives its place back when the caller hangs up', async () => {
  const { start, as } = await startHosts()
  const token = await signIn('ana')
  const { items } = await as('ana').instagram.notifications.list({})
  const ids = items.map(({ id }) => Number(id)).toSorted((one, other) => one - other)
  const [oldest = 0, ...newer] = ids
  expect(newer.length).toBeGreaterThan(0)
  for (const [name, host] of Object.entries(hostApps)) {
    const running = await start(host)
    // A user has three places, and whoever has hung up before gives them back.
    const streams = await takeAllPlaces(running, { token, after: String(oldest), count: newer.length })
    for (const { kind, messages } of streams) {
      expect(kind, name).toEqual([200, 'text/event-stream', 'no-store, no-transform'])
      expect(messages, name).toMatchObject(newer.map((id) => ({ id: String(id), data: { id: String(id) } })))
    }
    expect((await readMessages(running, { token, after: '', count: 0 })).kind[0], name).toBe(429)
    for (const { hangUp } of streams) hangUp()
    for (const { hangUp } of await takeAllPlaces(running, { token, after: '', count: 0 })) hangUp()
  }
})

async function takeAllPlaces(host: RunningHost, wanted: Parameters<typeof readMessages>[1]) {
  const streams: Awaited<ReturnType<typeof readMessages>>[] = []
  while (streams.length < 3) {
    const stream = await readMessages(host, wanted)
    if (stream.kind[0] === 200) streams.push(stream)
    // How a hang-up comes to be known takes a few turns.
    else await new Promise((resolve) => setImmediate(resolve))
  }
  return streams
}

test('in every host `authenticate` sees the same of a request', async () => {
  const seen: AuthenticateRequest[] = []
  const authenticate = (request: AuthenticateRequest) => {
    seen.push(request)
    return { userId: request.headers.get('x-user') ?? '' }
  }
  const { start } = await startHosts({ dashboard: { authenticate } })
  for (const [name, host] of Object.entries(hostApps)) {
    const running = await start(host)
    const path = '/api/v1/social/instagram/metrics/?start_date=2026%2D11%2D01'
    const answer = await running.ask(path, { headers: { 'x-user': 'ana', cookie: 'a=1; b=2' } })
    expect([name, answer.status]).toEqual([name, 200])
    const request = seen.pop()
    expect(request, name).toBeDefined()
    if (request === undefined) continue
    const { method, url, headers, ip, native } = request
    // What a host has cut off by hand nobody knows.
    const mount = name === 'node:http that strips the path' ? '' : '/instagram'
    expect([method, new URL(url).pathname + new URL(url).search], name).toEqual(['GET', `${mount}${path}`])
    expect(headers.get('cookie'), name).toBe('a=1; b=2')
    // A function of the web has no socket: it knows an address when it is told one.
    expect([null, '127.0.0.1'], name).toContain(ip)
    expect(native === undefined || native === null, name).toBe(false)
  }
})

test('a closed dashboard answers 503 or refuses, and never fails', async () => {
  const { start, dashboard, clock } = await startHosts({ dashboard: { allowedOrigins: ['https://partner.example'] } })
  const ana = await bearer('ana')
  const requests = hostRequests({ ana, bruno: ana, carla: ana, dora: ana, stranger }, clock.now())
  const { 'node:http': node, 'a function of the web': web } = hostApps
  const hosts = await Promise.all([node, web].map((host) => start(host ?? expect.fail())))
  await dashboard.close()
  // What says that the process lives, what the database is not asked for, and what has a status for each of its parts.
  const unchanged = [
    /^the process lives|^the page of a return|^the head of/,
    /^what may be asked|^a preflight/,
    /^a batch in which|streams (its answers|a failure)$|^a stream of/,
  ]
  for (const host of hosts) {
    for (const [what, { path, init, status }] of Object.entries(requests)) {
      const answer = await host.ask(path, init)
      await answer.text()
      const isUnchanged = status >= 400 || unchanged.some((one) => one.test(what))
      expect.soft([503, ...(isUnchanged ? [status] : [])], what).toContain(answer.status)
    }
  }
})
