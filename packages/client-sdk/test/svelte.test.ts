import { QueryClient } from '@tanstack/query-core'
import type { Component } from 'svelte'
import { render } from 'svelte/server'
import { get, type Readable, writable } from 'svelte/store'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createInstagramClient, type SyncRun } from '../src/index.ts'
import {
  type InstagramOptions,
  instagramQueries,
  provideInstagram,
  useConnectStatus,
  useInvalidateInstagram,
  useMarkAllRead,
  useMetricsSummary,
  useSync,
  useSyncHistory,
  useUnreadCount,
} from '../src/svelte/index.ts'
import { connectedStatus, finishedSync, runningSync } from './samples.ts'
import { refusal, startScriptedServer } from './scripted-server.ts'

/** What the compiler makes of a component for a server, as far as a `<script>` goes. */
type Script = (renderer: { component: (script: () => void) => void }) => void

/** Runs the `<script>` of a component. */
function inScript<Value>(options: InstagramOptions, script: () => Value): Value {
  const found: Value[] = []
  const component: Script = (renderer) =>
    renderer.component(() => {
      provideInstagram(options)
      found.push(script())
    })
  void render(component as unknown as Component).body
  const [only] = found
  if (only === undefined) throw new Error('the script did not run')
  return only
}

/** What a component shows of a store in a browser, always the newest. */
function shown<Value>(store: Readable<Value>): { readonly now: Value } {
  vi.stubGlobal('window', globalThis)
  const values: Value[] = []
  const leave = store.subscribe((value) => values.splice(0, 1, value))
  onTestFinished(() => {
    leave()
    vi.unstubAllGlobals()
  })
  return {
    get now() {
      const [newest] = values
      if (newest === undefined) throw new Error('a store has a value at once')
      return newest
    },
  }
}

test('a read is asked once for all components, and again for other parameters', async () => {
  const { url, calls } = await startScriptedServer({
    queries: { 'instagram.metrics.summary': ({ input }) => ({ asked: JSON.stringify(input) }) },
  })
  const range = writable({ startDate: '2026-01-01' })
  const [first, second] = inScript({ url }, () => [
    useMetricsSummary(range),
    useMetricsSummary({ startDate: '2026-01-01' }),
  ]).map(shown)

  expect(first?.now).toMatchObject({ isPending: true, isFetching: true })
  await expect
    .poll(() => [first?.now.data, second?.now.data])
    .toEqual(Array.from({ length: 2 }, () => ({ asked: '{"startDate":"2026-01-01"}' })))
  expect(calls).toHaveLength(1)
  range.set({ startDate: '2026-02-01' })
  // The days before stay until the next are here.
  expect(first?.now.data).toEqual({ asked: '{"startDate":"2026-01-01"}' })
  await expect.poll(() => first?.now.data).toEqual({ asked: '{"startDate":"2026-02-01"}' })
  expect(calls).toHaveLength(2)
})

test('a list grows page by page', async () => {
  const { url, calls } = await startScriptedServer({
    queries: {
      'instagram.sync.history': ({ input }) => ({
        items: [finishedSync],
        nextCursor: JSON.stringify(input).includes('second') ? null : 'second',
      }),
    },
  })
  const runs = shown(inScript({ url }, () => useSyncHistory({ limit: 1 })))

  await expect.poll(() => runs.now.hasNextPage).toBe(true)
  await runs.now.fetchNextPage()
  expect(runs.now).toMatchObject({ items: [finishedSync, finishedSync], hasNextPage: false })
  expect(calls.map(({ input }) => input)).toEqual([{ limit: 1 }, { limit: 1, cursor: 'second' }])
})

