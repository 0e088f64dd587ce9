import type { goals } from '@instagram-dashboard/db'

/** Columns of a stored day that hold a number. */
type NumberColumn = Exclude<keyof goals.GoalDay, 'day' | 'isFinal' | 'unsettled'>

interface DayMetric {
  /** `sum`: the days add up. `daily_average`: viewers counted once a day, whose days can not be added up. */
  kind: 'sum' | 'daily_average'
  column: NumberColumn
  /** Under which it is kept as not settled. */
  instagramName: string
}

/**
 * What a goal can be about, by the names that metrics have everywhere. A rate is not among them, since it rises as well
 * when fewer are reached, and neither is what nobody wants more of.
 */
export const goalMetrics = {
  /** `level`: it is to be that high once. */
  followersCount: { kind: 'level' },
  impressions: { kind: 'sum', column: 'views', instagramName: 'views' },
  reach: { kind: 'daily_average', column: 'reach', instagramName: 'reach' },
  engagement: { kind: 'sum', column: 'totalInteractions', instagramName: 'total_interactions' },
  profileViews: { kind: 'sum', column: 'profileViews', instagramName: 'profile_views' },
  likes: { kind: 'sum', column: 'likes', instagramName: 'likes' },
  comments: { kind: 'sum', column: 'comments', instagramName: 'comments' },
  shares: { kind: 'sum', column: 'shares', instagramName: 'shares' },
  saves: { kind: 'sum', column: 'saves', instagramName: 'saves' },
  accountsEngaged: { kind: 'daily_average', column: 'accountsEngaged', instagramName: 'accounts_engaged' },
  replies: { kind: 'sum', column: 'replies', instagramName: 'replies' },
  reposts: { kind: 'sum', column: 'reposts', instagramName: 'reposts' },
  websiteClicks: { kind: 'sum', column: 'websiteClicks', instagramName: 'website_clicks' },
  profileLinksTaps: { kind: 'sum', column: 'profileLinksTaps', instagramName: 'profile_links_taps' },
  follows: { kind: 'sum', column: 'follows', instagramName: 'follows_and_unfollows' },
} as const satisfies Record<string, DayMetric | { kind: 'level' }>

export type GoalMetric = keyof typeof goalMetrics
export type GoalKind = (typeof goalMetrics)[GoalMetric]['kind']

// The guarantee: the object above has these keys and no others, and they keep their order.
export const goalMetricNames = Object.keys(goalMetrics) as [GoalMetric, ...GoalMetric[]]

/** A name that was stored, perhaps by another version of this program. */
export function asGoalMetric(name: string): GoalMetric | undefined {
  return goalMetricNames.find((known) => known === name)
}
