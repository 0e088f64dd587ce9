import { z } from 'zod'
import { accountId, count, nullableInstant, nullableNumber, text } from '../contract-parts.ts'
import { aboutMetric, aggregations, eachMetric, metricNames } from './metric-definitions.ts'

export const metricName = z.enum(metricNames)
export type { MetricName } from './metric-definitions.ts'

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
export const missingReason = z.enum(missingReasons).describe(
  `Why a number is \`null\`.
\`not_yet_available\`: Instagram publishes a day up to 48 hours late as a rule, and is asked again while it may come.
\`not_returned\`: Instagram answered without this metric (often an account under 100 followers).
\`not_measured\`: nobody counted on that day, and Instagram keeps no history of it.
\`not_read\`: older than what is filled in by itself; Instagram may have it, and "read these days again" asks for it.
\`unsupported\`: Instagram refuses this metric for this account.
\`outside_retention\`: the day is older than Instagram keeps this metric.
\`not_read_yet\`: the history of a new connection is still being filled in.
\`not_computable\`: it is worked out from another number that is missing or zero.`,
)
export type MissingReason = z.infer<typeof missingReason>

export const dailyMetricsSchema = z
  .object({
    date: text.describe('`YYYY-MM-DD`, the day in America/Los_Angeles.'),
    ...eachMetric((name) => {
      const about = aboutMetric(name)
      return about === undefined ? nullableNumber : nullableNumber.describe(about)
    }),
    isFinal: z
      .boolean()
      .describe(
        'Instagram said every number that it has in a reading made after the day settled, 72 hours after its end.',
      ),
    provisional: z
      .array(metricName)
      .describe('Numbers that Instagram may still correct, or was not heard about again since the day settled.'),
    derived: z
      .array(metricName)
      .describe("Numbers that were worked out from another day's: a follower total from before the connection."),
    missing: z.partialRecord(metricName, missingReason),
  })
  .describe('One Los Angeles day of one account. `null` is never 0: `missing` says why.')
export type DailyMetrics = z.infer<typeof dailyMetricsSchema>

const rangeDay = text
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(
    (date) =>
      !Number.isNaN(Date.parse(`${date}T00:00:00Z`)) && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date),
  )

export const metricsRangeInput = z.strictObject({
  accountId: accountId.optional(),
  startDate: rangeDay.describe('First day, `YYYY-MM-DD`. Default: 29 days before `endDate`.').optional(),
  endDate: rangeDay
    .describe('Last day, `YYYY-MM-DD`. Default: yesterday in Los Angeles, the last whole day.')
    .optional(),
})
export type MetricsRangeInput = z.infer<typeof metricsRangeInput>

export const metricsListResult = z.object({
  items: z.array(dailyMetricsSchema).describe('Stored days only, oldest first; a day without a row was never read.'),
})
export type MetricsListResult = z.infer<typeof metricsListResult>

export const aggregationSchema = z.enum(aggregations).describe(
  `How the days of a period become one number.
\`sum\`: added up. \`daily_average\`: people counted once a day can not be added up over days.
\`last\`: the newest known value. \`ratio\`: 100 × engagement / reach over the days where both are known.`,
)
export type Aggregation = z.infer<typeof aggregationSchema>

export const metricSummary = z.object({
  value: nullableNumber,
  previous: nullableNumber.describe('The same over the period of equal length just before.'),
  change: nullableNumber.describe(
    '`value − previous`; `null` when one is unknown or they cover a different number of days.',
  ),
  changePercent: nullableNumber.describe('Percent of `previous`; `null` when `change` is, or when `previous` is 0.'),
  aggregation: aggregationSchema,
  knownDays: count.describe('Days with a known value in the period.'),
  previousKnownDays: count,
  provisionalDays: count.describe('Days of the period that Instagram may still correct.'),
  previousProvisionalDays: count,
})
export type MetricSummary = z.infer<typeof metricSummary>

export const periodReachSchema = z
  .object({
    value: nullableNumber,
    previous: nullableNumber,
    change: nullableNumber,
    changePercent: nullableNumber,
    isFinal: z.boolean().describe('Read after the last day of the period settled.'),
    readAt: nullableInstant,
  })
  .describe(
    "How many different people a whole period reached, by Instagram's own count: daily reach can not be added up.",
  )
export type PeriodReach = z.infer<typeof periodReachSchema>

export const metricsSummaryResult = z.object({
  ...eachMetric(() => metricSummary),
  period: z.object({
    startDate: text,
    endDate: text,
    previousStartDate: text,
    previousEndDate: text,
    today: text.describe("Instagram's day by the server's clock."),
  }),
  periodReach: periodReachSchema
    .nullable()
    .describe('`null` for a period whose reach is not asked for: only 7 and 28 to 30 days in a row are.'),
  engagementRateBasis: z
    .enum(['period_reach', 'daily_reach'])
    .describe(
      "What the engagement rate was divided by: the period's reach, or the daily reach added up where that is unknown " +
        'or was read before the days were.',
    ),
})
export type MetricsSummaryResult = z.infer<typeof metricsSummaryResult>
