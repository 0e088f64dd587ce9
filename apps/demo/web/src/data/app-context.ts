import { createContext, useContext } from 'react'
import type { Locale } from '../i18n/locale.ts'
import type { Messages } from '../i18n/pt-br.ts'
import type { Screen } from './navigation.ts'
import type { User } from './session.ts'

/** What every screen of Estúdio Aurora needs: the language, the user, and the way to another screen. */
export interface AppContextValue {
  locale: Locale
  setLocale: (locale: Locale) => void
  t: Messages
  user: User | null
  setUser: (user: User | null) => void
  screen: Screen
  go: (screen: Screen) => void
}

export const AppContext = createContext<AppContextValue | null>(null)

export function useApp(): AppContextValue {
  const value = useContext(AppContext)
  if (value === null) throw new Error('useApp is only for components inside App')
  return value
}
