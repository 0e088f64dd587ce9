/** @jsxImportSource #own */
import type { GrowthResult, ListedMedia } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { addDays, useInstagramContext } from '../data/index.ts'
import type { FollowersStory } from '../hooks/use-followers-story.ts'
import { useMedia } from '../hooks/metrics.ts'
import { Button } from '../parts/index.ts'
import { OpenPost } from '../posts/open-post.tsx'
import { PostPicture } from '../posts/post-picture.tsx'

/** Nobody publishes more in two days. */
const mostPosts = 50

interface BestDayProps {
  accountId: string
  growth: GrowthResult
  story: FollowersStory
}

/** The best day of the period, with the post that it came with, which can be opened. */
export function BestDay({ accountId, growth: { best, bestPost }, story }: BestDayProps) {
  const { t } = useInstagramContext()
  const [opened, setOpened] = useState<ListedMedia | null>(null)
  const date = best?.date ?? ''
  const isAsked = bestPost !== null && bestPost !== undefined && date !== ''
  const range = { startDate: isAsked ? addDays(date, -1) : date, endDate: date }
  const near = useMedia({ accountId, ...range, limit: mostPosts }, { enabled: isAsked })
  const post = near.items.find(({ id }) => id === bestPost?.mediaId)
  if (story.bestDay === null) return null
  return (
    <div className="instagram-best-day" data-testid="growth-best">
      {isAsked && <PostPicture url={post?.previewUrl ?? null} type={bestPost.type} />}
      <p>
        {story.bestDay} {story.worstDay}
      </p>
      {post !== undefined && (
        <Button kind="quiet" onClick={() => setOpened(post)} testId="growth-best-post">
          {t.growth.open}
        </Button>
      )}
      <OpenPost accountId={accountId} post={opened} others={near.items} onClose={() => setOpened(null)} />
    </div>
  )
}
