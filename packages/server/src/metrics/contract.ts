import { z } from 'zod'

/** Every daily number that a host can ask for. */
export const metricNames = [
  'followersCount',
  'impressions',
  'reach',
  'engagement',
  'profileViews',
  'likes',
  'comments',
  'shares',
  'saves',
  'accountsEngaged',
  'engagementRate',
] as const
export type MetricName = (typeof metricNames)[number]

/**
 * Why a number is `null`.
 * `not_yet_available`: Instagram publishes a day up to 48 hours late as a rule, and is asked again while it may come.
 * `not_returned`: Instagram answered without this metric (often an account under 100 followers).
 * `not_measured`: nobody counted on that day, and Instagram keeps no history of it.
 * `not_read`: older than what is filled in by itself; Instagram may have it, and "read these days again" asks for it.
 * `unsupported`: Instagram refuses this metric for this account.
 * `outside_retention`: the day is older than Instagram keeps this metric.
 * `not_read_yet`: the history of a new connection is still being filled in.
 * `not_computable`: it is worked out from another number that is missing or zero.
 */
export const missingReasons = [
  'not_yet_available',
  'not_returned',
  'not_measured',
  'not_read',
  'unsupported',
  'outside_retention',
  'not_read_yet',
  'not_computable',
] as const
export type MissingReason = (typeof missingReasons)[number]

/** One Los Angeles day of one account. `null` is never 0: `missing` says why. */
export interface DailyMetrics {
  /** `YYYY-MM-DD`, the day in America/Los_Angeles. */
  date: string
  followersCount: number | null
  /** Instagram's `views`, the successor of impressions. */
  impressions: number | null
  reach: number | null
  /** Instagram's `total_interactions`. */
  engagement: number | null
  profileViews: number | null
  likes: number | null
  comments: number | null
  shares: number | null
  saves: number | null
  accountsEngaged: number | null
  /** Percent: 100 × engagement / reach; `null` when reach is 0 or unknown. */
  engagementRate: number | null
  /** Instagram said every number that it has in a reading made after the day settled, 72 hours after its end. */
  isFinal: boolean
  /** Numbers that Instagram may still correct, or was not heard about again since the day settled. */
  provisional: MetricName[]
  /** Numbers that were worked out from another day's: a follower total from before the connection. */
  derived: MetricName[]
  missing: Partial<Record<MetricName, MissingReason>>
}

export interface MetricsRangeInput {
  accountId?: string | undefined
  /** First day, `YYYY-MM-DD`. Default: 29 days before `endDate`. */
  startDate?: string | undefined
  /** Last day, `YYYY-MM-DD`. Default: yesterday in Los Angeles, the last whole day. */
  endDate?: string | undefined
}
export interface MetricsListResult {
  /** Stored days only, oldest first; a day without a row was never read. */
  items: DailyMetrics[]
}

/**
 * How the days of a period become one number.
 * `sum`: added up. `daily_average`: people counted once a day can not be added up over days.
 * `last`: the newest known value. `ratio`: 100 × engagement / reach over the days where both are known.
 */
export type Aggregation = 'sum' | 'daily_average' | 'last' | 'ratio'

export interface MetricSummary {
  value: number | null
  /** The same over the period of equal length just before. */
  previous: number | null
  /** `value − previous`; `null` when one is unknown or they cover a different number of days. */
  change: number | null
  /** Percent of `previous`; `null` when `change` is, or when `previous` is 0. */
  changePercent: number | null
  aggregation: Aggregation
  /** Days with a known value in the period. */
  knownDays: number
  previousKnownDays: number
  /** Days of the period that Instagram may still correct. */
  provisionalDays: number
  previousProvisionalDays: number
}
/** How many different people a whole period reached, by Instagram's own count: daily reach can not be added up. */
export interface PeriodReach {
  value: number | null
  previous: number | null
  change: number | null
  changePercent: number | null
  /** Read after the last day of the period settled. */
  isFinal: boolean
  readAt: Date | null
}
export interface MetricsSummaryResult extends Record<MetricName, MetricSummary> {
  period: {
    startDate: string
    endDate: string
    previousStartDate: string
    previousEndDate: string
    /** Instagram's day by the server's clock. */
    today: string
  }
  /** `null` for a period whose reach is not asked for: only 7 and 28 to 30 days in a row are. */
  periodReach: PeriodReach | null
  /**
   * What the engagement rate was divided by: the period's reach, or the daily reach added up where that is unknown or
   * was read before the days were.
   */
  engagementRateBasis: 'period_reach' | 'daily_reach'
}

