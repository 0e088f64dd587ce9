import type { ListedMedia } from '@instagram-dashboard/server/contract'

const mostLetters = 28

/** The first words below a post, short enough for a sentence; `null` where there are none. */
export function shortName({ caption }: Pick<ListedMedia, 'caption'>): string | null {
  const [line = ''] = (caption ?? '').trim().split('\n')
  if (line === '') return null
  const letters = [...line]
  return letters.length <= mostLetters ? line : `${letters.slice(0, mostLetters).join('').trimEnd()}…`
}
