// Renders a page on a server before and after its answer was prefetched.
import { createInstagramClient } from '@instagram-dashboard/client-sdk'
import { createInstagram, instagramQueries, useConnectStatus } from '@instagram-dashboard/client-sdk/vue'
import { QueryClient } from '@tanstack/query-core'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'

const client = createInstagramClient({ url: process.argv[2] })
const queryClient = new QueryClient()
const Page = {
  setup() {
    const { data } = useConnectStatus()
    return () => h('p', data.value?.account.username ?? 'pending')
  },
}
const show = () => renderToString(createSSRApp(Page).use(createInstagram({ client, queryClient })))

const before = await show()
await queryClient.prefetchQuery(instagramQueries.connectStatus(client))
console.log(before + (await show()))
