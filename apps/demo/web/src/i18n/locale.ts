import { en } from './en.ts'
import { ptBR, type Messages } from './pt-br.ts'

export type Locale = 'pt-BR' | 'en'

const catalogues: Record<Locale, Messages> = { 'pt-BR': ptBR, en }
const storageKey = 'aurora-locale'

export function messagesFor(locale: Locale): Messages {
  return catalogues[locale]
}

/** Portuguese, unless the person chose English here before. */
export function savedLocale(): Locale {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'pt-BR'
  } catch {
    return 'pt-BR'
  }
}

export function saveLocale(locale: Locale): void {
  try {
    localStorage.setItem(storageKey, locale)
  } catch {
    // A browser without storage forgets the choice. Nothing else depends on it.
  }
}
