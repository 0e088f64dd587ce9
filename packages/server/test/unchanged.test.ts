import { beforeEach, expect, test } from 'vitest'
import { serveRouter, startBackend, type Backend } from './start-backend.ts'
import { signIn } from './trpc-over-http.ts'

const batch = (paths: string[], inputs: Record<number, unknown>) =>
  `/trpc/${paths.join(',')}?batch=1&input=${encodeURIComponent(
    JSON.stringify(Object.fromEntries(Object.entries(inputs).map(([index, json]) => [index, { json }]))),
  )}`
const timeline = batch(['instagram.metrics.timeline'], { 0: { metrics: ['reach'] } })
const numbers = batch(['instagram.metrics.summary', 'instagram.metrics.growth'], {})
const rest = '/api/v1/social/instagram/metrics/'

let backend: Backend
let url: string
let token: string
beforeEach(async () => {
  backend = await startBackend({ connected: { ana: 'loja.da.ana' } })
  url = await serveRouter(backend.dashboard.router)
  token = await signIn('ana')
})

const ask = (path: string, tag?: string | null, as = token) =>
  fetch(`${url}${path}`, {
    headers: { authorization: `Bearer ${as}`, ...(tag === undefined || tag === null ? {} : { 'if-none-match': tag }) },
  })

test.each([timeline, numbers, rest, rest.slice(0, -1)])('%s is not sent to whoever has it', async (path) => {
  const first = await ask(path)
  const tag = first.headers.get('etag')
  expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'private, no-cache'])
  for (const known of [tag, `W/${tag}`, `"another", ${tag}`]) {
    const second = await ask(path, known)
    expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', tag])
  }
  expect((await ask(path, '"another"')).status).toBe(200)
})

test.each([timeline, rest])('%s is sent again after a sync, and on the next day', async (path) => {
  const tags = [(await ask(path)).headers.get('etag')]
  backend.clock.advance(20 * 60_000)
  await backend.as('ana').instagram.sync.run({})
  const synced = await ask(path, tags[0])
  tags.push(synced.headers.get('etag'))
  backend.clock.advance(24 * 60 * 60_000)
  const nextDay = await ask(path, tags[1])
  tags.push(nextDay.headers.get('etag'))
  expect([synced.status, nextDay.status]).toEqual([200, 200])
  expect(new Set(tags).size).toBe(3)
})

test('nobody is answered by what somebody else has', async () => {
  await backend.connect('bia', 'cafe.pequeno')
  await backend.settled('bia')
  const { headers } = await ask(timeline)
  expect((await ask(timeline, headers.get('etag'), await signIn('bia'))).status).toBe(200)
  expect((await ask(timeline, headers.get('etag'), 'nobody')).status).toBe(401)
})

test('what changes by itself has no tag', async () => {
  const mixed = batch(['instagram.connect.status', 'instagram.metrics.growth'], {})
  for (const path of [mixed, batch(['instagram.notifications.list'], {})]) {
    const { headers } = await ask(path)
    expect([headers.get('etag'), headers.get('cache-control')]).toEqual([null, 'no-store'])
  }
})

test('an answer that is not sent is charged like one that is', async () => {
  const limited = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: { rateLimitPerMinute: 3 } })
  url = await serveRouter(limited.dashboard.router)
  const tag = (await ask(timeline)).headers.get('etag')
  const statuses = [await ask(timeline, tag), await ask(timeline, tag), await ask(timeline, tag)].map(
    ({ status }) => status,
  )
  expect(statuses).toEqual([304, 304, 429])
})
