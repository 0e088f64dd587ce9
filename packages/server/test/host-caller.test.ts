import { expect, expectTypeOf, test } from 'vitest'
import { createInstagramDashboard, InstagramError, isInstagramError, type HostCaller } from '../src/index.ts'
import { startBackend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off', syncCooldownMinutes: 0 }
const week = { startDate: '2026-11-09', endDate: '2026-11-15' }

async function connected() {
  const backend = await startBackend({ dashboard: quiet })
  const { account } = await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  return { ...backend, account, ana: backend.dashboard.caller({ userId: 'ana', locale: 'en' }) }
}

const failureOf = async (call: Promise<unknown>): Promise<InstagramError> => {
  const error: unknown = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof InstagramError) return error
  throw new Error('It went well, or failed with something else', { cause: error })
}

test('the functions have the names, the inputs and the shapes of the SDK', async () => {
  const { ana } = await connected()
  const { points, days, series } = await ana.metrics.timeline({ metrics: ['reach'], interval: 'day', ...week })
  expectTypeOf(points).items.toEqualTypeOf<
    { date: string; final: boolean; isPartial: boolean } & { reach: number | null }
  >()
  expect(points).toHaveLength(7)
  expect(points.map(({ date, reach }) => [date, reach])).toEqual(days.map((date, index) => [date, series.reach[index]]))
  expect((await ana.connect.status()).account?.username).toBe('loja.da.ana')
  expect((await ana.metrics.growth(week)).points).toHaveLength(7)
  expect((await ana.sync.history({ limit: 1 })).items).toHaveLength(1)
  expect(await ana.instagram.connect.status()).toEqual(await ana.connect.status())
})

test('a sync tells its progress, and a stream of a run is an iterable of its states', async () => {
  const { ana } = await connected()
  const told: number[] = []
  const run = await ana.sync.run({ onProgress: ({ done, total }) => told.push(done / total) })
  expect(run.status).toBe('succeeded')
  expect(told.at(-1)).toBe(1)
  const states: string[] = []
  for await (const { status } of ana.sync.progress({ syncRunId: run.id })) states.push(status)
  expect(states).toEqual(['succeeded'])
})

test('a sync is followed to its end also while all live streams of its user are taken', async () => {
  const { ana } = await connected()
  const stop = new AbortController()
  const streams = [1, 2, 3].map(() => ana.notifications.onNew({}, { signal: stop.signal }).next())
  const run = await ana.sync.run({ onProgress: () => undefined })
  expect(run.status).toBe('succeeded')
  stop.abort()
  await Promise.all(streams)
})

test('leaving a stream, or aborting it, ends it', async () => {
  const { ana } = await connected()
  const stop = new AbortController()
  const stream = ana.notifications.onNew({}, { signal: stop.signal })
  const next = stream.next()
  stop.abort()
  await expect(next).resolves.toMatchObject({ done: true })
})

test('each function rejects with a sentence in the language of whoever asks, a code, a next step and a name in the log', async () => {
  const { dashboard, ana } = await connected()
  const carlos = (locale: 'en' | 'pt-BR'): HostCaller => dashboard.caller({ userId: 'carlos', locale })
  const failure = await failureOf(carlos('en').metrics.summary(week))
  expect(failure).toMatchObject({ name: 'InstagramError', code: 'NOT_CONNECTED', action: 'reconnect' })
  expect(failure.message).toMatch(/^[A-Z].*Instagram.*\.$/)
  expect(failure.requestId).toMatch(/^[\da-f-]{36}$/)
  const other = await failureOf(carlos('pt-BR').metrics.summary(week))
  expect(other.message).not.toBe(failure.message)
  expect(other.requestId).not.toBe(failure.requestId)

  const invalid = await failureOf(ana.metrics.summary({ startDate: 'monday' }))
  expect(invalid).toMatchObject({ code: 'VALIDATION', action: 'fix_input' })
  expect(invalid.issues).toMatchObject([{ path: ['startDate'] }])
  expect(await failureOf(ana.admin.health())).toMatchObject({ code: 'FORBIDDEN', action: 'none' })
  expect([isInstagramError(invalid), isInstagramError(new Error('no'))]).toEqual([true, false])
})

test('after the end every function says to try again, and a second end waits for the first', async () => {
  const { options } = await startBackend({ dashboard: quiet })
  const dashboard = await createInstagramDashboard(options)
  const ana = dashboard.caller({ userId: 'ana' })
  let isOver = false
  const first = dashboard.close().then(() => (isOver = true))
  await dashboard.close()
  expect(isOver).toBe(true)
  await first
  expect(await failureOf(ana.connect.status())).toMatchObject({ code: 'INTERNAL', action: 'retry' })
})
