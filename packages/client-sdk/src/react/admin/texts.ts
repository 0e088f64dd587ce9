import { useInstagramContext } from '../data/context.ts'
import { adminEn } from './texts.en.ts'
import { adminPtBR, type AdminMessages } from './texts.pt-br.ts'

/** The administrator's sentences in the reader's language. They come with these screens, not with the dashboard. */
export function useAdminTexts(): AdminMessages {
  return useInstagramContext().locale === 'en' ? adminEn : adminPtBR
}
