import type { ComparedFigure, MediaItem } from '@instagram-dashboard/server/contract'
import type { useInstagramContext } from '../data/index.ts'

type Context = Pick<ReturnType<typeof useInstagramContext>, 't' | 'format'>

/** The figures of posts that are shown, in this order. */
export const postFigures = [
  'views',
  'reach',
  'engagement',
  'likes',
  'comments',
  'saves',
  'shares',
  'engagementRate',
  'averageWatchTimeMs',
  'totalWatchTimeMs',
  'skipRate',
  'reposts',
  'follows',
  'profileVisits',
] as const satisfies readonly (keyof MediaItem)[]
export type PostFigure = (typeof postFigures)[number]

/** How a figure is called. */
export function figureName(figure: PostFigure, { t }: Pick<Context, 't'>): string {
  switch (figure) {
    case 'views':
      return t.metrics.impressions
    case 'profileVisits':
      return t.metrics.profileViews
    case 'averageWatchTimeMs':
      return t.media.watched
    case 'totalWatchTimeMs':
      return t.media.watchedTotal
    case 'skipRate':
      return t.media.skipped
    default:
      return t.metrics[figure]
  }
}

/** A figure in the user's language; one that is unknown is a dash, never a 0. */
export function figureText(figure: PostFigure, value: number | null, { t, format }: Context): string {
  if (value === null) return t.units.unknown
  switch (figure) {
    case 'engagementRate':
    case 'skipRate':
      return format.percent(value)
    case 'averageWatchTimeMs':
      return `${format.decimal(value / 1_000)} s`
    case 'totalWatchTimeMs':
      return format.duration(value / 1_000)
    default:
      return format.number(value)
  }
}

const compared: ReadonlySet<string> = new Set<ComparedFigure>([
  'views',
  'reach',
  'engagement',
  'likes',
  'comments',
  'saves',
  'shares',
])

/** Whether posts are held against their average by this figure. */
export function isCompared(figure: PostFigure): figure is ComparedFigure {
  return compared.has(figure)
}

/** What a post is called: the first line below it. */
export function postName({ caption }: Pick<MediaItem, 'caption'>, { t }: Pick<Context, 't'>): string {
  const [line = ''] = (caption ?? '').trim().split('\n')
  return line === '' ? t.media.untitled : line
}

/** Why a post has no figure at all; `null` when it has some. */
export function whyEmpty(item: MediaItem): MediaItem['missingReason'] {
  if (item.missingReason !== null) return item.missingReason
  const isEmpty = item.views === null && item.reach === null && item.engagement === null
  return isEmpty ? 'no_figures' : null
}
