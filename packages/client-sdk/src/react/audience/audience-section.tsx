/** @jsxImportSource #own */
import type { SectionProps } from '../data/index.ts'
import { useDashboard } from '../hooks/dashboard.ts'
import { WhenNear } from '../parts/index.ts'
import { AudienceCard } from './audience-card.tsx'
import { BenchmarkCard } from './benchmark-card.tsx'
import { GrowthCard } from './growth-card.tsx'

/** Who follows, who came and who left. */
export function AudienceSection({ account, today, view, parts }: SectionProps) {
  const { range, compare } = view
  const { data } = useDashboard({ accountId: account.id, range, compare, today })
  return (
    <>
      {parts.growth !== false && data !== undefined && <GrowthCard account={account} today={today} data={data} />}
      {parts.audience !== false && <AudienceCard account={account} />}
      {parts.benchmark !== false && (
        <WhenNear>
          <BenchmarkCard accountId={account.id} />
        </WhenNear>
      )}
    </>
  )
}
