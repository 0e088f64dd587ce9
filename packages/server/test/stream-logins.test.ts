import { SignJWT } from 'jose'
import { afterAll, expect, test, vi } from 'vitest'
import { generateEncryptionKey, type Identity } from '../src/index.ts'
import { createOpenStreams } from '../src/streams/open-streams.ts'
import { openStream, type ReceivedEvent } from './event-stream.ts'
import { insertQueuedRun, startRunElsewhere } from './run-elsewhere.ts'
import { makeClock, serveRouter, startBackend, startOfTest } from './start-backend.ts'
import { startCluster } from './start-cluster.ts'
import { jwtSecret } from './trpc-over-http.ts'

const second = 1_000
const minute = 60 * second

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

type Answer = () => Identity | null | Promise<Identity | null>

/** A stream of Ana's, whose host answers what the test says; `asked` counts how often it was asked. */
async function openUnderLogin(first: Answer = () => ({ userId: 'ana' })) {
  let answer = first
  let asked = 0
  const servers = await startRunElsewhere({
    authenticate: () => {
      asked += 1
      return answer()
    },
  })
  const listen = () => openStream(servers.url, { input: { syncRunId: servers.syncRunId } })
  const stream = await listen()
  await stream.nextState()
  return { ...servers, listen, stream, asked: () => asked, answerWith: (next: Answer) => void (answer = next) }
}

const tokenUntil = (seconds: number) =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('ana')
    .setExpirationTime(startOfTest.getTime() / 1000 + seconds)
    .sign(new TextEncoder().encode(jwtSecret))

test('a stream ends within a minute of the end of its token, and not before', async () => {
  const { clock, url, syncRunId, step } = await startRunElsewhere({ authenticate: null })
  const stream = await openStream(url, { token: await tokenUntil(600), input: { syncRunId } })
  await stream.nextState()

  clock.advance(599 * second)
  await step(1)
  expect((await stream.nextState()).data).toMatchObject({ done: 1 })
  clock.advance(1 * second + minute)
  expect(await stream.rest()).toMatchObject([{ event: 'return' }])
})

test('a login of the host that has an end takes its streams with it', async () => {
  const expiresAt = new Date(startOfTest.getTime() + 20 * second)
  const { clock, listen, stream } = await openUnderLogin(() => ({ userId: 'ana', expiresAt }))

  clock.advance(20 * second)
  expect(await stream.rest()).toMatchObject([{ event: 'return' }])
  expect((await (await listen()).rest()).at(-1)).toMatchObject({ data: { data: { app: { code: 'AUTH_REQUIRED' } } } })
})

test('a login that the host has prolonged goes on', async () => {
  const until = (milliseconds: number) => ({
    userId: 'ana',
    expiresAt: new Date(startOfTest.getTime() + milliseconds),
  })
  const { clock, stream, step, asked, answerWith } = await openUnderLogin(() => until(minute))
  answerWith(() => until(10 * minute))
  clock.advance(55 * second)
  while (asked() < 2) await nextTurn()
  clock.advance(30 * second)
  await step(1)

  expect((await stream.nextState()).data).toMatchObject({ done: 1 })
})

test.each<[string, Answer]>([
  ['names nobody', () => null],
  ['names somebody else', () => ({ userId: 'bruno' })],
  ['names the same person as an admin', () => ({ userId: 'ana', role: 'admin' })],
  ['names nobody that can be', () => ({ userId: '' })],
  ['fails', () => Promise.reject(new Error('The table of sessions is gone'))],
])('a stream ends within a minute after the host %s', async (_what, answer) => {
  const { clock, stream, answerWith } = await openUnderLogin()
  answerWith(answer)
  clock.advance(minute)

  expect(await stream.rest()).toMatchObject([{ event: 'return' }])
})

test('a stream of an admin ends within a minute after the host made a person of them', async () => {
  const { clock, stream, answerWith } = await openUnderLogin(() => ({ userId: 'ana', role: 'admin' }))
  answerWith(() => ({ userId: 'ana', role: 'user' }))
  clock.advance(minute)

  expect(await stream.rest()).toMatchObject([{ event: 'return' }])
})

test('a stream ends within a minute when the host no longer answers who that is', async () => {
  const { clock, stream, asked, answerWith } = await openUnderLogin()
  answerWith(() => new Promise(() => {}))
  clock.advance(50 * second)
  while (asked() < 2) await nextTurn()
  clock.advance(10 * second)

  expect(await stream.rest()).toMatchObject([{ event: 'return' }])
})

test('a stream goes on for as long as the host names the same person, who is asked for about once a minute', async () => {
  const { clock, looked, step, stream, asked } = await openUnderLogin()
  for (let round = 1; round <= 10; round += 1) {
    clock.advance(minute)
    while (asked() < 1 + round) await nextTurn()
    await looked()
  }
  await step(1)

  expect((await stream.nextState()).data).toMatchObject({ done: 1 })
  expect(asked()).toBe(11)
})

test('the host ends the streams of whoever signs out at once, and nobody else’s', async () => {
  const { dashboard, listen, stream, stopClock } = await openUnderLogin()
  const second = await listen()
  await second.nextState()
  stopClock()
  dashboard.endStreams({ userId: 'bruno' })
  const third = await listen()
  await third.nextState()
  dashboard.endStreams({ userId: 'ana' })

  for (const ended of [stream, second, third]) expect(await ended.rest()).toMatchObject([{ event: 'return' }])
  // Whoever has signed in again may listen again, with all three places.
  for (let count = 0; count < 3; count += 1)
    expect(await (await listen()).nextState()).toMatchObject({ event: 'message' })
})

test('a clock that was set back asks again, instead of an hour later', async () => {
  const clock = makeClock()
  const streams = createOpenStreams({ clock, db: { subscribe: async () => () => undefined } })
  let isSignedIn = true
  const identifyAgain = async () => (isSignedIn ? { userId: 'ana' } : null)
  using stream = streams.open({ userId: 'ana', identifyAgain })
  isSignedIn = false
  clock.advance(-60 * minute)
  while (!stream.ended.aborted) await nextTurn()

  expect(() => streams.requireRoom('ana')).not.toThrow()
})

const cluster = startCluster()
afterAll(() => cluster?.stop())

test.skipIf(cluster === undefined)(
  'whoever signs out at one process on PostgreSQL hears no more from another',
  async () => {
    const databaseUrl = await cluster?.createDatabase()
    const settings = { databaseUrl, instagramTokenEncryptionKey: generateEncryptionKey() }
    const [here, elsewhere] = [await startBackend({ dashboard: settings }), await startBackend({ dashboard: settings })]
    const url = await serveRouter(elsewhere.dashboard.router)
    const { account } = await here.connect('ana', 'loja.da.ana')
    await here.settled('ana')
    const syncRunId = await insertQueuedRun(elsewhere, account.id)
    const stream = await openStream(url, { token: await tokenUntil(600), input: { syncRunId } })
    await stream.nextState()
    let rest: ReceivedEvent[] | undefined
    void stream.rest().then((events) => (rest = events))
    // Again and again, since the line to PostgreSQL opens with the stream and need not be there yet.
    await vi.waitFor(
      () => {
        here.dashboard.endStreams({ userId: 'ana' })
        expect(rest).toMatchObject([{ event: 'return' }])
      },
      { timeout: 20_000 },
    )
  },
)
