import { en } from './en.ts'
import type { Locale } from './format.ts'
import { ptBR, type Messages } from './pt-br.ts'

const catalogues: Record<Locale, Messages> = { 'pt-BR': ptBR, en }

export function messagesFor(locale: Locale): Messages {
  return catalogues[locale]
}
