import type { CopyRefusal } from '@instagram-dashboard/db'
import type { Locale } from './messages.ts'
import { moveEn } from './move.en.ts'
import { movePtBr } from './move.pt-br.ts'

/** What `migrate --from … --to …` says, in one language. */
export interface MoveWords {
  fromWhere: string
  /** Heads of the columns. */
  table: string
  rows: string
  checksum: string
  moved(report: { written: number }): string
  keyMissing: string
  /** By reason; some name a table. */
  refused: Record<CopyRefusal, (table: string) => string>
}

const words: Record<Locale, MoveWords> = { 'pt-BR': movePtBr, en: moveEn }

export function moveWords(locale: Locale): MoveWords {
  return words[locale]
}
