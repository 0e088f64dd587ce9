/** @jsxImportSource #own */
import type { MediaSort } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useMedia } from '../hooks/metrics.ts'
import { Card, EmptyCard, LoadedList, MoreButton, Select } from '../parts/index.ts'
import { Posts } from '../posts/posts.tsx'

const sorts = [
  'engagement',
  'reach',
  'views',
  'engagementRate',
  'averageWatchTimeMs',
  'recent',
] as const satisfies readonly MediaSort[]

/** The posts and reels that did best. */
export function MediaCard({ accountId }: { accountId: string }) {
  const { t } = useInstagramContext()
  const [sort, setSort] = useState<(typeof sorts)[number]>('engagement')
  const media = useMedia({ accountId, sort, limit: 6 })
  const options = sorts.map((name) => [name, t.media.sorts[name]] as const)
  const tools = <Select label={t.media.sort} value={sort} options={options} onChange={setSort} testId="media-sort" />
  return (
    <Card title={t.media.title} tools={tools} testId="media">
      <LoadedList
        list={media}
        skeleton="chart"
        empty={<EmptyCard title={t.media.empty} lead={t.media.emptyLead} />}
        hidesOld
      >
        {(items) => <Posts items={items} />}
      </LoadedList>
      <MoreButton list={media} testId="media-more" />
    </Card>
  )
}
