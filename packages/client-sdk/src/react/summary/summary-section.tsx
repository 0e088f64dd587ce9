/** @jsxImportSource #own */
import type { SectionProps } from '../data/index.ts'
import { useDashboard } from '../hooks/dashboard.ts'
import { WhenNear } from '../parts/index.ts'
import { FollowersCard } from './followers.tsx'
import { GoalsCard } from './goals-card.tsx'
import { Hero } from './hero.tsx'
import { Lead } from './lead.tsx'
import { TopPosts } from './top-posts.tsx'

/** What happened: the sentence first, then the numbers. */
export function SummarySection({ account, today, view, onView, parts }: SectionProps) {
  const { range, compare } = view
  const { data } = useDashboard({ accountId: account.id, range, compare, today })
  if (data === undefined) return null
  return (
    <>
      {parts.insights !== false && <Lead account={account} data={data} />}
      <Hero account={account} data={data} metric={view.metric} onView={onView} />
      <div className="instagram-pair">
        {parts.media !== false && (
          <WhenNear>
            <TopPosts accountId={account.id} range={data.range} onView={onView} />
          </WhenNear>
        )}
        {parts.growth !== false && <FollowersCard account={account} today={today} data={data} onView={onView} />}
      </div>
      {parts.goals !== false && <GoalsCard account={account} today={today} />}
    </>
  )
}
