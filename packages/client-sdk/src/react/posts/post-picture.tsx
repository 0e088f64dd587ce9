/** @jsxImportSource #own */
import type { MediaType } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { PostIcon } from './post-icons.tsx'

interface PostPictureProps {
  /** Signed by Instagram, and short-lived. */
  url: string | null
  type: MediaType
}

/** The picture of a post or story; in place of one that is not there, or has expired, a drawing of its kind. */
export function PostPicture({ url, type }: PostPictureProps) {
  const [broken, setBroken] = useState<string | null>(null)
  return (
    <span className={`instagram-picture instagram-picture-${type}`}>
      {url === null || broken === url ? (
        <PostIcon name={type} />
      ) : (
        <img src={url} alt="" loading="lazy" referrerPolicy="no-referrer" onError={() => setBroken(url)} />
      )}
    </span>
  )
}
