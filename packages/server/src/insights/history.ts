/** Numbers of days in a row, as they are looked at. */
export interface Series {
  /** The first day's weekday, 0 Monday to 6 Sunday; the others follow. */
  firstWeekday: number
  /** `null` for what is unknown or may still be corrected. */
  values: readonly (number | null)[]
}

/** What findings are made in, in the words of `metrics`. */
export const seriesNames = ['reach', 'impressions', 'engagement', 'profileViews', 'follows'] as const
export type SeriesName = (typeof seriesNames)[number]
/** Of these a day can be odd, the first the one that says most. */
export const dayMetrics = ['reach', 'impressions', 'engagement', 'profileViews'] as const
export type DayMetric = (typeof dayMetrics)[number]

export type PostType = 'image' | 'video' | 'carousel' | 'reel'

export interface Post {
  mediaId: string
  type: PostType
  /** The Los Angeles day of publishing. */
  day: string
  publishedAt: Date
  /** 1 Monday to 7 Sunday and 0 to 23, in the zone of the best hours. */
  weekday: number
  hour: number
  reach: number | null
  impressions: number | null
  engagement: number | null
  /** Followers that Instagram says the post brought. */
  follows: number | null
}

/** Everything that findings are made of. */
export interface History {
  /** Every day from the first of the history to the last of the range. */
  days: readonly string[]
  /** Where in them the asked range begins. */
  rangeStart: number
  series: Record<SeriesName, Series>
  /** Gained minus lost of each day, as far as it stays as it is. */
  changes: readonly (number | null)[]
  /** Posts and reels, oldest first. */
  posts: readonly Post[]
  /** Of the range by content type, in Instagram's words; a metric that Instagram was not asked about is empty. */
  splits: Readonly<Record<'impressions' | 'engagement', Readonly<Record<string, number>>>>
}

/** Why a finding is believed. */
export interface Evidence {
  /** How far outside the usual, in standard errors. */
  score: number
  /** What the score has to exceed. */
  threshold: number
  /** How many days, weeks or posts it was held against. */
  sampleSize: number
  /** What was usual. */
  baseline: number
  /** How many questions of this kind were asked at once: the threshold grows with them. */
  tests: number
}

export const findingRules = [
  'odd_day',
  'level_shift',
  'content_type',
  'followers_day',
  'best_hour',
  'growth_streak',
  'posting_streak',
] as const
export type FindingRule = (typeof findingRules)[number]

export interface Finding {
  rule: FindingRule
  /** What it was found on, the same each time that it is found. */
  subject: string
  direction: 'up' | 'down'
  metric: SeriesName | 'followersCount' | 'posts'
  numbers: Readonly<Record<string, number>>
  days: readonly string[]
  mediaId: string | null
  /** Of a finding about a kind of post. */
  type: PostType | null
  evidence: Evidence
  /** 0 to 1, how much it matters. */
  strength: number
}

// Of a hundred quiet ranges five may have a finding: each rule has its share of those, and divides it among its tests.
export const falseShare = {
  odd_day: 0.01,
  level_shift: 0.01,
  content_type: 0.006,
  followers_day: 0.01,
  best_hour: 0.006,
  growth_streak: 0.003,
  posting_streak: 0.003,
} as const satisfies Record<FindingRule, number>

/** From how much a finding changes to how much it matters: nothing is 0, everything 1. */
export const strengthOf = (impact: number): number => Math.round(100 * (1 - Math.exp(-Math.abs(impact)))) / 100

export const weekdayAt = ({ firstWeekday }: Series, index: number): number => (firstWeekday + index) % 7
