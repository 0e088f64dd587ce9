import { tracked } from '@trpc/server'
import { expect, test } from 'vitest'
import { createInstagramClient, type SyncRun, type SyncRunProgress } from '../src/index.ts'
import { account, connectedStatus, finishedSync, runningSync } from './samples.ts'
import { startScriptedServer } from './scripted-server.ts'

const half: SyncRun = { ...runningSync, progress: { phase: 'days', done: 2, total: 4 } }

const mutations = { 'instagram.sync.start': () => runningSync, 'instagram.sync.run': () => finishedSync }
const historyOf = (run: SyncRun | undefined) => ({
  items: [{ ...finishedSync, id: 'run-0' }, ...(run ? [run] : [])],
  nextCursor: null,
})

/** A server that tells how the run goes, step by step. */
async function startSyncingServer(steps: SyncRun[]) {
  return await startScriptedServer({
    mutations,
    subscriptions: {
      'instagram.sync.progress': async function* () {
        for (const [index, { progress, status }] of steps.entries()) yield tracked(`${index}`, { ...progress, status })
      },
    },
    queries: { 'instagram.sync.history': () => historyOf(steps.at(-1)) },
  })
}

/** A server, or something before it, that lets no stream through: the run stands further each time it is looked at. */
async function startWithoutStreams(steps: SyncRun[]) {
  const left = [...steps]
  return await startScriptedServer({
    mutations,
    queries: { 'instagram.sync.history': () => historyOf(left.length > 1 ? left.shift() : left[0]) },
  })
}

const everyStep = [
  { phase: 'profile', done: 0, total: 4, status: 'running' },
  { phase: 'days', done: 2, total: 4, status: 'running' },
  { phase: 'finished', done: 4, total: 4, status: 'succeeded' },
]

test('without onProgress a sync is one call', async () => {
  const { url, calls } = await startSyncingServer([])

  const run = await createInstagramClient({ url }).sync.run({ accountId: 'account-1' })

  expect(run).toEqual(finishedSync)
  expect(calls.map(({ path, input }) => ({ path, input }))).toEqual([
    { path: 'instagram.sync.run', input: { accountId: 'account-1' } },
  ])
})

test('with onProgress each change is told once, as it comes, the end included', async () => {
  const { url, calls } = await startSyncingServer([runningSync, half, finishedSync])
  const told: SyncRunProgress[] = []

  const run = await createInstagramClient({ url }).sync.run({ onProgress: (progress) => told.push(progress) })

  expect(run).toEqual(finishedSync)
  expect(told).toEqual(everyStep)
  expect(calls.map(({ path, input }) => ({ path, input }))).toEqual([
    { path: 'instagram.sync.start', input: {} },
    { path: 'instagram.sync.progress', input: { syncRunId: runningSync.id } },
    { path: 'instagram.sync.history', input: { accountId: runningSync.accountId, limit: 5 } },
  ])
})

test('where no stream gets through, the changes are looked for', async () => {
  const { url } = await startWithoutStreams([runningSync, half, finishedSync])
  const told: SyncRunProgress[] = []

  const run = await createInstagramClient({ url }).sync.run({ onProgress: (progress) => told.push(progress) })

  expect(run).toEqual(finishedSync)
  expect(told).toEqual(everyStep)
})

test('what onProgress throws is not taken for a failure of the stream', async () => {
  const { url, calls } = await startSyncingServer([runningSync, half, finishedSync])

  const run = createInstagramClient({ url }).sync.run({
    onProgress: ({ phase }) => {
      if (phase === 'days') throw new RangeError('the bar broke')
    },
  })

  await expect(run).rejects.toThrow('the bar broke')
  expect(calls.map(({ path }) => path)).not.toContain('instagram.sync.history')
})

test('a run that ends partial resolves', async () => {
  const { url } = await startSyncingServer([{ ...finishedSync, status: 'partial' }])

  const run = await createInstagramClient({ url }).sync.run({ onProgress: () => {} })

  expect(run.status).toBe('partial')
})

test('a failed run rejects with its own error, after its last progress', async () => {
  const { url } = await startSyncingServer([
    {
      ...finishedSync,
      status: 'failed',
      error: {
        code: 'RECONNECT_REQUIRED',
        message: 'Reconecte sua conta.',
        action: 'reconnect',
        at: new Date('2026-01-02T03:04:35Z'),
      },
    },
  ])
  const told: SyncRunProgress[] = []

  const run = createInstagramClient({ url }).sync.run({ onProgress: (progress) => told.push(progress) })

  await expect(run).rejects.toMatchObject({
    name: 'InstagramError',
    code: 'RECONNECT_REQUIRED',
    action: 'reconnect',
    message: 'Reconecte sua conta.',
  })
  expect(told.at(-1)?.status).toBe('failed')
})

test('a run that failed for a limit says how long to wait, as it does without onProgress', async () => {
  const at = new Date('2026-01-02T03:04:35Z')
  const error = { code: 'INSTAGRAM_RATE_LIMITED', message: 'Espere um pouco.', action: 'wait', at } as const
  const failed: SyncRun = { ...finishedSync, accountId: account.id, status: 'failed', error }
  const nextSyncAllowedAt = new Date('2026-01-02T03:14:35Z')
  const { url } = await startScriptedServer({
    mutations: { 'instagram.sync.start': () => failed },
    queries: {
      'instagram.connect.status': () => ({ ...connectedStatus, accounts: [{ ...account, nextSyncAllowedAt }] }),
    },
  })

  const run = createInstagramClient({ url }).sync.run({ onProgress: () => {} })

  await expect(run).rejects.toMatchObject({
    code: 'INSTAGRAM_RATE_LIMITED',
    action: 'wait',
    message: 'Espere um pouco.',
    retryAfterSeconds: 600,
  })
})

test('a run that is no longer listed is a fault, not an endless wait', async () => {
  const { url } = await startWithoutStreams([])

  const run = createInstagramClient({ url }).sync.run({ onProgress: () => {} })

  await expect(run).rejects.toMatchObject({ code: 'INTERNAL', action: 'retry' })
})

test.each([
  { how: 'told', start: startSyncingServer },
  { how: 'looked for', start: startWithoutStreams },
])('an abort ends the waiting while changes are $how', async ({ start }) => {
  const { url } = await start([half])
  const controller = new AbortController()

  const run = createInstagramClient({ url }).sync.run({
    signal: controller.signal,
    onProgress: ({ phase }) => {
      if (phase === 'days') controller.abort()
    },
  })

  await expect(run).rejects.toMatchObject({ name: 'AbortError' })
})
