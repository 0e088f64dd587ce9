export const aggregations = ['sum', 'daily_average', 'last', 'ratio'] as const

interface MetricDefinition {
  /** How the days of a period become one number. */
  aggregation: (typeof aggregations)[number]
  /** Instagram's name, under which a reason for its absence is stored. */
  instagramName: string | null
  /** What callers are told of it. */
  about?: string
}

/** Every daily number that a host can ask for. Reach counts each viewer once a day, so days of it do not add up. */
export const metricDefinitions = {
  followersCount: { aggregation: 'last', instagramName: null },
  impressions: {
    aggregation: 'sum',
    instagramName: 'views',
    about: "Instagram's `views`, the successor of impressions.",
  },
  reach: { aggregation: 'daily_average', instagramName: 'reach' },
  engagement: { aggregation: 'sum', instagramName: 'total_interactions', about: "Instagram's `total_interactions`." },
  profileViews: { aggregation: 'sum', instagramName: 'profile_views' },
  likes: { aggregation: 'sum', instagramName: 'likes' },
  comments: { aggregation: 'sum', instagramName: 'comments' },
  shares: { aggregation: 'sum', instagramName: 'shares' },
  saves: { aggregation: 'sum', instagramName: 'saves' },
  accountsEngaged: { aggregation: 'daily_average', instagramName: 'accounts_engaged' },
  engagementRate: {
    aggregation: 'ratio',
    instagramName: null,
    about: 'Percent: 100 × engagement / reach; `null` when reach is 0 or unknown.',
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

/** What is said of a metric. */
export function aboutMetric(name: MetricName): string | undefined {
  const definition: MetricDefinition = metricDefinitions[name]
  return definition.about
}
