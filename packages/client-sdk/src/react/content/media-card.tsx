/** @jsxImportSource #own */
import type { Account, ListedMedia, MediaType } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { type DayRange, type SectionProps, useInstagramContext } from '../data/index.ts'
import { useMedia, useMediaTags } from '../hooks/metrics.ts'
import { Button, Card, LoadedList, MoreButton, Segmented, Select } from '../parts/index.ts'
import { OpenPost } from '../posts/open-post.tsx'
import { Posts } from '../posts/posts.tsx'
import { NoPosts } from './no-posts.tsx'
import { PostsTable } from './posts-table.tsx'
import { type PostSort, sorts } from './sorts.ts'

const types = ['reel', 'carousel', 'image', 'video'] as const satisfies readonly MediaType[]
type TypeChoice = (typeof types)[number] | 'all'

/** As many as fill two rows and do not make a phone scroll for long. */
const pageSize = 12

interface MediaCardProps extends Pick<SectionProps, 'onView'> {
  account: Account
  range: DayRange
}

/** The posts and reels of a range: of one type or of one tag, in any order, as pictures or as a table. */
export function MediaCard({ account, range, onView }: MediaCardProps) {
  const { t } = useInstagramContext()
  const [sort, setSort] = useState<PostSort>('recent')
  const [type, setType] = useState<TypeChoice>('all')
  const [tag, setTag] = useState('')
  const [layout, setLayout] = useState<'grid' | 'table'>('grid')
  const [opened, setOpened] = useState<ListedMedia | null>(null)
  const accountId = account.id
  const filter = { ...(type !== 'all' && { type }), ...(tag !== '' && { tag }) }
  const media = useMedia({ accountId, sort, ...range, ...filter, limit: pageSize })
  const tags = useMediaTags({ accountId }).data?.items ?? []
  const typeOptions = [
    { value: 'all' as const, text: t.media.everyType, testId: 'media-type-all' },
    ...types.map((value) => ({ value, text: t.media.manyOf[value], testId: `media-type-${value}` })),
  ]
  const tools = (
    <span className="instagram-card-tools">
      <Select
        label={t.media.sort}
        value={sort}
        options={sorts.map((name) => [name, t.media.sorts[name]] as const)}
        onChange={setSort}
        testId="media-sort"
      />
      <Button kind="quiet" testId="media-view" onClick={() => setLayout(layout === 'grid' ? 'table' : 'grid')}>
        {layout === 'grid' ? t.media.table : t.media.grid}
      </Button>
    </span>
  )
  return (
    <Card title={t.media.title} tools={tools} testId="media">
      <div className="instagram-post-filters">
        <Segmented label={t.media.type} value={type} options={typeOptions} onChange={setType} />
        {tags.length > 0 && (
          <Select
            label={t.post.tags}
            value={tag}
            options={[['', t.media.everyTag] as const, ...tags.map((item) => [item.tag, item.tag] as const)]}
            onChange={setTag}
            testId="media-tag"
          />
        )}
      </div>
      <LoadedList
        list={media}
        skeleton="chart"
        empty={
          <NoPosts
            account={account}
            isFiltered={type !== 'all' || tag !== ''}
            onEverything={() => onView({ range: 'beginning' })}
            onClear={() => {
              setType('all')
              setTag('')
            }}
          />
        }
        hidesOld
      >
        {(items) =>
          layout === 'grid' ? (
            <Posts items={items} onOpen={setOpened} />
          ) : (
            <PostsTable items={items} sort={sort} onSort={setSort} onOpen={setOpened} />
          )
        }
      </LoadedList>
      <MoreButton list={media} testId="media-more" />
      <OpenPost accountId={accountId} post={opened} others={media.items} onClose={() => setOpened(null)} />
    </Card>
  )
}
