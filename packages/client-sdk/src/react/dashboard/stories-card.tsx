/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { useStories } from '../hooks/metrics.ts'
import { Card, DataTable, MoreButton } from '../parts/index.ts'

/** The stories of the last days and before, with what became of them; nothing where there are none. */
export function StoriesCard({ accountId }: { accountId: string }) {
  const { t, format } = useInstagramContext()
  const stories = useStories({ accountId, limit: 6 })
  if (stories.items.length === 0) return null
  const shown = (value: number | null | undefined, write = format.number) =>
    value === null || value === undefined ? t.units.unknown : write(value)
  const rows = stories.items.map(({ id, publishedAt, views, navigation, completion }) => ({
    key: id,
    cells: [format.instant(publishedAt), shown(views), shown(navigation?.exits), shown(completion, format.percent)],
  }))
  return (
    <Card title={t.stories.title} testId="stories">
      <DataTable caption={t.stories.title} columns={t.stories.columns} rows={rows} testId="stories-table" />
      <p className="instagram-card-note">{t.stories.note}</p>
      <MoreButton list={stories} testId="stories-more" />
    </Card>
  )
}
