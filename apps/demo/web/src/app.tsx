import { createInstagramClient } from '@instagram-dashboard/client-sdk'
import { InstagramProvider } from '@instagram-dashboard/client-sdk/react'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { Footer } from './components/footer.tsx'
import { TopBar } from './components/top-bar.tsx'
import { AppContext } from './data/app-context.ts'
import { goTo, pages, useScreen } from './data/navigation.ts'
import { readSession, sessionOfPage, type User } from './data/session.ts'
import { messagesFor, saveLocale, savedLocale, type Locale } from './i18n/locale.ts'
import { Screens } from './screens/screens.tsx'

const SandboxDrawer = lazy(async () => ({ default: (await import('./components/sandbox-drawer.tsx')).SandboxDrawer }))
const SignIn = lazy(async () => ({ default: (await import('./screens/sign-in.tsx')).SignIn }))

export function App() {
  const [locale, setLocaleState] = useState<Locale>(savedLocale)
  const [given] = useState(sessionOfPage)
  const [user, setUser] = useState<User | null | 'unknown'>(given === null ? 'unknown' : given.person)
  const [clockAheadMs, setClockAheadMs] = useState(given?.clockAheadMs ?? 0)
  const { screen, go } = useScreen()

  useEffect(() => {
    if (given !== null) return
    readSession().then(
      (session) => {
        setUser(session.person)
        setClockAheadMs(session.clockAheadMs)
      },
      () => setUser(null),
    )
  }, [given])
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
      <InstagramProvider
        client={client}
        now={now}
        adoptStyles={false}
        pages={pages}
        onNavigate={goTo}
        onSignIn={() => setUser(null)}
      >
        <TopBar />
        {user === 'unknown' && <main id="content" className="page" aria-busy="true" />}
        {user === null && (
          <Suspense fallback={<main id="content" className="page" aria-busy="true" />}>
            <SignIn />
          </Suspense>
        )}
        {signedIn !== null && <Screens key={signedIn.id} />}
        <Footer />
        {signedIn !== null && (
          <Suspense fallback={null}>
            <SandboxDrawer onClockMoved={setClockAheadMs} />
          </Suspense>
        )}
      </InstagramProvider>
    </AppContext>
  )
}
