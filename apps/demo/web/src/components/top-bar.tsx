import { NotificationsBell } from '@instagram-dashboard/client-sdk/react'
import { useApp } from '../data/app-context.ts'
import { signOut } from '../data/session.ts'
import type { Locale } from '../i18n/locale.ts'
import { Brand } from './brand.tsx'

const languages = [
  { locale: 'pt-BR', label: 'PT', name: 'pt' },
  { locale: 'en', label: 'EN', name: 'en' },
] as const satisfies { locale: Locale; label: string; name: 'pt' | 'en' }[]

export function TopBar() {
  const { t, locale, setLocale, person, setPerson } = useApp()

  async function leave() {
    await signOut()
    setPerson(null)
  }

  return (
    <header className="top-bar">
      <a className="skip-link" href="#content">
        {t.skip}
      </a>
      <div className="top-bar-inner">
        <Brand />
        <div className="top-bar-side">
          <div className="segmented segmented-small" role="group" aria-label={t.language.label}>
            {languages.map(({ locale: value, label, name }) => (
              <button
                key={value}
                type="button"
                lang={value}
                title={t.language[name]}
                aria-label={`${label} – ${t.language[name]}`}
                aria-pressed={locale === value}
                data-testid={`language-${name}`}
                onClick={() => setLocale(value)}
              >
                {label}
              </button>
            ))}
          </div>
          {person !== null && (
            <>
              <NotificationsBell />
              <span className="top-bar-greeting">{t.top.greeting(person.name)}</span>
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
