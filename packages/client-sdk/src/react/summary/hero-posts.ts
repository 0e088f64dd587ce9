import type { ListedMedia, MediaItem } from '@instagram-dashboard/server/contract'
import { type ChartPost, instagramDay, useInstagramContext } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { useMedia } from '../hooks/metrics.ts'
import type { Messages } from '../texts/pt-br.ts'

/** As many as a wide axis has room for, and those that they stand before. */
const mostPosts = 50
const mostLetters = 60

/** What was published within the range, the posts that reached most first. */
export function useChartPosts(
  { accountId, range, timeline }: DashboardData,
  onOpen: (post: ListedMedia) => void,
): { posts: ChartPost[]; items: ListedMedia[] } {
  const { t } = useInstagramContext()
  const { items } = useMedia({ accountId, ...range, sort: 'reach', limit: mostPosts })
  const posts = items.flatMap((item) => {
    const day = instagramDay(item.publishedAt)
    const date = timeline.days.findLast((start) => start <= day)
    if (date === undefined) return []
    return [
      {
        id: item.id,
        date,
        name: nameOf(item, t),
        pictureUrl: item.previewUrl,
        href: item.permalink,
        onOpen: () => onOpen(item),
      },
    ]
  })
  return { posts, items }
}

/** The first words below a post, or what kind of post it is. */
function nameOf({ caption, type }: MediaItem, t: Messages): string {
  const [line = ''] = (caption ?? '').trim().split('\n')
  if (line === '') return t.media.types[type]
  return `“${line.length > mostLetters ? `${line.slice(0, mostLetters).trimEnd()}…` : line}”`
}
