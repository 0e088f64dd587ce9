import type { ConnectCompleteResult } from '@instagram-dashboard/client-sdk'
import {
  Achievements,
  InstagramAccountSettings,
  InstagramAdmin,
  InstagramDashboard,
  InstagramSupport,
  NotificationsList,
  useConnectStatus,
} from '@instagram-dashboard/client-sdk/react'
import { useState, type ReactNode } from 'react'
import { useApp } from '../data/app-context.ts'
import type { Screen } from '../data/navigation.ts'
import { Onboarding } from './onboarding.tsx'

/** What is behind each entry of the menu. */
export function Screens() {
  const { t, user, screen } = useApp()
  const [isErased, setIsErased] = useState(false)
  switch (screen) {
    case 'notifications':
      return (
        <Page screen={screen}>
          <div className="card">
            <NotificationsList />
          </div>
        </Page>
      )
    case 'achievements':
      return (
        <Page screen={screen}>
          <Achievements />
        </Page>
      )
    case 'account':
      return (
        <Page screen={screen}>
          <p role="status">{isErased ? t.erased : ''}</p>
          <InstagramAccountSettings onErased={() => setIsErased(true)} />
        </Page>
      )
    case 'support':
      return (
        <Page screen={screen}>
          <InstagramSupport />
        </Page>
      )
    case 'admin':
      return <Page screen={screen}>{user?.role === 'admin' ? <InstagramAdmin /> : null}</Page>
    case 'dashboard':
      return <Home />
  }
}

/** The dashboard; before the first account, the last step of the host's own onboarding. */
function Home() {
  const { data } = useConnectStatus()
  const [isLater, setIsLater] = useState(false)
  const [connected, setConnected] = useState<ConnectCompleteResult | null>(null)
  const isNew = data?.accounts.length === 0 && !isLater
  return (
    <main id="content" className="page stack" tabIndex={-1}>
      {isNew ? (
        <Onboarding onConnected={setConnected} onLater={() => setIsLater(true)} />
      ) : (
        <InstagramDashboard welcome={connected} parts={{ notifications: false, achievements: false }} />
      )}
    </main>
  )
}

function Page({ screen, children }: { screen: Screen; children: ReactNode }) {
  const { t } = useApp()
  return (
    <main id="content" className="page stack" tabIndex={-1}>
      <h1>{t.titles[screen]}</h1>
      {children}
    </main>
  )
}
