import { createContext, useContext } from 'react'
import type { Locale } from '../i18n/locale.ts'
import type { Messages } from '../i18n/pt-br.ts'
import type { Screen } from './navigation.ts'
import type { Person } from './session.ts'

/** What every screen of Estúdio Aurora needs: the language, the person, and the way to another screen. */
export interface AppContextValue {
  locale: Locale
  setLocale: (locale: Locale) => void
  t: Messages
  person: Person | null
  setPerson: (person: Person | null) => void
  screen: Screen
  go: (screen: Screen) => void
}

export const AppContext = createContext<AppContextValue | null>(null)

export function useApp(): AppContextValue {
  const value = useContext(AppContext)
  if (value === null) throw new Error('useApp is only for components inside App')
  return value
}
