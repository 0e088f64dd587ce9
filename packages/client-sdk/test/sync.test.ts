import { expect, test } from 'vitest'
import { createInstagramClient, type SyncRun, type SyncRunProgress } from '../src/index.ts'
import { finishedSync, runningSync } from './samples.ts'
import { startScriptedServer } from './scripted-server.ts'

const half: SyncRun = { ...runningSync, progress: { phase: 'days', done: 2, total: 4 } }

/** A server whose run stands a step further each time it is looked at. */
async function startSyncingServer(steps: SyncRun[]) {
  const left = [...steps]
  return await startScriptedServer({
    mutations: { 'instagram.sync.start': () => runningSync, 'instagram.sync.run': () => finishedSync },
    queries: {
      'instagram.sync.history': () => {
        const current = left.length > 1 ? left.shift() : left[0]
        return { items: [{ ...finishedSync, id: 'run-0' }, ...(current ? [current] : [])], nextCursor: null }
      },
    },
  })
}

test('without onProgress a sync is one call', async () => {
  const { url, calls } = await startSyncingServer([])

  const run = await createInstagramClient({ url }).sync.run({ accountId: 'account-1' })

  expect(run).toEqual(finishedSync)
  expect(calls.map(({ path, input }) => ({ path, input }))).toEqual([
    { path: 'instagram.sync.run', input: { accountId: 'account-1' } },
  ])
})

test('with onProgress each change is told once, the end included', async () => {
  const { url, calls } = await startSyncingServer([runningSync, half, finishedSync])
  const told: SyncRunProgress[] = []

  const run = await createInstagramClient({ url }).sync.run({ onProgress: (progress) => told.push(progress) })

  expect(run).toEqual(finishedSync)
  expect(told).toEqual([
    { phase: 'profile', done: 0, total: 4, status: 'running' },
    { phase: 'days', done: 2, total: 4, status: 'running' },
    { phase: 'finished', done: 4, total: 4, status: 'succeeded' },
  ])
  expect(calls.at(-1)?.input).toEqual({ accountId: runningSync.accountId, limit: 5 })
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

test('a run that is no longer listed is a fault, not an endless wait', async () => {
  const { url } = await startSyncingServer([])

  const run = createInstagramClient({ url }).sync.run({ onProgress: () => {} })

  await expect(run).rejects.toMatchObject({ code: 'INTERNAL', action: 'retry' })
})

test('an abort ends the waiting', async () => {
  const { url } = await startSyncingServer([half])
  const controller = new AbortController()

  const run = createInstagramClient({ url }).sync.run({
    signal: controller.signal,
    onProgress: ({ phase }) => {
      if (phase === 'days') controller.abort()
    },
  })

  await expect(run).rejects.toMatchObject({ name: 'AbortError' })
})
