/** @jsxImportSource #own */
import { useState } from 'react'
import { SparkIcon } from '../parts/index.ts'
import type { LeadReason } from './lead-story.ts'

/** The picture of the post that is the reason, or a drawing where it is none. */
export function LeadPicture({ reason }: { reason: LeadReason }) {
  const [broken, setBroken] = useState<string | null>(null)
  const url = reason.kind === 'post' ? reason.post.item.previewUrl : null
  if (url === null || url === broken) return <SparkIcon />
  return <img src={url} alt="" loading="lazy" referrerPolicy="no-referrer" onError={() => setBroken(url)} />
}
