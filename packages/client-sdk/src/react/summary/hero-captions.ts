import { type HeroMetric, newestReason } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import type { Format } from '../texts/format.ts'
import type { Messages } from '../texts/pt-br.ts'

interface CaptionInput {
  metric: HeroMetric
  data: DashboardData
  followersNow: number | null
}

/** How a number of the period is made, of how many days it is, and why there is none, in sentences. */
export function captionsOf(
  { metric, data, followersNow }: CaptionInput,
  { t, format }: { t: Messages; format: Format },
): string[] {
  const { summary, days, growth, byDate } = data
  const { value, aggregation, knownDays } = summary[metric]
  if (value === null) {
    if (metric === 'followersCount' && followersNow !== null) return [t.hero.countedNow]
    if (metric === 'engagementRate' && summary.reach.value === 0) return [t.hero.noRate]
    const reason = newestReason(byDate, metric)
    return [reason === null ? t.tiles.nothing : t.missing[reason]]
  }
  const isFollowers = metric === 'followersCount'
  const isDerived = isFollowers && growth.points.some((point) => point.isDerived)
  return [
    ...(metric === 'engagementRate' ? [rate(value)] : [t.hero.caption[aggregation]]),
    ...(metric === 'reach' ? people() : []),
    ...(isDerived ? [t.hero.derived] : []),
    ...(!isFollowers && knownDays < days ? [t.hero.knownDays(format.number(knownDays), format.number(days))] : []),
  ]

  function rate(percent: number): string {
    const of = summary.engagementRateBasis === 'period_reach' ? t.hero.rate : t.hero.rateByDay
    return of(format.decimal(percent))
  }

  function people(): string[] {
    const { value: count = null, isFinal = false } = summary.periodReach ?? {}
    if (count === null) return []
    return [(isFinal ? t.hero.people : t.hero.peopleMayChange)(format.number(count))]
  }
}
