import { createInstagramClient, type ConnectCompleteResult } from '@instagram-dashboard/client-sdk'
import { InstagramConnectReturn, InstagramProvider } from '@instagram-dashboard/client-sdk/react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Footer } from './components/footer.tsx'
import { Navigation } from './components/navigation.tsx'
import { SandboxDrawer } from './components/sandbox-drawer.tsx'
import { TopBar } from './components/top-bar.tsx'
import { AppContext } from './data/app-context.ts'
import { useScreen } from './data/navigation.ts'
import { readSession, type Person } from './data/session.ts'
import { messagesFor, saveLocale, savedLocale, type Locale } from './i18n/locale.ts'
import { Screens } from './screens/screens.tsx'
import { SignIn } from './screens/sign-in.tsx'

export function App() {
  const [locale, setLocaleState] = useState<Locale>(savedLocale)
  const [person, setPerson] = useState<Person | null | 'unknown'>('unknown')
  const [clockAheadMs, setClockAheadMs] = useState(0)
  const [welcome, setWelcome] = useState<ConnectCompleteResult | null>(null)
  const { screen, go } = useScreen()

  useEffect(() => {
    readSession().then(
      (session) => {
        setPerson(session.person)
        setClockAheadMs(session.clockAheadMs)
      },
      () => setPerson(null),
    )
  }, [])
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])

  const signedIn = person === 'unknown' ? null : person
  const personId = signedIn?.id
  const client = useMemo(
    () =>
      createInstagramClient({ url: '/instagram/trpc', locale, ...(personId !== undefined && { person: personId }) }),
    [locale, personId],
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
      person: signedIn,
      setPerson(changed: Person | null) {
        setWelcome(null)
        setPerson(changed)
      },
      screen,
      go,
    }),
    [locale, signedIn, screen, go],
  )

  return (
    <AppContext value={context}>
      <InstagramProvider client={client} now={now} onSignIn={() => setPerson(null)}>
        <TopBar />
        {person === 'unknown' ? (
          <main id="content" className="page" aria-busy="true" />
        ) : person === null ? (
          <SignIn />
        ) : screen === 'return' ? (
          <main id="content" className="narrow" tabIndex={-1}>
            <InstagramConnectReturn
              onDone={(result) => {
                setWelcome(result)
                go('dashboard', 'replace')
              }}
            />
          </main>
        ) : (
          <>
            <Navigation />
            <Screens key={person.id} welcome={welcome} />
            <SandboxDrawer onClockMoved={setClockAheadMs} />
          </>
        )}
        <Footer />
      </InstagramProvider>
    </AppContext>
  )
}
