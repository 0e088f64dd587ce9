/**
 * Every locale of the product, the default first. All tables of texts are a `Record` over it, so that a locale which lacks
 * one does not compile; what follows from a locale's name is read from the name.
 */
export const locales = ['pt-BR', 'en'] as const
export type Locale = (typeof locales)[number]

/** The locale of a language such as `pt`, or of a tag that begins with one (`pt-PT`, `pt_BR.UTF-8`). */
export function localeOf(tag: string): Locale | undefined {
  const [language] = tag.toLowerCase().split(/[-_.@]/)
  return locales.find((locale) => locale.split('-')[0] === language)
}

/** The best of our locales for an `Accept-Language` header (RFC 9110 §12.5.4). */
export function negotiateLocale<Fallback extends Locale | undefined>(
  header: string | undefined,
  fallback: Fallback,
): Locale | Fallback {
  return (
    (header ?? '')
      .slice(0, 500)
      .split(',')
      .map((part) => {
        const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
        const quality = parameters.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find((text) => text !== undefined)
        return { locale: localeOf(tag), quality: quality === undefined ? 1 : Number(quality) }
      })
      .filter(({ quality }) => quality > 0)
      .toSorted((a, b) => b.quality - a.quality)
      .find(({ locale }) => locale !== undefined)?.locale ?? fallback
  )
}

/**
 * The locale of a terminal (POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`). One that names none of ours speaks English, as
 * developers' terminals do.
 */
export function terminalLocale(environment: Record<string, string | undefined>): Locale {
  const named = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find((text) => text)
  return localeOf(named ?? '') ?? 'en'
}
