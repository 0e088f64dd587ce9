/** @jsxImportSource #own */
import { type CSSProperties, useState } from 'react'
import type { ChartPost } from '../data/index.ts'

interface PostThumbnailProps {
  post: ChartPost
  /** Our class for its size, without `instagram-`. */
  look: string
  style?: CSSProperties
}

/** The picture of a post, and a coloured ground where it has none: Instagram's addresses of pictures end after some days. */
export function PostThumbnail({ post, look, style }: PostThumbnailProps) {
  const [isBroken, setIsBroken] = useState(false)
  const className = `instagram-${look} instagram-thumbnail`
  if (post.pictureUrl === null || isBroken) return <span className={className} style={style} aria-hidden="true" />
  return (
    <img
      className={className}
      style={style}
      src={post.pictureUrl}
      alt=""
      loading="lazy"
      fetchPriority="low"
      draggable={false}
      referrerPolicy="no-referrer"
      onError={() => setIsBroken(true)}
    />
  )
}
