import type { Locale } from '@instagram-dashboard/client-sdk'
import { en } from './en.ts'
import { ptBR, type Messages } from './pt-br.ts'

export type { Locale }

/** The texts of every locale of the components, the default first: one that is missing does not compile. */
const catalogues = { 'pt-BR': ptBR, en } satisfies Record<Locale, Messages>
const storageKey = 'aurora-locale'

/** What each locale's speakers call their language. */
export const languageNames = { 'pt-BR': 'Português', en: 'English' } satisfies Record<Locale, string>
export const locales = Object.keys(catalogues) as Locale[]

export function messagesFor(locale: Locale): Messages {
  return catalogues[locale]
}

/** The default, unless the user chose another one here before. */
export function savedLocale(): Locale {
  return locales.find((locale) => locale === readSaved()) ?? 'pt-BR'
}

function readSaved(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    // A browser without storage forgets the choice. Nothing else depends on it.
    return null
  }
}

export function saveLocale(locale: Locale): void {
  try {
    localStorage.setItem(storageKey, locale)
  } catch {
    // As above.
  }
}
