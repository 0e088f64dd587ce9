import { createInstagramClient } from '@instagram-dashboard/client-sdk'
import { InstagramDashboard, InstagramProvider } from '@instagram-dashboard/client-sdk/react'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

const user = new URLSearchParams(location.search).get('token')
const client = createInstagramClient({
  url: '/instagram/trpc',
  ...(user !== null && { token: () => `token-of-${user}` }),
})
const root = document.querySelector('#root')
if (root) {
  const children = createElement(InstagramDashboard)
  createRoot(root).render(createElement(InstagramProvider, { client, children }))
}
