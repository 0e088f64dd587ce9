/** @jsxImportSource #own */
import type { ListedMedia } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { type DayRange, type SectionProps, useInstagramContext } from '../data/index.ts'
import { useMedia } from '../hooks/metrics.ts'
import { Button, Card, LoadedList } from '../parts/index.ts'
import { OpenPost } from '../posts/open-post.tsx'
import { Posts } from '../posts/posts.tsx'

/** More than are shown: the most seen of them are put in the order of how they did beside their own kind. */
const candidates = 24
const shownPosts = 6

interface TopPostsProps extends Pick<SectionProps, 'onView'> {
  accountId: string
  range: DayRange
}

/** The posts of a range that did best beside the average of their type; nothing where none was published. */
export function TopPosts({ accountId, range, onView }: TopPostsProps) {
  const { t } = useInstagramContext()
  const [opened, setOpened] = useState<ListedMedia | null>(null)
  const media = useMedia({ accountId, sort: 'views', ...range, limit: candidates })
  if (media.pages !== undefined && media.items.length === 0) return null
  const seeAll = (
    <Button kind="quiet" testId="top-posts-all" onClick={() => onView({ section: 'content' })}>
      {t.media.seeAll}
    </Button>
  )
  return (
    <Card title={t.media.worked} tools={seeAll} testId="top-posts">
      <div className="instagram-top-posts">
        <LoadedList list={media} skeleton="chart" empty={null} hidesOld>
          {(items) => <Posts items={bestFirst(items).slice(0, shownPosts)} onOpen={setOpened} />}
        </LoadedList>
      </div>
      <OpenPost accountId={accountId} post={opened} others={media.items} onClose={() => setOpened(null)} />
    </Card>
  )
}

/** By how many times its average each has; those without one after them, the most seen first. */
function bestFirst(items: readonly ListedMedia[]): ListedMedia[] {
  const timesOf = ({ comparison }: ListedMedia) => comparison?.times.views ?? -1
  return items.toSorted((one, other) => timesOf(other) - timesOf(one))
}
