import { expect, onTestFinished, test } from 'vitest'
import type { AuthenticateRequest } from '../src/index.ts'
import { HostComparison } from './host-answers.ts'
import { hostApps, type HostApp, type RunningHost } from './host-apps.ts'
import { hostRequests } from './host-requests.ts'
import { expectLiveStreams } from './host-streams.ts'
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
  { timeout: 180_000 },
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

test('in every host a stream comes live, is resumed where it was, and gives its place back when the caller hangs up', async () => {
  const { start, as } = await startHosts()
  const ana = await bearer('ana')
  const { items } = await as('ana').instagram.notifications.list({})
  const ids = items.map(({ id }) => Number(id)).toSorted((one, other) => one - other)
  for (const [name, host] of Object.entries(hostApps)) await expectLiveStreams(name, await start(host), { ana, ids })
})

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
