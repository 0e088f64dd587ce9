import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { keepForOffline } from './offline/offline.ts'
import '@instagram-dashboard/client-sdk/react/styles.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/drawer.css'
import './styles/shape.css'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
// The shape of the page stands there until now.
root.replaceChildren()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
// After what is on the screen has been fetched: on a slow network the worker would be one more to wait for.
addEventListener('load', () => void keepForOffline().catch(() => undefined))
