import { createInstagramClient } from '@instagram-dashboard/client-sdk'
import { InstagramDashboard, InstagramProvider } from '@instagram-dashboard/client-sdk/react'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

// A host's page with React; what it has heard stands in its body's attributes.
const user = new URLSearchParams(location.search).get('token')
const client = createInstagramClient({
  url: location.pathname === '/own/react' ? '/own/react/instagram/trpc' : '/instagram/trpc',
  ...(user !== null && { token: () => `token-of-${user}` }),
})
const heard: string[] = []
const root = document.querySelector('#root')
if (root) {
  const children = createElement(InstagramDashboard, {
    onConnected: ({ account }) => {
      document.body.dataset['connected'] = account.username
    },
  })
  const onEvent = ({ name }: { name: string }) => {
    if (/^connect_(returned|failed)$/.test(name)) heard.push(name)
    document.body.dataset['events'] = heard.join()
  }
  createRoot(root).render(createElement(InstagramProvider, { client, onEvent, children }))
}