test('a change reads again what it changed, and a failure is told once', async () => {
  let unreadCount = 3
  let isRefused = true
  const { url } = await startScriptedServer({
    queries: { 'instagram.notifications.unreadCount': () => ({ unreadCount }) },
    mutations: {
      'instagram.notifications.markAllRead': () => {
        if (isRefused) throw refusal('Not yet.', { code: 'RATE_LIMITED', action: 'wait', requestId: 'request-1' })
        unreadCount = 0
        return { success: true, marked: 3, unreadCount }
      },
    },
  })
  const told: string[] = []
  const stores = inScript({ url, onError: ({ code }) => told.push(code) }, () => ({
    unread: useUnreadCount(),
    all: useMarkAllRead(),
  }))
  const [unread, all] = [shown(stores.unread), shown(stores.all)]
  await expect.poll(() => unread.now.data).toEqual({ unreadCount: 3 })

  await expect(all.now.run()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  expect(all.now.error).toMatchObject({ code: 'RATE_LIMITED' })
  expect(told).toEqual(['RATE_LIMITED'])
  isRefused = false
  await all.now.run()
  await expect.poll(() => unread.now.data).toEqual({ unreadCount: 0 })
  expect(all.now).toMatchObject({ error: null, data: { marked: 3 } })
})

test('another client is another user: nothing of the one before is shown', async () => {
  const { url } = await startScriptedServer({
    queries: {
      'instagram.notifications.unreadCount': ({ headers }) => ({
        unreadCount: headers.authorization === 'Bearer ana' ? 7 : 1,
      }),
    },
  })
  const client = writable(createInstagramClient({ url, token: 'ana' }))
  const unread = shown(inScript({ client }, () => useUnreadCount()))
  await expect.poll(() => unread.now.data).toEqual({ unreadCount: 7 })

  client.set(createInstagramClient({ url, token: 'bruno' }))
  expect(unread.now.data).toBeUndefined()
  await expect.poll(() => unread.now.data).toEqual({ unreadCount: 1 })
})

test('what waits is asked when it may be, and a store that nobody shows asks nothing', async () => {
  const { url, calls } = await startScriptedServer({ queries: { 'instagram.connect.status': () => connectedStatus } })
  const enabled = writable(false)
  const { store, invalidate } = inScript({ url }, () => ({
    store: useConnectStatus({ enabled }),
    invalidate: useInvalidateInstagram(),
  }))
  const status = shown(store)
  expect([calls.length, status.now.isFetching]).toEqual([0, false])

  enabled.set(true)
  await expect.poll(() => status.now.data?.account?.username).toBe('padaria.da.ana')
  await invalidate()
  expect(calls).toHaveLength(2)
})

test('a sync is followed from its start to its numbers', async () => {
  const runs: SyncRun[] = []
  const { url } = await startScriptedServer({
    queries: { 'instagram.sync.history': () => ({ items: runs, nextCursor: null }) },
    mutations: {
      'instagram.sync.start': () => {
        runs.unshift(finishedSync)
        return runningSync
      },
    },
    subscriptions: {
      async *'instagram.sync.progress'() {
        yield { phase: 'days', done: 2, total: 4, status: 'running' }
        yield { phase: 'finished', done: 4, total: 4, status: 'succeeded' }
      },
    },
  })
  const seen: string[] = []
  let refreshed = 0
  const store = inScript({ url }, () => useSync('account-1', () => (refreshed += 1)))
  const sync = shown(store)
  onTestFinished(store.subscribe(({ state: { kind } }) => void seen.push(kind)))
  expect(sync.now.state).toEqual({ kind: 'idle' })

  sync.now.run()
  await expect.poll(() => sync.now.state).toEqual({ kind: 'finished', run: finishedSync })
  expect(seen).toContain('running')
  // When a phase has brought its numbers, and at the end.
  expect(refreshed).toBe(3)
  sync.now.dismiss()
  expect(sync.now.state).toEqual({ kind: 'idle' })
})

test('a server renders what was prefetched, and asks nothing', async () => {
  const { url, calls } = await startScriptedServer({ queries: { 'instagram.connect.status': () => connectedStatus } })
  const client = createInstagramClient({ url })
  const queryClient = new QueryClient()
  const page = () => inScript({ client, queryClient }, () => get(useConnectStatus()))

  expect(page()).toMatchObject({ isPending: true, data: undefined })
  expect(calls).toHaveLength(0)
  await queryClient.prefetchQuery(instagramQueries.connectStatus(client))
  expect(page().data?.account?.username).toBe('padaria.da.ana')
  expect(calls).toHaveLength(1)
})

test('without the client above, the error says what to call', () => {
  const component: Script = (renderer) => renderer.component(() => void useConnectStatus())
  expect(() => render(component as unknown as Component).body).toThrow(/provideInstagram/)
})
