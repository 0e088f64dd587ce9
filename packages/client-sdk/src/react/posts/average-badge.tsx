/** @jsxImportSource #own */
import type { ComparedFigure, ListedMedia } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'

interface AverageBadgeProps {
  item: Pick<ListedMedia, 'comparison' | 'type'>
  figure?: ComparedFigure
  /** Without the words, for a cell under a heading that says them. */
  isShort?: boolean
}

/**
 * How many times the average a post has. Of one that still grows, less than the average says nothing yet: then it says
 * that it grows. Without an average there is no badge.
 */
export function AverageBadge({ item: { comparison, type }, figure = 'views', isShort = false }: AverageBadgeProps) {
  const { t, format } = useInstagramContext()
  const times = comparison?.times[figure] ?? null
  if (comparison === null || times === null) return null
  const isBelow = times < 1
  if (isBelow && comparison.isGrowing) {
    return (
      <span className="instagram-times" data-testid="post-times" title={t.media.growingWhy}>
        {t.media.growing}
      </span>
    )
  }
  const text = format.decimal(times)
  return (
    <span
      className={`instagram-times${isBelow ? '' : ' instagram-times-above'}`}
      data-testid="post-times"
      title={t.media.timesOf(text, figure, { type, posts: format.number(comparison.posts) })}
    >
      {isShort ? t.media.timesShort(text) : t.media.times(text)}
    </span>
  )
}
