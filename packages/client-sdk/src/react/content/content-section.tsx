/** @jsxImportSource #own */
import type { SectionProps } from '../data/index.ts'
import { useDashboard } from '../hooks/dashboard.ts'
import { WhenNear } from '../parts/index.ts'
import { BreakdownCard } from './breakdown-card.tsx'
import { MediaCard } from './media-card.tsx'
import { PostHistoryCard } from './post-history-card.tsx'
import { StoriesCard } from './stories-card.tsx'

/** What was published, and what became of it. */
export function ContentSection({ account, today, view, parts }: SectionProps) {
  const { range, compare } = view
  const { data } = useDashboard({ accountId: account.id, range, compare, today })
  return (
    <>
      {parts.media !== false && <MediaCard accountId={account.id} />}
      {parts.breakdown !== false && data !== undefined && <BreakdownCard accountId={account.id} {...data.range} />}
      {parts.postHistory !== false && (
        <WhenNear>
          <PostHistoryCard accountId={account.id} />
        </WhenNear>
      )}
      {parts.stories !== false && (
        <WhenNear>
          <StoriesCard accountId={account.id} />
        </WhenNear>
      )}
    </>
  )
}
