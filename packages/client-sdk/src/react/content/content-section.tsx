/** @jsxImportSource #own */
import { daysOf, type SectionProps } from '../data/index.ts'
import { useDashboard } from '../hooks/dashboard.ts'
import { WhenNear } from '../parts/index.ts'
import { BreakdownCard } from './breakdown-card.tsx'
import { MediaCard } from './media-card.tsx'
import { PostHistoryCard } from './post-history-card.tsx'
import { StoriesCard } from './stories-card.tsx'
import { TagsCard } from './tags-card.tsx'

/** What was published in the chosen range, and what became of it. */
export function ContentSection({ account, today, view, onView, parts }: SectionProps) {
  const { range, compare } = view
  const { data } = useDashboard({ accountId: account.id, range, compare, today })
  const days = daysOf(range, today)
  return (
    <>
      {parts.media !== false && <MediaCard account={account} range={days} onView={onView} />}
      {parts.stories !== false && <StoriesCard accountId={account.id} range={days} />}
      {parts.postHistory !== false && (
        <WhenNear>
          <PostHistoryCard accountId={account.id} />
        </WhenNear>
      )}
      {parts.breakdown !== false && data !== undefined && <BreakdownCard accountId={account.id} {...data.range} />}
      {parts.media !== false && (
        <WhenNear>
          <TagsCard accountId={account.id} />
        </WhenNear>
      )}
    </>
  )
}
