import { createInstagramClient } from '@instagram-dashboard/client-sdk'
import { InstagramProvider } from '@instagram-dashboard/client-sdk/react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Footer } from './components/footer.tsx'
import { Navigation } from './components/navigation.tsx'
import { SandboxDrawer } from './components/sandbox-drawer.tsx'
import { TopBar } from './components/top-bar.tsx'
import { AppContext } from './data/app-context.ts'
import { goTo, pages, useScreen } from './data/navigation.ts'
import { readSession, type User } from './data/session.ts'
import { messagesFor, saveLocale, savedLocale, type Locale } from './i18n/locale.ts'
import { Screens } from './screens/screens.tsx'
import { SignIn } from './screens/sign-in.tsx'

export function App() {
  const [locale, setLocaleState] = useState<Locale>(savedLocale)
  const [user, setUser] = useState<User | null | 'unknown'>('unknown')
  const [clockAheadMs, setClockAheadMs] = useState(0)
  const { screen, go } = useScreen()

  useEffect(() => {
    readSession().then(
      (session) => {
        setUser(session.person)
        setClockAheadMs(session.clockAheadMs)
      },
      () => setUser(null),
    )
  }, [])
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])

  const signedIn = user === 'unknown' ? null : user
  const userId = signedIn?.id
  const client = useMemo(
    () => createInstagramClient({ url: '/instagram/trpc', locale, ...(userId !== undefined && { person: userId }) }),
    [locale, userId],
  )
  const now = useCallback(() => new Date(Date.now() + clockAheadMs), [clockAheadMs])
  const context = useMemo(
    () => ({
      locale,
      setLocale(chosen: Locale) {
        saveLocale(chosen)
        setLocaleState(chosen)
      },
      t: messagesFor(locale),
      user: signedIn,
      setUser,
      screen,
      go,
    }),
    [locale, signedIn, screen, go],
  )

  return (
    <AppContext value={context}>
      <InstagramProvider client={client} now={now} pages={pages} onNavigate={goTo} onSignIn={() => setUser(null)}>
        <TopBar />
        {user === 'unknown' && <main id="content" className="page" aria-busy="true" />}
        {user === null && <SignIn />}
        {signedIn !== null && (
          <>
            <Navigation />
            <Screens key={signedIn.id} />
            <SandboxDrawer onClockMoved={setClockAheadMs} />
          </>
        )}
        <Footer />
      </InstagramProvider>
    </AppContext>
  )
}
