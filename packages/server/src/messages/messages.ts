import { IntlMessageFormat } from 'intl-messageformat'
import { z } from 'zod'
import type { AppErrorCode, FailureReason } from '../errors.ts'
import type { Catalogue, MessageKey, MessageParameters } from './catalogue.ts'
import { en } from './en.ts'
import { ptBr } from './pt-br.ts'

export const locales = ['pt-BR', 'en'] as const
export type Locale = (typeof locales)[number]

const catalogues = { 'pt-BR': ptBr, en } satisfies Record<Locale, Catalogue>
const parsed = new Map<string, IntlMessageFormat>()

/** A message in the reader's language. A missing key or parameter does not compile. */
export function say<Key extends MessageKey>(key: Key, locale: Locale, parameters: MessageParameters[Key]): string {
  const name = `${locale} ${key}`
  // Without tags, so that neither a message nor a name in it is ever read as markup.
  const message = parsed.get(name) ?? new IntlMessageFormat(catalogues[locale][key], locale, {}, { ignoreTag: true })
  parsed.set(name, message)
  return String(message.format(parameters))
}

/** A sentence for the person: what happened and what to do next. */
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

/** The best of our languages for an `Accept-Language` header (RFC 9110 §12.5.4). */
export function negotiateLocale(header: string | undefined, fallback: Locale): Locale {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find((text) => text !== undefined)
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
  for (const { language } of wanted) {
    if (language === 'pt') return 'pt-BR'
    if (language === 'en') return 'en'
  }
  return fallback
}

/** Beside a field that the domain refuses. */
export function invalidFieldMessage(locale: Locale): string {
  return say('field.invalid', locale, {})
}

const inputLocales = { 'pt-BR': z.locales.pt().localeError, en: z.locales.en().localeError } satisfies Record<
  Locale,
  unknown
>

/** zod's own sentence for an input issue in the reader's language. @param input the value found at the issue's path */
export function inputIssueMessage(issue: z.core.$ZodIssue, input: unknown, locale: Locale): string {
  // Of what a pattern or a check of ours refuses zod knows the pattern or nothing, and neither helps a person.
  if (issue.code === 'custom' || (issue.code === 'invalid_format' && issue.format === 'regex')) {
    return invalidFieldMessage(locale)
  }
  // zod's locale functions read a raw issue; a reported one lacks only the input.
  const message = inputLocales[locale]({ ...issue, input } as z.core.$ZodRawIssue)
  return (typeof message === 'string' ? message : message?.message) ?? invalidFieldMessage(locale)
}
