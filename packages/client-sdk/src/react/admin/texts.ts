import type { Locale } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { adminEn } from './texts.en.ts'
import { adminPtBR, type AdminMessages } from './texts.pt-br.ts'

const catalogues = { 'pt-BR': adminPtBR, en: adminEn } satisfies Record<Locale, AdminMessages>

/** The administrator's sentences in the reader's language. They come with these screens, not with the dashboard. */
export function useAdminTexts(): AdminMessages {
  return catalogues[useInstagramContext().locale]
}
