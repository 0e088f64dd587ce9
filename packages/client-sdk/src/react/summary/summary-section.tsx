/** @jsxImportSource #own */
import type { SectionProps } from '../data/index.ts'
import { useDashboard } from '../hooks/dashboard.ts'
import { FurtherNumbers } from './further-numbers.tsx'
import { GoalsCard } from './goals-card.tsx'
import { InsightsCard } from './insights-card.tsx'
import { Tiles } from './tiles.tsx'
import { TimelineCard } from './timeline-card.tsx'

/** What happened: the sentence first, then the numbers. */
export function SummarySection({ account, today, view, parts }: SectionProps) {
  const { range, compare } = view
  const { data } = useDashboard({ accountId: account.id, range, compare, today })
  if (data === undefined) return null
  return (
    <>
      {parts.insights !== false && <InsightsCard accountId={account.id} {...data.range} />}
      <Tiles data={data} followersNow={account.followersCount} />
      <TimelineCard data={data} />
      <FurtherNumbers data={data} />
      {parts.goals !== false && <GoalsCard accountId={account.id} today={today} />}
    </>
  )
}
