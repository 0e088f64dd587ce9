import { useCallback, useEffect, useMemo, useState } from 'react'
import { createInstagramClient, type ConnectCompleteResult } from '@instagram-dashboard/client-sdk'
import { Footer } from './components/footer.tsx'
import { TopBar } from './components/top-bar.tsx'
import { AppContext } from './data/app-context.ts'
import { readSession, type Person } from './data/session.ts'
import { createFormat, type Locale } from './i18n/format.ts'
import { messagesFor, saveLocale, savedLocale } from './i18n/locale.ts'
import { ConnectReturn } from './screens/connect-return.tsx'
import { Home } from './screens/home.tsx'
import { SignIn } from './screens/sign-in.tsx'

/** The page of this app that Instagram sends people back to. */
const returnPath = '/conectar/retorno'

export function App() {
  const [locale, setLocaleState] = useState<Locale>(savedLocale)
  const [person, setPerson] = useState<Person | null | 'unknown'>('unknown')
  const [path, setPath] = useState(location.pathname)
  const [connected, setConnected] = useState<ConnectCompleteResult | null>(null)

  useEffect(() => {
    readSession().then(setPerson, () => setPerson(null))
  }, [])
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])

  const goHome = useCallback((result: ConnectCompleteResult | null) => {
    history.replaceState(null, '', '/')
    setConnected(result)
    setPath('/')
  }, [])

  const context = useMemo(() => {
    const t = messagesFor(locale)
    return {
      locale,
      setLocale(chosen: Locale) {
        saveLocale(chosen)
        setLocaleState(chosen)
      },
      t,
      format: createFormat(locale, t),
      client: createInstagramClient({ url: '/instagram/trpc', locale }),
      person: person === 'unknown' ? null : person,
      setPerson(changed: Person | null) {
        setConnected(null)
        setPerson(changed)
      },
    }
  }, [locale, person])

  return (
    <AppContext value={context}>
      <TopBar />
      {person === 'unknown' ? (
        <main id="content" className="page" aria-busy="true" />
      ) : person === null ? (
        <SignIn />
      ) : path === returnPath ? (
        <ConnectReturn onDone={goHome} />
      ) : (
        <Home key={person.id} connected={connected} />
      )}
      <Footer />
    </AppContext>
  )
}
