import { createInstagramClient } from '@instagram-dashboard/client-sdk'
import { InstagramConnectReturn, InstagramDashboard, InstagramProvider } from '@instagram-dashboard/client-sdk/react'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

// A host's pages with React; what they have heard stands in the body's attributes.
const mounts: Record<string, string> = {
  '/own/react': '/own/react',
  '/own/home': '/own/page',
  '/own/page': '/own/page',
}
const user = new URLSearchParams(location.search).get('token')
const client = createInstagramClient({
  url: `${mounts[location.pathname] ?? ''}/instagram/trpc`,
  ...(user !== null && { token: () => `token-of-${user}` }),
})
const heard: string[] = []

function show(account: { username: string } | undefined): void {
  document.body.dataset['connected'] = account?.username ?? 'nobody'
}

const root = document.querySelector('#root')
if (root) {
  const children =
    location.pathname === '/own/page'
      ? createElement(InstagramConnectReturn, { onDone: (result) => show(result?.account) })
      : createElement(InstagramDashboard, { onConnected: ({ account }) => show(account) })
  const onEvent = ({ name }: { name: string }) => {
    if (/^connect_(returned|failed)$/.test(name)) heard.push(name)
    document.body.dataset['events'] = heard.join()
  }
  createRoot(root).render(createElement(InstagramProvider, { client, onEvent, children }))
}
