import type { Aggregation, MetricName } from './contract.ts'

interface MetricDefinition {
  aggregation: Aggregation
  /** Instagram's name, under which a reason for its absence is stored. */
  instagramName: string | null
}

/** What each public metric is made of. People counted once a day (reach) can not be added up over days. */
export const metricDefinitions = {
  followersCount: { aggregation: 'last', instagramName: null },
  impressions: { aggregation: 'sum', instagramName: 'views' },
  reach: { aggregation: 'daily_average', instagramName: 'reach' },
  engagement: { aggregation: 'sum', instagramName: 'total_interactions' },
  profileViews: { aggregation: 'sum', instagramName: 'profile_views' },
  likes: { aggregation: 'sum', instagramName: 'likes' },
  comments: { aggregation: 'sum', instagramName: 'comments' },
  shares: { aggregation: 'sum', instagramName: 'shares' },
  saves: { aggregation: 'sum', instagramName: 'saves' },
  accountsEngaged: { aggregation: 'daily_average', instagramName: 'accounts_engaged' },
  engagementRate: { aggregation: 'ratio', instagramName: null },
} as const satisfies Record<MetricName, MetricDefinition>
