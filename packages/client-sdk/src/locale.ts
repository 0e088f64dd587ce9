import type { Locale } from '@instagram-dashboard/server/contract'

/** Every locale of the server, or it does not compile. Every table of texts is a `Record` over them too. */
const locales = Object.keys({ 'pt-BR': 1, en: 1 } satisfies Record<Locale, 1>) as Locale[]

export const defaultLocale: Locale = 'pt-BR'

/** The locale of a language tag such as `en-GB`. */
export function toLocale(tag: string): Locale {
  const [language] = tag.toLowerCase().split('-')
  return locales.find((locale) => locale.split('-')[0] === language) ?? defaultLocale
}
