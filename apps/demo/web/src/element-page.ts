import { defineInstagramDashboard } from '@instagram-dashboard/client-sdk/element'
import './styles/element-page.css'

defineInstagramDashboard()

const dashboard = document.querySelector('instagram-dashboard')
dashboard?.addEventListener('connected', (event) => {
  if (event instanceof CustomEvent) document.title = `@${event.detail.account.username}`
})
dashboard?.addEventListener('sign-in', () => location.assign('/'))
