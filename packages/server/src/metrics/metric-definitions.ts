export const aggregations = ['sum', 'daily_average', 'last', 'ratio'] as const

interface MetricDefinition {
  /** How the days of a period become one number. */
  aggregation: (typeof aggregations)[number]
  /** Instagram's name, under which a reason for its absence is stored. */
  instagramName: string | null
  /** What it counts, in the plural. */
  unit: string
  /** What callers are told of it. */
  about: string
}

/** Every daily number that a host can ask for. Reach counts each viewer once a day, so days of it do not add up. */
export const metricDefinitions = {
  followersCount: {
    aggregation: 'last',
    instagramName: null,
    unit: 'people',
    about: 'Followers at the end of the day.',
  },
  impressions: {
    aggregation: 'sum',
    instagramName: 'views',
    unit: 'views',
    about: "How often posts, reels and stories were shown: Instagram's `views`, the successor of impressions.",
  },
  reach: {
    aggregation: 'daily_average',
    instagramName: 'reach',
    unit: 'people',
    about: 'Accounts that saw something of it, each once a day.',
  },
  engagement: {
    aggregation: 'sum',
    instagramName: 'total_interactions',
    unit: 'interactions',
    about: "Likes, comments, saves, shares and replies together: Instagram's `total_interactions`.",
  },
  profileViews: {
    aggregation: 'sum',
    instagramName: 'profile_views',
    unit: 'visits',
    about: 'How often the profile was opened.',
  },
  likes: { aggregation: 'sum', instagramName: 'likes', unit: 'likes', about: 'Likes that were given on the day.' },
  comments: {
    aggregation: 'sum',
    instagramName: 'comments',
    unit: 'comments',
    about: 'Comments that were written on the day.',
  },
  shares: { aggregation: 'sum', instagramName: 'shares', unit: 'shares', about: 'How often something was shared.' },
  saves: { aggregation: 'sum', instagramName: 'saves', unit: 'saves', about: 'How often something was saved.' },
  accountsEngaged: {
    aggregation: 'daily_average',
    instagramName: 'accounts_engaged',
    unit: 'people',
    about: 'Accounts that interacted with something, each once a day.',
  },
  engagementRate: {
    aggregation: 'ratio',
    instagramName: null,
    unit: 'percent',
    about: 'Percent: 100 × engagement / reach, two decimals; `null` when reach is 0 or unknown.',
  },
  replies: {
    aggregation: 'sum',
    instagramName: 'replies',
    unit: 'replies',
    about: 'Replies to stories. Instagram counts none of or to people in the European Union and Japan.',
  },
  reposts: {
    aggregation: 'sum',
    instagramName: 'reposts',
    unit: 'reposts',
    about: 'How often something was reposted.',
  },
  websiteClicks: {
    aggregation: 'sum',
    instagramName: 'website_clicks',
    unit: 'clicks',
    about: 'How often the link to the website on the profile was opened. Instagram does not promise this one any more.',
  },
  profileLinksTaps: {
    aggregation: 'sum',
    instagramName: 'profile_links_taps',
    unit: 'taps',
    about: 'How often a button of the profile was tapped: call, e-mail, text, directions, book.',
  },
  follows: {
    aggregation: 'sum',
    instagramName: 'follows_and_unfollows',
    unit: 'people',
    about: 'Who began to follow on the day. Instagram says nothing of an account with less than 100 followers.',
  },
  unfollows: {
    aggregation: 'sum',
    instagramName: 'follows_and_unfollows',
    unit: 'people',
    about: 'Who stopped following on the day; known on the days on which `follows` is.',
  },
} as const satisfies Record<string, MetricDefinition>

export type MetricName = keyof typeof metricDefinitions

// The guarantee: the object above has these keys and no others, and they keep their order.
export const metricNames = Object.keys(metricDefinitions) as [MetricName, ...MetricName[]]

/** A value for each metric. */
export function eachMetric<Value>(make: (name: MetricName) => Value): Record<MetricName, Value> {
  // The guarantee: an entry for each of the names.
  return Object.fromEntries(metricNames.map((name) => [name, make(name)])) as Record<MetricName, Value>
}
