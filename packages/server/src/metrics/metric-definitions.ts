import type { dailyMetrics } from '@instagram-dashboard/db'
import type { Aggregation, MetricName } from './contract.ts'

type CountColumn =
  | 'reach'
  | 'views'
  | 'accountsEngaged'
  | 'totalInteractions'
  | 'likes'
  | 'comments'
  | 'saves'
  | 'shares'
  | 'profileViews'

interface MetricDefinition {
  aggregation: Aggregation
  /** Where the number is stored; `null` when it is worked out. */
  column: (CountColumn & keyof dailyMetrics.DailyMetricsRow) | null
  /** Instagram's name, under which a reason for its absence is stored. */
  instagramName: string | null
}

/** What each public metric is made of. People counted once a day (reach) can not be added up over days. */
export const metricDefinitions = {
  followersCount: { aggregation: 'last', column: null, instagramName: null },
  impressions: { aggregation: 'sum', column: 'views', instagramName: 'views' },
  reach: { aggregation: 'daily_average', column: 'reach', instagramName: 'reach' },
  engagement: { aggregation: 'sum', column: 'totalInteractions', instagramName: 'total_interactions' },
  profileViews: { aggregation: 'sum', column: 'profileViews', instagramName: 'profile_views' },
  likes: { aggregation: 'sum', column: 'likes', instagramName: 'likes' },
  comments: { aggregation: 'sum', column: 'comments', instagramName: 'comments' },
  shares: { aggregation: 'sum', column: 'shares', instagramName: 'shares' },
  saves: { aggregation: 'sum', column: 'saves', instagramName: 'saves' },
  accountsEngaged: { aggregation: 'daily_average', column: 'accountsEngaged', instagramName: 'accounts_engaged' },
  engagementRate: { aggregation: 'ratio', column: null, instagramName: null },
} as const satisfies Record<MetricName, MetricDefinition>
