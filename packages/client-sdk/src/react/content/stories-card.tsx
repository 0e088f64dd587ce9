/** @jsxImportSource #own */
import type { StoryItem } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { type DayRange, useInstagramContext } from '../data/index.ts'
import { useStories } from '../hooks/metrics.ts'
import { Button, Card, DataTable, MoreButton } from '../parts/index.ts'
import { PostPicture } from '../posts/post-picture.tsx'

/** The stories of a range as a strip, with how many people left at each; nothing where there are none. */
export function StoriesCard({ accountId, range }: { accountId: string; range: DayRange }) {
  const { t, format } = useInstagramContext()
  const [view, setView] = useState<'strip' | 'table'>('strip')
  const stories = useStories({ accountId, ...range, limit: 12 })
  const { items } = stories
  if (items.length === 0) return null
  const shown = (value: number | null | undefined, write = format.number) =>
    value === null || value === undefined ? t.units.unknown : write(value)
  const rows = items.map((story) => ({
    key: story.id,
    cells: [
      format.instant(story.publishedAt),
      shown(story.views),
      shown(story.reach),
      shown(story.replies),
      shown(story.navigation?.exits),
      shown(story.completion, format.wholePercent),
    ],
  }))
  const tools = (
    <Button kind="quiet" testId="stories-view" onClick={() => setView(view === 'strip' ? 'table' : 'strip')}>
      {view === 'strip' ? t.media.table : t.media.grid}
    </Button>
  )
  return (
    <Card title={t.stories.title} tools={tools} testId="stories">
      {view === 'strip' ? (
        <ul className="instagram-strip" tabIndex={0} aria-label={t.stories.title}>
          {items.map((story) => (
            <Story key={story.id} story={story} />
          ))}
        </ul>
      ) : (
        <DataTable caption={t.stories.title} columns={t.stories.columns} rows={rows} testId="stories-table" />
      )}
      <p className="instagram-card-note">{t.stories.note}</p>
      <MoreButton list={stories} testId="stories-more" />
    </Card>
  )
}

function Story({ story }: { story: StoryItem }) {
  const { t, format } = useInstagramContext()
  const { completion, isOver, missingReason, navigation, previewUrl, publishedAt, replies, views } = story
  return (
    <li className="instagram-story">
      <span className="instagram-post-picture">
        <PostPicture url={previewUrl} type="story" />
        {!isOver && <span className="instagram-times instagram-times-above">{t.stories.live}</span>}
      </span>
      <span className="instagram-post-day">{format.shortInstant(publishedAt)}</span>
      {missingReason === null ? (
        <>
          {views !== null && <strong>{t.stories.seen(views, format.number(views))}</strong>}
          {navigation?.exits != null && (
            <span>{t.stories.left(navigation.exits, format.number(navigation.exits))}</span>
          )}
          {completion !== null && <span>{t.stories.stayed(format.wholePercent(completion))}</span>}
          {replies !== null && replies > 0 && <span>{t.stories.replied(replies, format.number(replies))}</span>}
        </>
      ) : (
        <span className="instagram-post-day">{t.media.missing[missingReason]}</span>
      )}
    </li>
  )
}
