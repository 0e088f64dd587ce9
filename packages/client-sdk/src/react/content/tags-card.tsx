/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { useMediaTags } from '../hooks/metrics.ts'
import { Card, DataTable } from '../parts/index.ts'

/** How the posts of each tag did, side by side; nothing before the user has given one. */
export function TagsCard({ accountId }: { accountId: string }) {
  const { t, format } = useInstagramContext()
  const items = useMediaTags({ accountId }).data?.items ?? []
  if (items.length === 0) return null
  const shown = (value: number | null, write = format.number) => (value === null ? t.units.unknown : write(value))
  const rows = items.map(({ tag, posts, averages }) => ({
    key: tag,
    cells: [
      tag,
      format.number(posts),
      shown(averages.views),
      shown(averages.engagement),
      shown(averages.engagementRate, format.percent),
    ],
  }))
  return (
    <Card title={t.tagged.title} testId="tags">
      <DataTable caption={t.tagged.title} columns={t.tagged.columns} rows={rows} testId="tags-table" />
      <p className="instagram-card-note">{t.tagged.note}</p>
    </Card>
  )
}
