/** @jsxImportSource #own */
import type { MediaItem } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { useMedia, useMediaHistory } from '../hooks/metrics.ts'
import { Card, DataTable } from '../parts/index.ts'

/** How the newest post grew, against what is usual; nothing where nothing was read of its ages. */
export function PostHistoryCard({ accountId }: { accountId: string }) {
  const [newest] = useMedia({ accountId, sort: 'recent', limit: 1 }).items
  return newest === undefined ? null : <History accountId={accountId} post={newest} />
}

function History({ accountId, post }: { accountId: string; post: MediaItem }) {
  const { t, format } = useInstagramContext()
  const { data } = useMediaHistory({ accountId, mediaId: post.id })
  const points = data?.points.filter(({ missingReason }) => missingReason === null) ?? []
  if (data === undefined || points.length === 0) return null
  const rows = points.map(({ age, views, comparison }) => ({
    key: age,
    cells: [
      t.history.ages[age],
      views === null ? t.units.unknown : format.number(views),
      comparison.views?.times == null
        ? t.units.unknown
        : t.history.times(comparison.views.times, format.decimal(comparison.views.times)),
    ],
  }))
  return (
    <Card title={t.history.title} testId="post-history">
      <p className="instagram-card-note">
        {post.caption ?? t.media.types[post.type]} · {format.instantDay(post.publishedAt)}
      </p>
      <DataTable caption={t.history.title} columns={t.history.columns} rows={rows} testId="post-history-table" />
      <p className="instagram-card-note">{t.history.note(format.number(data.fewestPosts))}</p>
    </Card>
  )
}
