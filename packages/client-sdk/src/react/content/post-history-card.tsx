/** @jsxImportSource #own */
import type { ListedMedia } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { useMedia, useMediaHistory } from '../hooks/metrics.ts'
import { Card } from '../parts/index.ts'
import { AverageBadge } from '../posts/average-badge.tsx'
import { postName } from '../posts/figures.ts'
import { PostGrowth } from '../posts/post-growth.tsx'
import { PostPicture } from '../posts/post-picture.tsx'

/** How the newest post grew, against what is usual; nothing where nothing was read of its ages. */
export function PostHistoryCard({ accountId }: { accountId: string }) {
  const [newest] = useMedia({ accountId, sort: 'recent', limit: 1 }).items
  return newest === undefined ? null : <History accountId={accountId} post={newest} />
}

function History({ accountId, post }: { accountId: string; post: ListedMedia }) {
  const context = useInstagramContext()
  const { t, format } = context
  const { data } = useMediaHistory({ accountId, mediaId: post.id })
  if (data === undefined || data.points.every(({ views }) => views === null)) return null
  return (
    <Card title={t.history.title} testId="post-history">
      <p className="instagram-row-post">
        <PostPicture url={post.previewUrl} type={post.type} />
        <span>
          <strong>{postName(post, context)}</strong>
          <span className="instagram-post-day">
            {t.media.types[post.type]} · {format.shortInstant(post.publishedAt)}
          </span>
        </span>
        <AverageBadge item={post} />
      </p>
      <PostGrowth history={data} caption={t.history.title} />
    </Card>
  )
}
