import { expect, test } from 'vitest'
import { openStream } from './event-stream.ts'
import { startServers, startRunElsewhere } from './run-elsewhere.ts'

async function startElsewhere() {
  const elsewhere = await startRunElsewhere()
  const { syncRunId, url } = elsewhere
  return {
    ...elsewhere,
    listen: (more: { lastEventId?: string; headers?: Record<string, string> } = {}) => {
      const { headers = {}, ...input } = more
      return openStream(url, { token: 'ana', input: { syncRunId, ...input }, headers })
    },
  }
}

const refusal = (code: string, httpStatus: number) => ({
  event: 'serialized-error',
  data: { message: expect.stringMatching(/\.$/), data: { httpStatus, app: { code, requestId: expect.any(String) } } },
})

test('progress arrives step by step, in order, and ends with the run', async () => {
  const { as, connect, sandbox, url } = await startServers()
  sandbox.control.fault({ kind: 'slow', ms: 10, match: { path: 'insights' }, times: Infinity })
  await connect('ana', 'loja.da.ana')
  const [started] = (await as('ana').instagram.sync.history({})).items
  const stream = await openStream(url, { token: 'ana', input: { syncRunId: started?.id } })
  const events = await stream.rest()
  const [ended] = (await as('ana').instagram.sync.history({})).items

  expect(events[0]).toMatchObject({ event: 'connected', data: { reconnectAfterInactivityMs: 45_000 } })
  expect(events.at(-1)).toMatchObject({ event: 'return' })
  const states = events.slice(1, -1)
  const done = states.map(({ data }) => (data as { done: number }).done)
  expect(done).toEqual(done.toSorted((one, other) => one - other))
  expect(new Set(done).size).toBeGreaterThan(5)
  expect(new Set(states.map(({ id }) => id)).size).toBe(states.length)
  expect(states.at(-1)?.data).toEqual({ ...ended?.progress, status: 'succeeded' })
  expect(ended?.progress).toMatchObject({ phase: 'finished' })
})

test('a run that went well ends with all its steps done, also of an account without posts', async () => {
  const { as, connect, sandbox, settled } = await startServers()
  sandbox.control.fault({
    kind: 'status',
    status: 200,
    body: { data: [] },
    match: { path: '/me/media' },
    times: Infinity,
  })
  sandbox.control.fault({
    kind: 'status',
    status: 200,
    body: { data: [] },
    match: { path: '/me/stories' },
    times: Infinity,
  })
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const [ended] = (await as('ana').instagram.sync.history({})).items

  expect(ended).toMatchObject({ status: 'succeeded', progress: { phase: 'finished' } })
  expect(ended?.progress.done).toBe(ended?.progress.total)
})

test('nothing on the way may keep, change or gather the events', async () => {
  const { listen } = await startElsewhere()
  const { headers } = await listen()

  expect(headers.get('content-type')).toBe('text/event-stream')
  expect(headers.get('cache-control')).toBe('no-store, no-transform')
  expect(headers.get('x-accel-buffering')).toBe('no')
})

test('what another process writes is told, each state once and never backwards', async () => {
  const { finish, listen, looked, step } = await startElsewhere()
  const stream = await listen()

  expect((await stream.nextState()).data).toEqual({ phase: 'queued', done: 0, total: 0, status: 'queued' })
  await step(4)
  expect((await stream.nextState()).data).toEqual({ phase: 'days', done: 4, total: 9, status: 'running' })
  await step(3)
  await looked()
  await step(5)
  expect((await stream.nextState()).data).toEqual({ phase: 'days', done: 5, total: 9, status: 'running' })
  await finish()
  expect(await stream.rest()).toMatchObject([
    { event: 'message', data: { phase: 'finished', done: 9, total: 9, status: 'succeeded' } },
    { event: 'return' },
  ])
})

test("only one's own runs have progress, and only for whoever is signed in", async () => {
  const { syncRunId, url } = await startElsewhere()
  const answer = async (token: string | undefined, id: string) => {
    const stream = await openStream(url, { ...(token && { token }), input: { syncRunId: id } })
    return (await stream.rest()).at(-1)
  }

  expect(await answer('bruno', syncRunId)).toMatchObject(refusal('NOT_FOUND', 404))
  expect(await answer('ana', 'no-such-run')).toMatchObject(refusal('NOT_FOUND', 404))
  expect(await answer(undefined, syncRunId)).toMatchObject(refusal('AUTH_REQUIRED', 401))
  expect(await answer('ana', '')).toMatchObject({
    data: { data: { app: { code: 'VALIDATION', issues: [{ path: ['syncRunId'] }] } } },
  })
})

test('a person has three streams at most; a closed one frees its place at once', async () => {
  const { connect, listen, settled, stopClock, as, url } = await startElsewhere()
  await connect('bruno', 'criador.leo')
  await settled('bruno')
  const [ofBruno] = (await as('bruno').instagram.sync.history({})).items
  const [first] = await Promise.all([listen(), listen(), listen()])
  await first.nextState()
  stopClock()

  const refused = await listen()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5'])
  const failure = await refused.failure()
  expect(failure).toMatchObject(refusal('RATE_LIMITED', 429).data)
  expect(failure).toMatchObject({ data: { app: { action: 'wait', retryAfterSeconds: 5 } } })
  const stranger = await openStream(url, { token: 'bruno', input: { syncRunId: ofBruno?.id } })
  expect(await stranger.nextState()).toMatchObject({ data: { status: 'succeeded' } })

  first.hangUp()
  const fourth = async () => {
    for (;;) {
      const stream = await listen()
      if (stream.status !== 200) continue
      await stream.next()
      const answer = await stream.next()
      if (answer?.event === 'message') return answer
    }
  }
  expect(await fourth()).toMatchObject({ data: { status: 'queued' } })
})

test('whoever comes back with the last event is told what is new and nothing again', async () => {
  const { finish, listen, step } = await startElsewhere()
  await step(2)
  const dropped = await listen()
  const last = await dropped.nextState()
  dropped.hangUp()

  const resumed = await listen({ lastEventId: String(last.id) })
  expect(await resumed.next()).toMatchObject({ event: 'connected' })
  await step(3)
  expect(await resumed.next()).toMatchObject({ event: 'message', data: { done: 3 } })
  resumed.hangUp()

  await finish()
  const byHeader = await listen({ headers: { 'last-event-id': 'running.days.3.9' } })
  const end = await byHeader.nextState()
  expect(end.data).toMatchObject({ done: 9, status: 'succeeded' })
  const events = await (await listen({ lastEventId: String(end.id) })).rest()
  expect(events.map(({ event }) => event)).toEqual(['connected', 'return'])
})

test('closing the dashboard ends the streams at once', async () => {
  const { dashboard, listen, stopClock } = await startElsewhere()
  const stream = await listen()
  await stream.nextState()
  stopClock()
  await dashboard.close()

  expect(await stream.rest()).toMatchObject([{ event: 'return' }])
})
