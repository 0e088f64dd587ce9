import type { ConnectCompleteResult } from '@instagram-dashboard/client-sdk'
import { InstagramDashboard, useConnectStatus } from '@instagram-dashboard/client-sdk/react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useApp } from '../data/app-context.ts'
import type { Screen } from '../data/navigation.ts'

// Most visits see the panel alone: every other screen comes in a file of its own.
const Notifications = lazy(async () => ({ default: (await import('./notifications.tsx')).Notifications }))
const Rewards = lazy(async () => ({ default: (await import('./rewards.tsx')).Rewards }))
const AccountScreen = lazy(async () => ({ default: (await import('./account.tsx')).AccountScreen }))
const Support = lazy(async () => ({ default: (await import('./support.tsx')).Support }))
const Admin = lazy(async () => ({ default: (await import('./admin.tsx')).Admin }))
const Onboarding = lazy(async () => ({ default: (await import('./onboarding.tsx')).Onboarding }))

/** What is behind each entry of the menu. */
export function Screens() {
  const { user, screen } = useApp()
  switch (screen) {
    case 'notifications':
      return (
        <Page screen={screen}>
          <Notifications />
        </Page>
      )
    case 'achievements':
      return (
        <Page screen={screen}>
          <Rewards />
        </Page>
      )
    case 'account':
      return (
        <Page screen={screen}>
          <AccountScreen />
        </Page>
      )
    case 'support':
      return (
        <Page screen={screen}>
          <Support />
        </Page>
      )
    case 'admin':
      return <Page screen={screen}>{user?.role === 'admin' ? <Admin /> : null}</Page>
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
        <Suspense fallback={null}>
          <Onboarding onConnected={setConnected} onLater={() => setIsLater(true)} />
        </Suspense>
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
      <Suspense fallback={<p role="status">{t.loading}</p>}>{children}</Suspense>
    </main>
  )
}
