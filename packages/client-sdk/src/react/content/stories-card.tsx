/** @jsxImportSource #own */
import type { MediaMissingReason } from '@instagram-dashboard/server/contract'
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
  const rows = stories.items.map(({ id, publishedAt, views, navigation, completion, missingReason }) => ({
    key: id,
    cells: [
      <When key={id} at={publishedAt} missing={missingReason} />,
      shown(views),
      shown(navigation?.exits),
      shown(completion, format.percent),
    ],
  }))
  return (
    <Card title={t.stories.title} testId="stories">
      <DataTable caption={t.stories.title} columns={t.stories.columns} rows={rows} testId="stories-table" />
      <p className="instagram-card-note">{t.stories.note}</p>
      <MoreButton list={stories} testId="stories-more" />
    </Card>
  )
}

/** A row without figures says why. */
function When({ at, missing }: { at: Date; missing: MediaMissingReason | null }) {
  const { t, format } = useInstagramContext()
  return (
    <>
      {format.instant(at)}
      {missing !== null && <p className="instagram-card-note">{t.media.missing[missing]}</p>}
    </>
  )
}
