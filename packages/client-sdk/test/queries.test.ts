import { QueryClient, QueryClientProvider, useSuspenseQuery } from '@tanstack/react-query'
import { createElement as element } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { createInstagramClient } from '../src/index.ts'
import { InstagramDashboard, InstagramProvider, instagramQueries, useConnectStatus } from '../src/react/index.ts'
import { connectedStatus, runningSync } from './samples.ts'
import { startScriptedServer } from './scripted-server.ts'

async function startHost() {
  const server = await startScriptedServer({
    queries: {
      'instagram.connect.status': () => connectedStatus,
      'instagram.sync.history': ({ input }) => ({
        items: [runningSync],
        nextCursor: JSON.stringify(input).includes('second') ? null : 'second',
      }),
    },
  })
  const client = createInstagramClient({ url: server.url, locale: 'en' })
  return { calls: server.calls, client, queryClient: new QueryClient() }
}

test('what a host prefetches is there when the hooks first render, also on the server', async () => {
  const { calls, client, queryClient } = await startHost()
  await queryClient.prefetchQuery(instagramQueries.connectStatus(client))
  function Username() {
    return useConnectStatus().data?.account?.username
  }
  const html = renderToString(element(InstagramProvider, { client, queryClient, children: element(Username) }))
  expect(html).toBe('padaria.da.ana')
  expect(
    renderToString(element(InstagramProvider, { client, queryClient, children: element(InstagramDashboard) })),
  ).toContain('padaria.da.ana')
  expect(calls).toHaveLength(1)
})

test('a host reads with its own hooks and finds the same answer', async () => {
  const { calls, client, queryClient } = await startHost()
  await queryClient.ensureQueryData(instagramQueries.connectStatus(client))
  function Count() {
    return useSuspenseQuery(instagramQueries.connectStatus(client)).data.accounts.length
  }
  expect(renderToString(element(QueryClientProvider, { client: queryClient, children: element(Count) }))).toBe('1')
  expect(calls).toHaveLength(1)
})

test('a list is read page by page, each after the cursor of the page before', async () => {
  const { calls, client, queryClient } = await startHost()
  const { pages } = await queryClient.fetchInfiniteQuery({
    ...instagramQueries.syncHistory(client, { limit: 1 }),
    pages: 3,
  })
  expect(pages.map(({ nextCursor }) => nextCursor)).toEqual(['second', null])
  expect(calls.map(({ input }) => input)).toEqual([{ limit: 1 }, { limit: 1, cursor: 'second' }])
})

test('two languages are two answers', () => {
  const keyIn = (locale: string) =>
    instagramQueries.connectStatus(createInstagramClient({ url: '/trpc', locale })).queryKey
  expect(keyIn('en-GB')).toEqual(['instagram', 'connect', 'status', 'en'])
  expect(keyIn('pt')).toEqual(['instagram', 'connect', 'status', 'pt-BR'])
})
