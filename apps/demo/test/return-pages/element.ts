import { defineInstagramDashboard } from '@instagram-dashboard/client-sdk/element'

defineInstagramDashboard()
const dashboard = document.createElement('instagram-dashboard')
dashboard.setAttribute('url', '/own/element/instagram/trpc')
dashboard.addEventListener('connected', (event) => {
  if (event instanceof CustomEvent) document.body.dataset['connected'] = event.detail.account.username
})
document.querySelector('#root')?.append(dashboard)
