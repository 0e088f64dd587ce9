import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test } from 'vitest'
import { createInstagramDashboard, type HostEvent } from '../src/index.ts'
import { startBackend, type Backend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
/** A first sync that ends at its first calls, where any event will do. */
const few = { ...quiet, instagramCallsPerHour: 12 }
const hourMs = 3_600_000
const secret = `whsec_${Buffer.from('a secret of thirty-two bytes or so').toString('base64')}`

interface Received {
  id: string
  body: string
  headers: Record<string, string>
}

/** A host that answers as told and keeps what it got. */
async function startHost() {
  const received: Received[] = []
  let answer: { status: number; headers?: Record<string, string> } = { status: 200 }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      received.push({
        id: String(request.headers['webhook-id']),
        body,
        headers: request.headers as Record<string, string>,
      })
      response.writeHead(answer.status, answer.headers).end('nobody reads this')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return { url, received, answerWith: (next: typeof answer) => void (answer = next) }
}

const eventsIn = (received: readonly Received[]) => received.map(({ body }) => JSON.parse(body) as HostEvent)

async function connect(backend: Backend): Promise<void> {
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
}

test('the host is told of each event once, signed over the raw body', async () => {
  const { url, received } = await startHost()
  const backend = await startBackend({ dashboard: { ...quiet, hostWebhookUrl: url, hostWebhookSecret: secret } })
  await connect(backend)
  const counts = await backend.dashboard.deliverEvents()
  await backend.dashboard.deliverEvents()

  expect(counts).toEqual({ delivered: received.length, failed: 0, dead: 0 })
  expect(eventsIn(received).map(({ type }) => type)).toEqual(
    expect.arrayContaining(['connection.completed', 'achievement.unlocked', 'sync.completed']),
  )
  expect(eventsIn(received).find(({ type }) => type === 'connection.completed')).toMatchObject({
    id: expect.stringMatching(/^msg_/),
    timestamp: backend.clock.now().toISOString(),
    data: { userId: 'ana', username: 'loja.da.ana', isFirstConnection: true },
  })
  expect(new Set(received.map(({ id }) => id)).size).toBe(received.length)
  for (const { id, body, headers } of received) {
    const timestamp = Number(headers['webhook-timestamp'])
    expect(new Webhook(secret).sign(id, new Date(timestamp * 1000), body)).toBe(headers['webhook-signature'])
    expect(timestamp).toBe(Math.floor(backend.clock.now().getTime() / 1000))
    expect(body).not.toMatch(/IGAA|token"/)
  }
})

testOnce('while the secret changes, both the new and the old one sign', async () => {
  const { url, received } = await startHost()
  const both = `${secret},plain text as a second secret`
  const backend = await startBackend({ dashboard: { ...quiet, hostWebhookUrl: url, hostWebhookSecret: both } })
  await connect(backend)
  await backend.dashboard.deliverEvents()

  expect(received[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(2)
})

test('a host that fails is asked again for three days under the same id, then given up, listed and sent again', async () => {
  const { url, received, answerWith } = await startHost()
  const backend = await startBackend({ dashboard: { ...quiet, hostWebhookUrl: url, hostWebhookSecret: secret } })
  await backend.as('ana').instagram.connect.start({})
  answerWith({ status: 500 })
  await connect(backend)
  const total = { delivered: 0, failed: 0, dead: 0 }
  for (let hour = 0; hour < 110; hour += 1) {
    const counts = await backend.dashboard.deliverEvents()
    total.failed += counts.failed
    total.dead += counts.dead
    backend.clock.advance(hourMs)
  }
  const ids = new Set(received.map(({ id }) => id))
  const { deliveries } = backend.as('carla', 'admin').admin
  const dead = await deliveries.list({})

  expect(total).toEqual({ delivered: 0, failed: 9 * ids.size, dead: ids.size })
  expect(dead.items).toHaveLength(ids.size)
  expect(dead.items[0]).toMatchObject({ status: 'dead', attempts: 10, lastFailure: 'HTTP 500' })
  answerWith({ status: 204 })
  const [one] = dead.items
  expect(await deliveries.resend({ ids: [one?.id ?? '', 'msg_unknown'] })).toEqual({
    results: [
      { id: one?.id, outcome: 'resent' },
      { id: 'msg_unknown', outcome: 'not_dead' },
    ],
  })
  expect(await backend.dashboard.deliverEvents()).toEqual({ delivered: 1, failed: 0, dead: 0 })
  expect(received.at(-1)?.id).toBe(one?.id)
})

testOnce.each([
  [{ status: 410 }, 'dead'],
  [{ status: 302, headers: { location: 'http://127.0.0.1:1/elsewhere' } }, 'pending'],
  [{ status: 429, headers: { 'retry-after': '7200' } }, 'pending'],
] as const)('an answer of %j leaves the message %s', async (answer, status) => {
  const { url, received, answerWith } = await startHost()
  const backend = await startBackend({ dashboard: { ...few, hostWebhookUrl: url, hostWebhookSecret: secret } })
  answerWith({ ...answer })
  await connect(backend)
  await backend.dashboard.deliverEvents()
  backend.clock.advance(hourMs)
  const asked = received.length
  if (answer.status === 429) await backend.dashboard.deliverEvents()

  const { items } = await backend.as('carla', 'admin').admin.deliveries.list({ status })
  expect(items).toHaveLength(new Set(received.map(({ id }) => id)).size)
  expect(items[0]?.lastFailure).toBe(`HTTP ${answer.status}`)
  expect(received).toHaveLength(asked)
})

testOnce.each([
  'https://10.0.0.7/hook',
  'https://169.254.169.254/latest',
  'https://[fd00::1]/hook',
  'https://[::ffff:10.0.0.1]/',
  'https://0x0a000007/',
])('%s leads into a private network and is not called', async (hostWebhookUrl) => {
  const backend = await startBackend({ dashboard: { ...few, hostWebhookUrl, hostWebhookSecret: secret } })
  await connect(backend)
  await backend.dashboard.deliverEvents()

  const { items } = await backend.as('carla', 'admin').admin.deliveries.list({ status: 'pending' })
  expect(new Set(items.map(({ lastFailure }) => lastFailure))).toEqual(new Set(['private address']))
})

test('onEvent is told in process by itself, again when it fails, and what it throws harms nobody', async () => {
  const told: HostEvent[] = []
  let mustFail = true
  const backend = await startBackend({
    dashboard: {
      ...quiet,
      backgroundJobs: true,
      onEvent: (event) => {
        told.push(event)
        if (mustFail) throw new Error('the host has a bad day')
      },
    },
  })
  await connect(backend)
  await expect.poll(() => told.map(({ type }) => type), { interval: 20 }).toContain('sync.completed')
  const first = new Set(told.map(({ id }) => id))
  // Each try has ended.
  const { admin } = backend.as('carla', 'admin')
  await expect
    .poll(async () => (await admin.deliveries.list({ status: 'pending' })).items.filter(({ attempts }) => attempts > 0))
    .toHaveLength(first.size)
  mustFail = false
  told.length = 0
  backend.clock.advance(hourMs)
  await backend.dashboard.deliverEvents()
  await backend.dashboard.deliverEvents()

  // What the background does meanwhile, at a minute of the real clock, has events of its own.
  const again = told.map(({ id }) => id).filter((id) => first.has(id))
  expect(again.toSorted()).toEqual([...first].toSorted())
  expect(backend.logLines.some((line) => line.includes('on_event.failed'))).toBe(true)
})

test('events of a process without a way to the host are told by the next that has one', async () => {
  const told: HostEvent[] = []
  const onEvent = (event: HostEvent) => void told.push(event)
  const backend = await startBackend({ dashboard: { ...quiet, onEvent } })
  await backend.dashboard.close()
  const { onEvent: _none, ...silent } = backend.options
  const other = await createInstagramDashboard(silent)
  const { state } = await other.caller({ userId: 'ana' }).instagram.connect.start({})
  const code = backend.sandbox.control.approve('loja.da.ana', {
    state,
    redirectUri: String(silent.instagramRedirectUri),
  })
  await other.caller({ userId: 'ana' }).instagram.connect.complete({ code, state })
  await other.close()
  const again = await createInstagramDashboard(backend.options)
  await again.deliverEvents()
  await again.close()

  expect(told.map(({ type }) => type)).toContain('connection.completed')
})
