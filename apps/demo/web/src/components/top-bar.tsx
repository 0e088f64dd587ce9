import { NotificationsBell } from '@instagram-dashboard/client-sdk/react'
import { useRef, useState } from 'react'
import { useApp } from '../data/app-context.ts'
import { signOut } from '../data/session.ts'
import { languageNames, locales } from '../i18n/locale.ts'
import { Brand } from './brand.tsx'
import { Navigation } from './navigation.tsx'

/** The bar of the app. On a phone everything but the bell is behind one button, so that the numbers have the room. */
export function TopBar() {
  const { t, user, setUser } = useApp()
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)

  async function leave() {
    await signOut()
    setUser(null)
  }

  return (
    <header className="top-bar">
      <a className="skip-link" href="#content">
        {t.skip}
      </a>
      <div
        className="top-bar-inner"
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !isOpen) return
          setIsOpen(false)
          button.current?.focus()
        }}
        onBlur={(event) => {
          // Safari focuses no button that is pressed: what is pressed inside then has no `relatedTarget`.
          if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) setIsOpen(false)
        }}
      >
        <Brand />
        <div className={`top-bar-menu${isOpen ? ' is-open' : ''}`} id="menu">
          {user !== null && <Navigation onGone={() => setIsOpen(false)} />}
          <div className="top-bar-side">
            <Languages />
            {user !== null && (
              <button type="button" className="button button-quiet" data-testid="sign-out" onClick={() => void leave()}>
                {t.top.signOut(user.name)}
              </button>
            )}
          </div>
        </div>
        {user !== null && <NotificationsBell />}
        <button
          ref={button}
          type="button"
          className="button button-secondary top-bar-toggle"
          aria-label={t.menu}
          aria-expanded={isOpen}
          aria-controls="menu"
          data-testid="menu"
          onClick={() => setIsOpen(!isOpen)}
        >
          <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
            <path d="M4 7h16M4 12h16M4 17h16" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
          </svg>
        </button>
      </div>
    </header>
  )
}

function Languages() {
  const { t, locale, setLocale } = useApp()
  return (
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
  )
}
