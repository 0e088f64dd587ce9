import { NotificationsBell } from '@instagram-dashboard/client-sdk/react'
import { useApp } from '../data/app-context.ts'
import { signOut } from '../data/session.ts'
import { languageNames, locales } from '../i18n/locale.ts'
import { Brand } from './brand.tsx'

export function TopBar() {
  const { t, locale, setLocale, user, setUser } = useApp()

  async function leave() {
    await signOut()
    setUser(null)
  }

  return (
    <header className="top-bar">
      <a className="skip-link" href="#content">
        {t.skip}
      </a>
      <div className="top-bar-inner">
        <Brand />
        <div className="top-bar-side">
          <div className="languages" role="group" aria-label={t.language}>
            {locales.map((value) => {
              const [language = value] = value.split('-')
              return (
                <button
                  key={value}
                  type="button"
                  lang={value}
                  title={languageNames[value]}
                  aria-label={`${language.toUpperCase()} – ${languageNames[value]}`}
                  aria-pressed={locale === value}
                  data-testid={`language-${language}`}
                  onClick={() => setLocale(value)}
                >
                  {language.toUpperCase()}
                </button>
              )
            })}
          </div>
          {user !== null && (
            <>
              <NotificationsBell />
              <span className="top-bar-greeting">{t.top.greeting(user.name)}</span>
              <button type="button" className="button button-quiet" data-testid="sign-out" onClick={() => void leave()}>
                {t.top.signOut}
              </button>
            </>
          )}
        </div>
      </div>
    </header>
  )
}
