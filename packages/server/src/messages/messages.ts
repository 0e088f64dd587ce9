import { IntlMessageFormat } from 'intl-messageformat'
import type { AppErrorCode, FailureReason } from '../errors.ts'
import type { Catalogue, MessageKey, MessageParameters } from './catalogue.ts'
import { en } from './en/catalogue.ts'
import type { Locale } from './locales.ts'
import { ptBr } from './pt-br/catalogue.ts'

export { locales, negotiateLocale, type Locale } from './locales.ts'

const catalogues = { 'pt-BR': ptBr, en } satisfies Record<Locale, Catalogue>
const parsed = new Map<string, IntlMessageFormat>()

/** A message in the reader's language. A missing key or parameter does not compile. */
export function say<Key extends MessageKey>(key: Key, locale: Locale, parameters: MessageParameters[Key]): string {
  const text = catalogues[locale][key]
  if (!/[{}']/.test(text)) return text
  const name = `${locale} ${key}`
  // Without tags, so that neither a message nor a name in it is ever read as markup.
  const message = parsed.get(name) ?? new IntlMessageFormat(text, locale, {}, { ignoreTag: true })
  parsed.set(name, message)
  return String(message.format(parameters))
}

/** A sentence for the user: what happened and what to do next. */
export function errorMessage(
  code: AppErrorCode,
  {
    locale,
    reason = null,
    retryAfterSeconds,
  }: { locale: Locale; reason?: FailureReason | null; retryAfterSeconds?: number | undefined },
): string {
  const wait = retryAfterSeconds === undefined ? 'unknown' : waitInWords(retryAfterSeconds, locale)
  return say(reason === null ? `errors.${code}` : `reasons.${reason}`, locale, { wait })
}

function waitInWords(seconds: number, locale: Locale): string {
  const [amount, unit] =
    seconds < 60
      ? [seconds, 'second']
      : seconds < 5_400
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3_600), 'hour']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount)
}