export type TimelineInterval = 'day' | 'week' | 'month'
export interface TimelineInput extends MetricsRangeInput {
  metrics: MetricName[]
  /** Default `day`. Weeks start on Monday. */
  interval?: TimelineInterval | undefined
}
export interface TimelineResult {
  /** The first day of each bucket, oldest first, without holes. */
  days: string[]
  /** One column per asked metric, as long as `days`; a gap is `null`. */
  series: Partial<Record<MetricName, (number | null)[]>>
  /** Whether every day of the bucket is final. */
  final: boolean[]
  /** Whether the range cuts the bucket: a part of a week or month is not to be compared with a whole one. */
  isPartial: boolean[]
  /** How days became buckets, per asked metric. */
  aggregation: Partial<Record<MetricName, Aggregation>>
}

export interface GrowthPoint {
  date: string
  /** The total at the end of the day, of today the newest count; `null` when it is not known. */
  followers: number | null
  /** Gained minus lost. Of a settled day by Instagram's word. */
  change: number | null
  /** Neither of the two changes any more. */
  isFinal: boolean
  /** The total was worked out from another day's and from Instagram's daily gains and losses. */
  isDerived: boolean
  /** The change is the difference of two counts, because Instagram does not say or may still correct. */
  isEstimated: boolean
}
export interface GrowthResult {
  points: GrowthPoint[]
  /** The sum of the changes shown; `null` when none is known. */
  net: number | null
  best: { date: string; change: number } | null
  worst: { date: string; change: number } | null
}

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(
    (text) =>
      !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text),
  )
const nullableNumber = z.number().nullable()
const range = {
  accountId: z.string().min(1).max(64).optional(),
  startDate: day.optional(),
  endDate: day.optional(),
}

export const metricsRangeInput = z.strictObject(range) satisfies z.ZodType<MetricsRangeInput>

export const metricsExportInput = z.strictObject({ format: z.enum(['csv', 'json']), ...range })

export const dailyMetricsSchema = z.object({
  date: z.string(),
  followersCount: nullableNumber,
  impressions: nullableNumber,
  reach: nullableNumber,
  engagement: nullableNumber,
  profileViews: nullableNumber,
  likes: nullableNumber,
  comments: nullableNumber,
  shares: nullableNumber,
  saves: nullableNumber,
  accountsEngaged: nullableNumber,
  engagementRate: nullableNumber,
  isFinal: z.boolean(),
  provisional: z.array(z.enum(metricNames)),
  derived: z.array(z.enum(metricNames)),
  missing: z.partialRecord(z.enum(metricNames), z.enum(missingReasons)),
}) satisfies z.ZodType<DailyMetrics>

export const metricsListResult = z.object({ items: z.array(dailyMetricsSchema) }) satisfies z.ZodType<MetricsListResult>

const aggregation = z.enum(['sum', 'daily_average', 'last', 'ratio'])
const metricSummary = z.object({
  value: nullableNumber,
  previous: nullableNumber,
  change: nullableNumber,
  changePercent: nullableNumber,
  aggregation,
  knownDays: z.number().int(),
  previousKnownDays: z.number().int(),
  provisionalDays: z.number().int(),
  previousProvisionalDays: z.number().int(),
})
const periodReach = z.object({
  value: nullableNumber,
  previous: nullableNumber,
  change: nullableNumber,
  changePercent: nullableNumber,
  isFinal: z.boolean(),
  readAt: z.date().nullable(),
})
export const metricsSummaryResult = z.object({
  period: z.object({
    startDate: z.string(),
    endDate: z.string(),
    previousStartDate: z.string(),
    previousEndDate: z.string(),
    today: z.string(),
  }),
  periodReach: periodReach.nullable(),
  engagementRateBasis: z.enum(['period_reach', 'daily_reach']),
  followersCount: metricSummary,
  impressions: metricSummary,
  reach: metricSummary,
  engagement: metricSummary,
  profileViews: metricSummary,
  likes: metricSummary,
  comments: metricSummary,
  shares: metricSummary,
  saves: metricSummary,
  accountsEngaged: metricSummary,
  engagementRate: metricSummary,
}) satisfies z.ZodType<MetricsSummaryResult>

export const timelineInput = z.strictObject({
  ...range,
  metrics: z.array(z.enum(metricNames)).min(1).max(metricNames.length),
  interval: z.enum(['day', 'week', 'month']).optional(),
}) satisfies z.ZodType<TimelineInput>
export const timelineResult = z.object({
  days: z.array(z.string()),
  series: z.partialRecord(z.enum(metricNames), z.array(nullableNumber)),
  final: z.array(z.boolean()),
  isPartial: z.array(z.boolean()),
  aggregation: z.partialRecord(z.enum(metricNames), aggregation),
}) satisfies z.ZodType<TimelineResult>

const growthExtreme = z.object({ date: z.string(), change: z.number() }).nullable()
export const growthResult = z.object({
  points: z.array(
    z.object({
      date: z.string(),
      followers: nullableNumber,
      change: nullableNumber,
      isFinal: z.boolean(),
      isDerived: z.boolean(),
      isEstimated: z.boolean(),
    }),
  ),
  net: nullableNumber,
  best: growthExtreme,
  worst: growthExtreme,
}) satisfies z.ZodType<GrowthResult>
