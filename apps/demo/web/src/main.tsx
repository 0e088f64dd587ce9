import { holdConnectReturn } from '@instagram-dashboard/client-sdk'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import '@instagram-dashboard/client-sdk/react/styles.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/drawer.css'

// Whoever has to sign in first would leave Instagram's code in the address for as long as that takes.
if (location.pathname === '/conectar/retorno') holdConnectReturn()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
