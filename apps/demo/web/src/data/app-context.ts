import { createContext, useContext } from 'react'
import type { InstagramClient } from '@instagram-dashboard/client-sdk'
import type { Format, Locale } from '../i18n/format.ts'
import type { Messages } from '../i18n/pt-br.ts'
import type { Person } from './session.ts'

/** What every screen needs: the language, the Instagram client and the way out. */
export interface AppContextValue {
  locale: Locale
  setLocale: (locale: Locale) => void
  t: Messages
  format: Format
  client: InstagramClient
  person: Person | null
  setPerson: (person: Person | null) => void
}

export const AppContext = createContext<AppContextValue | null>(null)

export function useApp(): AppContextValue {
  const value = useContext(AppContext)
  if (value === null) throw new Error('useApp is only for components inside App')
  return value
}
