/** @jsxImportSource #own */
import type { SectionProps } from '../data/index.ts'
import { BestTimesCard } from './best-times-card.tsx'

/** When to publish. */
export function HoursSection({ account, parts }: SectionProps) {
  return parts.bestTimes === false ? null : <BestTimesCard accountId={account.id} />
}
