import { tracked } from '@trpc/server'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startRunElsewhere } from '../../server/test/run-elsewhere.ts'
import { createInstagramClient, type SyncRunProgress } from '../src/index.ts'
import { startLine } from './line.ts'
import { refusal, startScriptedServer } from './scripted-server.ts'

// On a busy machine.
const upToTenSeconds = { timeout: 10_000 }

/** The real server behind a line that can be cut; another process carries the run out. */
async function startBehindLine() {
  const elsewhere = await startRunElsewhere()
  const line = await startLine(elsewhere.url)
  let requests = 0
  const client = createInstagramClient({
    url: `${line.url}/trpc`,
    token: 'ana',
    fetch: (input, init) => {
      requests += 1
      return fetch(input, init)
    },
  })
  return {
    ...elsewhere,
    client,
    line,
    /** Waits until the stream is open again and has told what it has to tell. */
    async reopened() {
      const before = requests
      await vi.waitUntil(() => requests > before, upToTenSeconds)
      await elsewhere.looked()
    },
  }
}

const queued: SyncRunProgress = { phase: 'queued', done: 0, total: 0, status: 'queued' }
const running = (done: number): SyncRunProgress => ({ phase: 'days', done, total: 9, status: 'running' })
const succeeded: SyncRunProgress = { phase: 'finished', done: 9, total: 9, status: 'succeeded' }

function read(stream: AsyncIterable<SyncRunProgress>) {
  const iterator = stream[Symbol.asyncIterator]()
  return async () => (await iterator.next()).value as SyncRunProgress | undefined
}

async function readAll(stream: AsyncIterable<SyncRunProgress>): Promise<SyncRunProgress[]> {
  const told: SyncRunProgress[] = []
  for await (const progress of stream) told.push(progress)
  return told
}

test('a line that drops, even in the middle of a message, costs nothing and repeats nothing', async () => {
  const { client, finish, line, reopened, step, syncRunId } = await startBehindLine()
  const next = read(client.sync.progress({ syncRunId }))

  expect(await next()).toEqual(queued)
  await step(2)
  expect(await next()).toEqual(running(2))
  const afterTheCut = next()
  line.cut()
  await reopened()
  await step(3)
  expect(await afterTheCut).toEqual(running(3))
  line.cutIntoNext()
  await step(4)
  expect(await next()).toEqual(running(4))
  line.cut()
  await finish()
  expect(await next()).toEqual(succeeded)
  expect(await next()).toBeUndefined()
})

test('leaving the loop hangs up: the place at the server is free again', async () => {
  const { client, stopClock, syncRunId } = await startBehindLine()
  const visit = async () => {
    for await (const { status } of client.sync.progress({ syncRunId })) if (status === 'queued') return status
    return null
  }
  stopClock()

  for (const place of ['first', 'second', 'third']) expect(await visit(), place).toBe('queued')
  expect(await vi.waitFor(visit, upToTenSeconds)).toBe('queued')
})

test('an abort hangs up and rejects with its reason, before the start too', async () => {
  const { client, stopClock, syncRunId } = await startBehindLine()
  const controller = new AbortController()
  const { signal } = controller
  const open = [1, 2, 3].map(() => read(client.sync.progress({ syncRunId }, { signal })))
  await Promise.all(open.map((next) => next()))
  stopClock()

  const waiting = open.map((next) => next())
  controller.abort()
  const outcomes = await Promise.allSettled(waiting)

  expect(outcomes).toMatchObject(open.map(() => ({ status: 'rejected', reason: { name: 'AbortError' } })))
  await expect(readAll(client.sync.progress({ syncRunId }, { signal }))).rejects.toMatchObject({ name: 'AbortError' })
  expect(await vi.waitFor(() => read(client.sync.progress({ syncRunId }))(), upToTenSeconds)).toEqual(queued)
})

test('a fourth stream is refused; a sync with progress does without one then', async () => {
  const { client, clock, syncRunId } = await startBehindLine()
  // After a sync no other one is begun for a quarter of an hour.
  clock.advance(15 * 60_000)
  const controller = new AbortController()
  onTestFinished(() => controller.abort())
  for (let place = 0; place < 3; place += 1) {
    await read(client.sync.progress({ syncRunId }, { signal: controller.signal }))()
  }

  await expect(readAll(client.sync.progress({ syncRunId }))).rejects.toMatchObject({
    name: 'InstagramError',
    code: 'RATE_LIMITED',
    action: 'wait',
    retryAfterSeconds: 5,
  })
  const told: SyncRunProgress[] = []
  const run = await client.sync.run({ onProgress: (progress) => told.push(progress) })
  expect(run.status).toBe('succeeded')
  expect(told.at(-1)).toMatchObject({ status: 'succeeded', phase: 'finished' })
})

