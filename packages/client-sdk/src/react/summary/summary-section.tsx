/** @jsxImportSource #own */
import type { SectionProps } from '../data/index.ts'
import { useDashboard } from '../hooks/dashboard.ts'
import { GoalsCard } from './goals-card.tsx'
import { InsightsCard } from './insights-card.tsx'
import { Hero } from './hero.tsx'

/** What happened: the sentence first, then the numbers. */
export function SummarySection({ account, today, view, onView, parts }: SectionProps) {
  const { range, compare } = view
  const { data } = useDashboard({ accountId: account.id, range, compare, today })
  if (data === undefined) return null
  return (
    <>
      {parts.insights !== false && <InsightsCard accountId={account.id} {...data.range} />}
      <Hero account={account} data={data} metric={view.metric} onView={onView} />
      {parts.goals !== false && <GoalsCard accountId={account.id} today={today} />}
    </>
  )
}
