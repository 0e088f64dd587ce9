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
const audienceText = 'The demographic characteristics, including countries, cities and gender distribution.'

/** A total of a day, and by what it can be broken down. */
const total = (title: string, description: string, ...breakdowns: string[]): MetricRule => ({
  title,
  description,
  breakdowns,
  period: 'day',
  forms: ['total_value'],
})

const demographics = (title: string): MetricRule => ({
  ...total(title, audienceText, 'age', 'city', 'country', 'gender'),
  period: 'lifetime',
  needsHundredFollowers: true,
})

const followerSeries = (period: MetricRule['period'], title: string, description: string): MetricRule => ({
  ...total(title, description),
  period,
  forms: ['time_series'],
  needsHundredFollowers: true,
})

/**
 * The server's own list, in its order: anything else is refused with it. null = no Instagram account answers it.
 * `follow_type` is the name that works; the documentation prints `follower_type`.
 */
export const metricRules: Readonly<Record<string, MetricRule | null>> = {
  reach: {
    ...total(
      'Accounts reached',
      'The number of unique accounts that have seen your content, at least once, including in ads.',
      product,
      'follow_type',
    ),
    forms: ['time_series', 'total_value'],
    isUnique: true,
  },
  follower_count: followerSeries('day', 'Follower Count', 'Total number of unique accounts following this profile'),
  website_clicks: total('Website Clicks', 'The number of taps on the link of your profile.'),
  profile_views: total('Profile Views', 'The number of times your profile was visited.'),
  online_followers: followerSeries(
    'lifetime',
    'Online Followers',
    "Total number of this profile's followers that were online during the specified period",
  ),
  accounts_engaged: {
    ...total('Accounts engaged', 'The number of accounts that have interacted with your content, including in ads.'),
    isUnique: true,
  },
  total_interactions: total(
    'Content interactions',
    'The total number of post interactions, story interactions, and reels interactions.',
    product,
  ),
  likes: total('Likes', 'The number of likes on your posts, reels, and videos.', product),
  comments: total('Comments', 'The number of comments on your posts and reels.', product),
  shares: total('Shares', 'The number of shares of your posts, stories and reels.', product),
  saves: total('Saves', 'The number of saves of your posts, reels, and videos.', product),
  replies: total('Replies', 'The number of replies you received from your story.'),
  engaged_audience_demographics: demographics('Engaged audience demographics'),
  reached_audience_demographics: demographics('Reached audience demographics'),
  follower_demographics: demographics('Follower demographics'),
  follows_and_unfollows: {
    ...total(
      'Follows and unfollows',
      'The number of accounts that followed you and the number of accounts that unfollowed you or left Instagram in the selected time period.',
      'follow_type',
    ),
    needsHundredFollowers: true,
  },
  profile_links_taps: total(
    'Profile links taps',
    'The number of taps on your business address, call button, email button and text button.',
    'contact_button_type',
  ),
  views: total('Views', 'The number of times your content was played or displayed.', product, 'follow_type'),
  threads_likes: null,
  threads_replies: null,
  reposts: total('Reposts', 'The number of times your content was reposted.'),
  quotes: null,
  threads_followers: null,
  threads_follower_demographics: null,
  content_views: null,
  threads_views: null,
  threads_clicks: null,
  threads_reposts: null,
}

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