test("another user's run is not found", async () => {
  const { url, syncRunId } = await startBehindLine()
  const client = createInstagramClient({ url: `${url}/trpc`, token: 'bruno', locale: 'en' })

  await expect(readAll(client.sync.progress({ syncRunId }))).rejects.toMatchObject({
    code: 'NOT_FOUND',
    action: 'none',
    requestId: expect.stringMatching(/^[\w.-]{8,64}$/),
  })
})

/** A server whose stream ends after each of these events, although the run has not. */
async function startRestartingServer(answers: ((accepted: string) => unknown)[] = []) {
  const left = [...answers]
  return await startScriptedServer({
    subscriptions: {
      'instagram.sync.progress': async function* ({ headers }) {
        const [id, item] = [`event-${left.length}`, left.shift()?.(String(headers.authorization))]
        if (item !== undefined) yield tracked(id, item)
      },
    },
  })
}

test('a server that ends the stream too early is asked again, each time with a new token and never in the address', async () => {
  const { url, calls } = await startRestartingServer([() => running(1), () => undefined, () => succeeded])
  let tokens = 0
  const addresses: string[] = []
  const client = createInstagramClient({
    url: `${url}/?region=br`,
    token: () => `token-${(tokens += 1)}`,
    headers: { 'x-host': 'shop' },
    fetch: (input, init) => {
      addresses.push(String(input))
      return fetch(input, init)
    },
  })

  expect(await readAll(client.sync.progress({ syncRunId: 'run-1' }))).toEqual([running(1), succeeded])
  expect(calls.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-1',
    'Bearer token-2',
    'Bearer token-3',
  ])
  expect(calls.map(({ input }) => input)).toEqual([
    { syncRunId: 'run-1' },
    { syncRunId: 'run-1', lastEventId: 'event-3' },
    { syncRunId: 'run-1', lastEventId: 'event-3' },
  ])
  expect(calls[0]?.headers).toMatchObject({ 'x-host': 'shop', 'accept-language': 'pt-BR' })
  for (const address of addresses) {
    expect(address).toMatch(/\/trpc\/instagram\.sync\.progress\?region=br&input=/)
    expect(address).not.toContain('token-')
  }
})

test('a token that has run out is asked for once more, no more often', async () => {
  const refuse = () => {
    throw refusal('Sua sessão terminou.', { code: 'AUTH_REQUIRED', action: 'sign_in', requestId: 'request-1' })
  }
  const renewed = await startRestartingServer([refuse, () => succeeded])
  const refused = await startRestartingServer([refuse, refuse, refuse])
  const progress = (url: string) =>
    createInstagramClient({ url, token: () => 'token' }).sync.progress({ syncRunId: '1' })

  expect(await readAll(progress(renewed.url))).toEqual([succeeded])
  await expect(readAll(progress(refused.url))).rejects.toMatchObject({ code: 'AUTH_REQUIRED', action: 'sign_in' })
  expect(refused.calls).toHaveLength(2)
})

test('what answers in between the client and the server is not taken for the server', async () => {
  const server = await startRestartingServer([() => succeeded])
  const client = createInstagramClient({ url: server.url })
  server.answerNextRequest(502, '<h1>Bad Gateway</h1>')

  expect(await readAll(client.sync.progress({ syncRunId: 'run-1' }))).toEqual([succeeded])
})

test('a server that is not there is a failure that may pass', async () => {
  const client = createInstagramClient({ url: 'http://127.0.0.1:9/trpc', locale: 'en' })

  await expect(readAll(client.sync.progress({ syncRunId: 'run-1' }))).rejects.toMatchObject({
    code: 'INTERNAL',
    action: 'retry',
    message: 'We could not reach the server. Check your internet connection and try again.',
  })
})

test('a line that something in between holds back is given up', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const signals: AbortSignal[] = []
  const client = createInstagramClient({
    url: '/trpc',
    fetch: async (_input, init) => {
      if (init?.signal) signals.push(init.signal)
      return new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } })
    },
  })

  const told = readAll(client.sync.progress({ syncRunId: 'run-1' }))
  told.catch(() => {})
  await vi.advanceTimersByTimeAsync(21_000)

  await expect(told).rejects.toMatchObject({ code: 'INTERNAL', action: 'retry' })
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
})
