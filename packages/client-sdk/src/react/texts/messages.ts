import type { Locale } from '@instagram-dashboard/server/contract'
import { en } from './en.ts'
import { ptBR, type Messages } from './pt-br.ts'

export const catalogues = { 'pt-BR': ptBR, en } satisfies Record<Locale, Messages>
