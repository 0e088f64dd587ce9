import { dailyMetrics } from './numbers.ts'

/** How a metric of the account insights edge may be asked for ("Instagram User Insights"). */
export interface MetricRule {
  title: string
  description: string
  period: 'day' | 'lifetime'
  forms: readonly ('time_series' | 'total_value')[]
  breakdowns: readonly string[]
  /** Not given to accounts under 100 followers. */
  needsHundredFollowers?: true
  /** Unique people, so days do not add up. */
  isUnique?: true
}

const product = 'media_product_type'
const total = { period: 'day', forms: ['total_value'] } as const

/** Everything that is answered. `follow_type` is the name that works; the documentation prints `follower_type`. */
export const metricRules: Readonly<Record<string, MetricRule>> = {
  reach: {
    title: 'Accounts reached',
    description: 'The number of unique accounts that have seen your content, at least once, including in ads.',
    period: 'day',
    forms: ['time_series', 'total_value'],
    breakdowns: [product, 'follow_type'],
    isUnique: true,
  },
  views: {
    ...total,
    title: 'Views',
    description: 'The number of times your content was played or displayed.',
    breakdowns: [product, 'follow_type'],
  },
  accounts_engaged: {
    ...total,
    title: 'Accounts engaged',
    description: 'The number of accounts that have interacted with your content, including in ads.',
    breakdowns: [],
    isUnique: true,
  },
  total_interactions: {
    ...total,
    title: 'Content interactions',
    description: 'The total number of post interactions, story interactions, and reels interactions.',
    breakdowns: [product],
  },
  likes: {
    ...total,
    title: 'Likes',
    description: 'The number of likes on your posts, reels, and videos.',
    breakdowns: [product],
  },
  comments: {
    ...total,
    title: 'Comments',
    description: 'The number of comments on your posts and reels.',
    breakdowns: [product],
  },
  saves: {
    ...total,
    title: 'Saves',
    description: 'The number of saves of your posts, reels, and videos.',
    breakdowns: [product],
  },
  shares: {
    ...total,
    title: 'Shares',
    description: 'The number of shares of your posts, stories and reels.',
    breakdowns: [product],
  },
  replies: {
    ...total,
    title: 'Replies',
    description: 'The number of replies you received from your story.',
    breakdowns: [],
  },
  reposts: {
    ...total,
    title: 'Reposts',
    description: 'The number of times your content was reposted.',
    breakdowns: [],
  },
  profile_links_taps: {
    ...total,
    title: 'Profile links taps',
    description: 'The number of taps on your business address, call button, email button and text button.',
    breakdowns: ['contact_button_type'],
  },
  profile_views: {
    ...total,
    title: 'Profile Views',
    description: 'The number of times your profile was visited.',
    breakdowns: [],
  },
  website_clicks: {
    ...total,
    title: 'Website Clicks',
    description: 'The number of taps on the link of your profile.',
    breakdowns: [],
  },
  follows_and_unfollows: {
    ...total,
    title: 'Follows and unfollows',
    description:
      'The number of accounts that followed you and the number of accounts that unfollowed you or left Instagram in the selected time period.',
    breakdowns: ['follow_type'],
    needsHundredFollowers: true,
  },
  follower_count: {
    title: 'Follower Count',
    description: 'Total number of unique accounts following this profile',
    period: 'day',
    forms: ['time_series'],
    breakdowns: [],
    needsHundredFollowers: true,
  },
  online_followers: {
    title: 'Online Followers',
    description: "Total number of this profile's followers that were online during the specified period",
    period: 'lifetime',
    forms: ['time_series'],
    breakdowns: [],
    needsHundredFollowers: true,
  },
  ...Object.fromEntries(
    (['follower', 'engaged_audience', 'reached_audience'] as const).map((audience): [string, MetricRule] => [
      `${audience}_demographics`,
      {
        title: `${audience.replace('_', ' ').replace(/^./, (letter) => letter.toUpperCase())} demographics`,
        description: 'The demographic characteristics, including countries, cities and gender distribution.',
        period: 'lifetime',
        forms: ['total_value'],
        breakdowns: ['age', 'city', 'country', 'gender'],
        needsHundredFollowers: true,
      },
    ]),
  ),
}

/** The server's own list, in its order; anything else is refused with it. */
export const metricNames = [
  'reach',
  'follower_count',
  'website_clicks',
  'profile_views',
  'online_followers',
  'accounts_engaged',
  'total_interactions',
  'likes',
  'comments',
  'shares',
  'saves',
  'replies',
  'engaged_audience_demographics',
  'reached_audience_demographics',
  'follower_demographics',
  'follows_and_unfollows',
  'profile_links_taps',
  'views',
  'threads_likes',
  'threads_replies',
  'reposts',
  'quotes',
  'threads_followers',
  'threads_follower_demographics',
  'content_views',
  'threads_views',
  'threads_clicks',
  'threads_reposts',
] as const

export const periodNames = ['day', 'week', 'days_28', 'month', 'lifetime', 'total_over_range'] as const
export const breakdownNames = [
  'age',
  'city',
  'contact_button_type',
  'country',
  'follow_type',
  'gender',
  product,
] as const
export const timeframeNames = ['this_week', 'this_month'] as const

/** Whether a daily number of this name exists. */
export function isDailyMetric(name: string): name is (typeof dailyMetrics)[number] {
  return (dailyMetrics as readonly string[]).includes(name)
}
