/** @jsxImportSource #own */
import type { ReactNode } from 'react'
import { type ChartPoint, type ChartPost, useInstagramContext } from '../data/index.ts'
import { Link } from '../parts/index.ts'
import { plainNumber, type PointTexts, stateWords, valueWords } from './point-words.ts'
import { PostThumbnail } from './post-thumbnail.tsx'

interface ReadoutProps {
  point: ChartPoint
  /** It is one of the newest points, which may all still change. */
  isOpen: boolean
  /** What was published in its time, the best first. */
  posts: readonly ChartPost[]
  texts: PointTexts
  action: ReactNode
}

/** One point in words, above the drawing, where no finger and no box covers the line. */
export function Readout({ point, isOpen, posts, texts, action }: ReadoutProps) {
  const { t, format } = useInstagramContext()
  const { dayLabel, previousLabel, whyMissing } = texts
  const [post, ...others] = posts
  const { value, previous, date } = point
  const before =
    previousLabel === null || previous === null ? null : `${previousLabel}: ${plainNumber(previous, texts, format)}`
  const about = [dayLabel(date), value === null ? null : stateWords(point, isOpen, { t, format })]
  return (
    <div className="instagram-readout" data-testid="chart-readout">
      {post === undefined ? (
        <span className="instagram-readout-leaf" aria-hidden="true">
          {Number(date.slice(8))}
        </span>
      ) : (
        <PostThumbnail key={post.id} post={post} look="readout-picture" />
      )}
      <div className="instagram-readout-words">
        <p className="instagram-readout-value">
          <strong>{value === null ? t.units.unknown : valueWords(value, texts, { t, format })}</strong>
          {before !== null && <span>{before}</span>}
        </p>
        <p>{about.filter((words) => words !== null).join(' · ')}</p>
        {value === null && <p>{whyMissing(date)}</p>}
        {post !== undefined && (
          <p className="instagram-readout-post">
            <PostName {...post} />
            {others.length > 0 && ` ${t.chart.morePosts(others.length)}`}
          </p>
        )}
      </div>
      {action}
    </div>
  )
}

function PostName({ name, href, onOpen }: ChartPost) {
  if (onOpen !== undefined)
    return (
      <button type="button" data-testid="readout-post" onClick={onOpen}>
        {name}
      </button>
    )
  return href === null ? name : <Link href={href}>{name}</Link>
}
