import type { InsightPost } from '@instagram-dashboard/server/contract'
import type { Messages } from '../texts/pt-br.ts'

const mostLetters = 40

/** A post within a sentence: its kind, and the beginning of its words. */
export function namePost(t: Messages, { type, caption }: Pick<InsightPost, 'type' | 'caption'>): string {
  const words = (caption ?? '').replaceAll(/\s+/g, ' ').trim()
  const letters = [...words]
  const short = letters.length <= mostLetters ? words : `${letters.slice(0, mostLetters).join('').trimEnd()}…`
  return t.growth.postNames[type](short)
}
