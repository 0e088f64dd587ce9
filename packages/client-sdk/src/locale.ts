import type { Locale } from '@instagram-dashboard/server/contract'

/** The locales of this package and the language of each, the default first: those of the server, or it does not compile. */
const languages = { 'pt-BR': 'pt', en: 'en' } satisfies Record<Locale, string>

export const [defaultLocale = 'pt-BR', ...otherLocales] = Object.keys(languages) as Locale[]

/** The locale of a language tag such as `en-GB`. */
export function toLocale(tag: string): Locale {
  const [language] = tag.toLowerCase().split('-')
  return otherLocales.find((locale) => languages[locale] === language) ?? defaultLocale
}
