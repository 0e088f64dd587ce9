import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { appErrorCodes } from '../errors.ts'
import { fieldMessage, inputIssueMessage } from './input-issues.ts'
import { errorMessage, locales, negotiateLocale, type Locale } from './messages.ts'

describe('errorMessage', () => {
  it.each(appErrorCodes)('has a whole sentence for %s in both languages, with and without a wait', (code) => {
    const sentences = locales.flatMap((locale) => [
      errorMessage(code, { locale }),
      errorMessage(code, { locale, retryAfterSeconds: 90 }),
    ])
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^\p{Lu}.*\.$/u)
      expect(sentence).not.toMatch(/undefined|NaN|null|\$\{|[A-Z]+_[A-Z]+/)
    }
    expect(errorMessage(code, { locale: 'pt-BR' })).not.toBe(errorMessage(code, { locale: 'en' }))
  })

  it.each(appErrorCodes)('tells for %s what to do next', (code) => {
    expect(errorMessage(code, { locale: 'pt-BR' })).toMatch(
      /\b(tente|tentar|entre|confira|comece|conecte|reconecte|volte|recarregue|espere|aguarde|fale|avise|abra|sem você fazer nada|não precisa fazer nada)\b/i,
    )
    expect(errorMessage(code, { locale: 'en' })).toMatch(
      /\b(try|sign in|check|start|connect|reconnect|go back|reload|wait|ask|contact|tell|open|do not need to do anything)\b/i,
    )
  })

  it('uses no sentence twice', () => {
    for (const locale of locales) {
      expect(new Set(appErrorCodes.map((code) => errorMessage(code, { locale }))).size).toBe(appErrorCodes.length)
    }
  })

  it.each<[number, string, string]>([
    [1, '1 second', '1 segundo'],
    [59, '59 seconds', '59 segundos'],
    [60, '1 minute', '1 minuto'],
    [61, '2 minutes', '2 minutos'],
    [840, '14 minutes', '14 minutos'],
    [5_399, '90 minutes', '90 minutos'],
    [5_400, '2 hours', '2 horas'],
    [7_200, '2 hours', '2 horas'],
    [7_201, '3 hours', '3 horas'],
    [86_400, '24 hours', '24 horas'],
  ])('reads %i seconds as %s and %s', (seconds, english, portuguese) => {
    expect(errorMessage('RATE_LIMITED', { locale: 'en', retryAfterSeconds: seconds })).toBe(
      `Too many requests in a short time. Try again in ${english}.`,
    )
    expect(errorMessage('RATE_LIMITED', { locale: 'pt-BR', retryAfterSeconds: seconds })).toBe(
      `Muitos pedidos em pouco tempo. Tente de novo em ${portuguese}.`,
    )
  })

  it.each([
    [59, 'Tente de novo em 59 segundos.', 'Try again in 59 seconds.'],
    [1_200, 'Tente de novo às 19h40 (horário de Brasília).', 'Try again at 7:40 PM (Brasilia Time).'],
    [2_400, 'Tente de novo às 20h (horário de Brasília).', 'Try again at 8:00 PM (Brasilia Time).'],
    [43_200, 'Tente de novo amanhã às 7h20 (horário', 'Try again tomorrow at 7:20 AM (Brasilia'],
    [172_800, 'Tente de novo em 2 de dezembro, às 19h20 (horário', 'Try again on December 2 at 7:20 PM (Brasilia'],
  ])('names the hour that comes in %i seconds, and whose hour it is', (retryAfterSeconds, portuguese, english) => {
    const clock = { now: new Date('2026-11-30T22:20:00Z'), timeZone: 'America/Sao_Paulo' }
    const said = (locale: Locale) => errorMessage('RATE_LIMITED', { locale, retryAfterSeconds, clock })
    expect(said('pt-BR')).toContain(portuguese)
    expect(said('en')).toContain(english)
  })

  it('asks for a little patience where the wait is not known', () => {
    expect(errorMessage('SYNC_COOLDOWN', { locale: 'en' })).toBe(
      'Your numbers were updated just now. Wait a little before updating again.',
    )
  })
})

describe('negotiateLocale', () => {
  it.each<[string | undefined, Locale]>([
    [undefined, 'pt-BR'],
    ['', 'pt-BR'],
    ['en', 'en'],
    ['EN-us', 'en'],
    ['pt', 'pt-BR'],
    ['pt-PT,en;q=0.9', 'pt-BR'],
    ['en;q=0.5, pt;q=0.8', 'pt-BR'],
    ['pt;q=0.5,en;q=0.8', 'en'],
    ['de-DE,de;q=0.9,en;q=0.8', 'en'],
    ['de,fr', 'pt-BR'],
    ['*', 'pt-BR'],
    ['en;q=0', 'pt-BR'],
    ['en;q=0,pt;q=0.1', 'pt-BR'],
    ['en; q=0.9', 'en'],
    ['english', 'pt-BR'],
    [';;;,,,q=', 'pt-BR'],
    [`${'x,'.repeat(10_000)}en`, 'pt-BR'],
  ])('reads %j as %s', (header, locale) => {
    expect(negotiateLocale(header, 'pt-BR')).toBe(locale)
  })

  it('falls back to the language of the host', () => {
    expect(negotiateLocale('de', 'en')).toBe('en')
  })
})

describe('sentences beside a field', () => {
  const schema = z.object({ name: z.string().min(3), count: z.number() })
  const input = { name: 'a', count: 'x' }

  it('come in the language of the reader', () => {
    const issues = schema.safeParse(input).error?.issues ?? []
    expect(issues).toHaveLength(2)
    for (const issue of issues) {
      const found = input[issue.path[0] === 'name' ? 'name' : 'count']
      const english = inputIssueMessage(issue, found, 'en')
      const portuguese = inputIssueMessage(issue, found, 'pt-BR')
      expect(english).not.toBe('')
      expect(portuguese).not.toBe(english)
    }
  })

  it('says nothing of the pattern behind a field', () => {
    const patterned = z.object({ id: z.string().regex(/^\d{1,15}$/), day: z.string().refine(() => false) })
    const issues = patterned.safeParse({ id: 'x', day: 'y' }).error?.issues ?? []
    expect(issues.map((issue) => inputIssueMessage(issue, 'x', 'pt-BR'))).toEqual([
      'Este valor não é válido.',
      'Este valor não é válido.',
    ])
  })

  it('has one of its own for what the domain refuses', () => {
    expect(locales.map((locale) => fieldMessage('invalid', '', locale))).toEqual([
      'Este valor não é válido.',
      'This value is not valid.',
    ])
  })
})
