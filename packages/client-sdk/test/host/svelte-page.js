// Renders a page on a server before and after its answer was prefetched, with Svelte 4 or 5.
import { createInstagramClient } from '@instagram-dashboard/client-sdk'
import { instagramQueries } from '@instagram-dashboard/client-sdk/svelte'
import { QueryClient } from '@tanstack/query-core'
import { writeFile } from 'node:fs/promises'
import { compile, VERSION } from 'svelte/compiler'

const isFour = VERSION.startsWith('4.')
const components = {
  child: `<script>
      import { useConnectStatus } from '@instagram-dashboard/client-sdk/svelte'
      const status = useConnectStatus()
    </script>
    <p>{$status.data?.account?.username ?? 'pending'}</p>`,
  page: `<script>
      import { provideInstagram } from '@instagram-dashboard/client-sdk/svelte'
      import Child from './child.js'
      export let options
      provideInstagram(options)
    </script>
    <Child />`,
}
for (const [name, source] of Object.entries(components)) {
  const { js } = compile(source, { generate: isFour ? 'ssr' : 'server' })
  await writeFile(new URL(`${name}.js`, import.meta.url), js.code)
}
const { default: Page } = await import('./page.js')
const { render } = isFour ? { render: undefined } : await import('svelte/server')

const client = createInstagramClient({ url: process.argv[2] })
const props = { options: { client, queryClient: new QueryClient() } }
const show = () => (isFour ? Page.render(props).html : render(Page, { props }).body)

const before = show()
await props.options.queryClient.prefetchQuery(instagramQueries.connectStatus(client))
console.log(before + show())
