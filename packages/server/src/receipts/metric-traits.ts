import type { MetricName } from '../metrics/metric-definitions.ts'

/** What kind of number a metric is, whatever the day. */
export interface MetricTraits {
  counts: 'people' | 'times' | 'ratio'
  /** Whether what was shown as an ad counts as well; `not_told` where Instagram does not say. */
  ads: 'with_ads' | 'not_told'
  /** By Instagram's own word. */
  isEstimated: boolean
  /** It is about what was posted, and so about posts of two accounts as well. */
  isOfPosts: boolean
}

const ofPosts = { counts: 'times', ads: 'with_ads', isEstimated: false, isOfPosts: true } as const
const ofProfile = { counts: 'times', ads: 'not_told', isEstimated: false, isOfPosts: false } as const
const followers = { counts: 'people', ads: 'not_told', isEstimated: false, isOfPosts: false } as const

/** Source: Instagram Platform, "Instagram User Insights". */
export const metricTraits = {
  followersCount: followers,
  impressions: ofPosts,
  reach: { ...ofPosts, counts: 'people', isEstimated: true },
  engagement: ofPosts,
  profileViews: ofProfile,
  likes: ofPosts,
  comments: ofPosts,
  shares: ofPosts,
  saves: ofPosts,
  accountsEngaged: { ...ofPosts, counts: 'people', isEstimated: true },
  engagementRate: { ...ofPosts, counts: 'ratio', isEstimated: true },
  replies: { ...ofPosts, ads: 'not_told' },
  reposts: { ...ofPosts, ads: 'not_told' },
  websiteClicks: ofProfile,
  profileLinksTaps: ofProfile,
  follows: followers,
  unfollows: followers,
} as const satisfies Record<MetricName, MetricTraits>

/** A number that is worked out from others of the same day has what they have. */
export const partsOfMetric: Partial<Record<MetricName, readonly MetricName[]>> = {
  engagementRate: ['engagement', 'reach'],
}
