/** @jsxImportSource #own */
import type { SectionProps } from '../data/index.ts'
import { BestTimesCard } from './best-times-card.tsx'
import { OnlineCard } from './online-card.tsx'

/** When to publish: what one's own posts say, and when followers are online. */
export function HoursSection({ account, parts }: SectionProps) {
  if (parts.bestTimes === false) return null
  return (
    <>
      <BestTimesCard accountId={account.id} />
      <OnlineCard account={account} />
    </>
  )
}
