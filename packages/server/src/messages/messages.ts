import { IntlMessageFormat } from 'intl-messageformat'
import { addMs, dayMs } from '../clock/index.ts'
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

/** The clock by which a sentence names hours. */
export interface SentenceClock {
  now: Date
  /** IANA, for example `America/Sao_Paulo`. It is named, for the reader's clock may be another. */
  timeZone: string
}

/**
 * A sentence for the user: what happened and what to do next.
 * @param options `retryAfterSeconds`: until things go on; with a `clock` a minute or more is told as its hour
 */
export function errorMessage(
  code: AppErrorCode,
  {
    locale,
    reason = null,
    retryAfterSeconds,
    clock,
  }: {
    locale: Locale
    reason?: FailureReason | null
    retryAfterSeconds?: number | undefined
    clock?: SentenceClock | undefined
  },
): string {
  const wait = retryAfterSeconds === undefined ? 'unknown' : waitInWords(retryAfterSeconds, locale, clock)
  return say(reason === null ? `errors.${code}` : `reasons.${reason}`, locale, { wait })
}

function waitInWords(seconds: number, locale: Locale, clock: SentenceClock | undefined): string {
  if (clock === undefined || seconds < 60) return durationInWords(seconds, locale)
  return hourInWords(new Date(clock.now.getTime() + seconds * 1_000), { locale, clock })
}

function durationInWords(seconds: number, locale: Locale): string {
  const [amount, unit] =
    seconds < 60
      ? [seconds, 'second']
      : seconds < 5_400
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.ceil(seconds / 3_600), 'hour']
  const duration = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount)
  return say('times.in', locale, { duration })
}

/** `às 19h40 (horário de Brasília)`, with the day where it is another one. */
function hourInWords(at: Date, { locale, clock }: { locale: Locale; clock: SentenceClock }): string {
  const { now, timeZone } = clock
  const write = (instant: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(instant)
  const dayOf = (instant: Date) => write(instant, { dateStyle: 'short' })
  const hour = write(at, { hour: 'numeric', minute: '2-digit' })
  const zone = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')
  const isTomorrow = dayOf(at) === dayOf(addMs(now, dayMs))
  return say('times.at', locale, {
    when: dayOf(at) === dayOf(now) ? 'today' : isTomorrow ? 'tomorrow' : 'later',
    day: write(at, { day: 'numeric', month: 'long' }),
    clock: locale === 'pt-BR' ? hour.replace(/:00$/, 'h').replace(':', 'h') : hour,
    zone: zone?.value.replace(/ (?:Padrão|Standard)\b/, '').replace(/^Horário/, 'horário') ?? timeZone,
  })
}
