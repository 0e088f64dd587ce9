import { growthPoints, type ChartPoint, type HeroMetric, timelinePoints, wholeValues } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'

/** Those that most creators look for, each with a tab that is always there. */
export const tabMetrics = [
  'reach',
  'impressions',
  'followersCount',
  'engagement',
  'engagementRate',
] as const satisfies readonly HeroMetric[]

/** Those that get a tab when they are chosen. */
export const furtherMetrics = [
  'profileViews',
  'follows',
  'unfollows',
  'replies',
  'reposts',
  'websiteClicks',
  'profileLinksTaps',
] as const satisfies readonly Exclude<HeroMetric, (typeof tabMetrics)[number]>[]

/** A metric over the range, one point for each day, week or month. Follower totals are those at the end of each. */
export function pointsOf(metric: HeroMetric, data: DashboardData): ChartPoint[] {
  const { timeline, previous, daysBack, interval } = data
  if (metric === 'followersCount') return growthPoints(followersByBucket(data))
  return timelinePoints({
    ...timeline,
    values: timeline.series[metric],
    previous: { ...previous, values: previous.series[metric], daysBack, interval },
  })
}

/** The values of a metric without those of weeks and months that the range cuts. */
export function valuesOf(metric: HeroMetric, data: DashboardData): (number | null)[] {
  const { timeline } = data
  if (metric === 'followersCount') return followersByBucket(data).map(({ followers }) => followers)
  return wholeValues({ values: timeline.series[metric], isPartial: timeline.isPartial })
}

function followersByBucket({ growth, timeline, interval }: DashboardData): DashboardData['growth']['points'] {
  if (interval === 'day') return growth.points
  const { days } = timeline
  return days.flatMap((date, index) => {
    const end = days[index + 1]
    const within = growth.points.filter((point) => point.date >= date && (end === undefined || point.date < end))
    const known = within.findLast(({ followers }) => followers !== null) ?? within.at(-1)
    return known === undefined ? [] : [{ ...known, date }]
  })
}
