import { QueryClient } from '@tanstack/query-core'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createSSRApp, defineComponent, effectScope, h, nextTick, ref, shallowRef, watch } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createInstagramClient, type InstagramClient, type SyncRun } from '../src/index.ts'
import {
  createInstagram,
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
} from '../src/vue/index.ts'
import { connectedStatus, finishedSync, runningSync } from './samples.ts'
import { refusal, startScriptedServer } from './scripted-server.ts'

/** What a component would have in a browser, without drawing anything. */
function inComponent<Value>(options: InstagramOptions, setup: () => Value): Value {
  vi.stubGlobal('window', globalThis)
  const app = createSSRApp({ render: () => null })
  app.use(createInstagram(options))
  const scope = effectScope()
  onTestFinished(() => {
    scope.stop()
    vi.unstubAllGlobals()
  })
  const found = app.runWithContext(() => scope.run(setup))
  if (found === undefined) throw new Error('nothing was set up')
  return found
}

test('a read is asked once for all components, and again for other parameters', async () => {
  const { url, calls } = await startScriptedServer({
    queries: { 'instagram.metrics.summary': ({ input }) => ({ asked: JSON.stringify(input) }) },
  })
  const startDate = ref('2026-01-01')
  const [first, second] = inComponent({ url }, () => [
    useMetricsSummary(() => ({ startDate: startDate.value })),
    useMetricsSummary({ startDate: '2026-01-01' }),
  ])

  expect([first?.isPending.value, first?.isFetching.value]).toEqual([true, true])
  await expect
    .poll(() => [first?.data.value, second?.data.value])
    .toEqual(Array.from({ length: 2 }, () => ({ asked: '{"startDate":"2026-01-01"}' })))
  expect(calls).toHaveLength(1)
  startDate.value = '2026-02-01'
  // The days before stay until the next are here.
  expect(first?.data.value).toEqual({ asked: '{"startDate":"2026-01-01"}' })
  await expect.poll(() => first?.data.value).toEqual({ asked: '{"startDate":"2026-02-01"}' })
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
  const { items, hasNextPage, fetchNextPage } = inComponent({ url }, () => useSyncHistory({ limit: 1 }))

  await expect.poll(() => hasNextPage.value).toBe(true)
  await fetchNextPage()
  expect([items.value.length, hasNextPage.value]).toEqual([2, false])
  expect(calls.map(({ input }) => input)).toEqual([{ limit: 1 }, { limit: 1, cursor: 'second' }])
})

test('a change reads again what it changed, and a failure is told once', async () => {
  let unreadCount = 3
  let isRefused = true
  const { url, calls } = await startScriptedServer({
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
  const { unread, all } = inComponent({ url, onError: ({ code }) => told.push(code) }, () => ({
    unread: useUnreadCount(),
    all: useMarkAllRead(),
  }))
  await expect.poll(() => unread.data.value).toEqual({ unreadCount: 3 })

  await expect(all.run()).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  expect(all.error.value).toMatchObject({ code: 'RATE_LIMITED' })
  expect(told).toEqual(['RATE_LIMITED'])
  isRefused = false
  await all.run()
  await expect.poll(() => unread.data.value).toEqual({ unreadCount: 0 })
  expect([all.error.value, all.data.value?.marked]).toEqual([null, 3])
  expect(calls.filter(({ path }) => path.endsWith('markAllRead'))).toHaveLength(2)
})

test('another client is another user: nothing of the one before is shown', async () => {
  const { url } = await startScriptedServer({
    queries: {
      'instagram.notifications.unreadCount': ({ headers }) => ({
        unreadCount: headers.authorization === 'Bearer ana' ? 7 : 1,
      }),
    },
  })
  const client = shallowRef<InstagramClient>(createInstagramClient({ url, token: 'ana' }))
  const { data } = inComponent({ client }, () => useUnreadCount())
  await expect.poll(() => data.value).toEqual({ unreadCount: 7 })

  client.value = createInstagramClient({ url, token: 'bruno' })
  expect(data.value).toBeUndefined()
  await expect.poll(() => data.value).toEqual({ unreadCount: 1 })
})

test('what waits is asked when it may be, and a component that is gone asks nothing', async () => {
  const { url, calls } = await startScriptedServer({ queries: { 'instagram.connect.status': () => connectedStatus } })
  const enabled = ref(false)
  const { status, invalidate } = inComponent({ url }, () => ({
    status: useConnectStatus({ enabled }),
    invalidate: useInvalidateInstagram(),
  }))
  await nextTick()
  expect([calls.length, status.isFetching.value]).toEqual([0, false])

  enabled.value = true
  await expect.poll(() => status.data.value?.account?.username).toBe('padaria.da.ana')
  await invalidate()
  expect(calls).toHaveLength(2)
})

test('a sync is followed from its start to its numbers', async () => {
  const runs: SyncRun[] = []
  const { url } = await startScriptedServer({
    queries: {
      'instagram.sync.history': () => ({ items: runs, nextCursor: null }),
    },
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
  const sync = inComponent({ url }, () => {
    const { state, ...rest } = useSync('account-1', () => (refreshed += 1))
    watch(state, ({ kind }) => void seen.push(kind), { flush: 'sync' })
    return { state, ...rest }
  })
  await nextTick()
  expect(sync.state.value).toEqual({ kind: 'idle' })

  sync.run()
  await expect.poll(() => sync.state.value).toEqual({ kind: 'finished', run: finishedSync })
  expect(seen).toContain('running')
  // When a phase has brought its numbers, and at the end.
  expect(refreshed).toBe(3)
  sync.dismiss()
  expect(sync.state.value).toEqual({ kind: 'idle' })
})

test('a server renders what was prefetched, and asks nothing', async () => {
  const { url, calls } = await startScriptedServer({ queries: { 'instagram.connect.status': () => connectedStatus } })
  const client = createInstagramClient({ url })
  const queryClient = new QueryClient()
  const Status = defineComponent(() => {
    const { data, isPending } = useConnectStatus()
    return () => (isPending.value ? 'pending' : data.value?.account?.username)
  })
  const Page = defineComponent((_props, _context) => {
    provideInstagram({ client, queryClient })
    return () => h('p', [h(Status)])
  })
  const page = () => renderToString(createSSRApp(Page))

  expect(await page()).toBe('<p>pending</p>')
  expect(calls).toHaveLength(0)
  await queryClient.prefetchQuery(instagramQueries.connectStatus(client))
  expect(await page()).toBe('<p>padaria.da.ana</p>')
  expect(calls).toHaveLength(1)
})

test('without the client above, the error says what to call', () => {
  expect(() => useConnectStatus()).toThrow(/app\.use\(createInstagram/)
})
