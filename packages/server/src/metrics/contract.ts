import { z } from 'zod'
import {
  count,
  day,
  dayText,
  measured,
  nullableInstant,
  nullableNumber,
  nullableWhole,
  readAccountId,
} from '../contract-parts.ts'
import { aggregations, eachMetric, metricDefinitions, metricNames } from './metric-definitions.ts'

export const metricName = z.enum(metricNames).describe('A daily number, as docs/metrics.md lists them.')
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
    date: dayText.describe('`YYYY-MM-DD`, the day in America/Los_Angeles.'),
    ...eachMetric((name) => {
      const { unit, about } = metricDefinitions[name]
      return (unit === 'percent' ? nullableNumber : nullableWhole).meta(measured(unit, about))
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
    imported: z
      .array(metricName)
      .describe(
        'Only where some were: numbers that come from another app or from a file of the user, and that Instagram did not say to this one.',
      )
      .optional(),
    missing: z.partialRecord(metricName, missingReason).describe('Of each number that is `null`, why.'),
  })
  .describe('One Los Angeles day of one account. `null` is never 0: `missing` says why.')
export type DailyMetrics = z.infer<typeof dailyMetricsSchema>

/** The first day of a range: a day, or since the first one that is stored. */
export const rangeStart = z
  .union([day, z.literal('beginning')])
  .describe('The first day of a range: `YYYY-MM-DD`, or `beginning` for the first day of which anything is stored.')
export type RangeStart = z.infer<typeof rangeStart>

/** Which days of which account; every read over days takes it. */
export const metricsRangeInput = z.strictObject({
  accountId: readAccountId.optional(),
  startDate: rangeStart
    .describe(
      'First day, `YYYY-MM-DD`, or `beginning`: the first day of which anything is stored. Any day may be asked for; ' +
        'of days that are not stored nothing is known. Default: 29 days before `endDate`.',
    )
    .optional(),
  endDate: day.describe('Last day, `YYYY-MM-DD`. Default: yesterday in Los Angeles, the last whole day.').optional(),
})
export type MetricsRangeInput = z.infer<typeof metricsRangeInput>

/** The instant of which the numbers are to be: for what answers with them as they were. */
const asOf = z.date().meta({
  description:
    'An instant: the answer is what it would have been then, also where Instagram has corrected numbers since. ' +
    'Default: now. Before the first connection nothing was known.',
})
export const metricsReadInput = metricsRangeInput.extend({ asOf: asOf.optional() })
export type MetricsReadInput = z.infer<typeof metricsReadInput>

export const correctedSinceSchema = z
  .object({
    days: count.meta(measured('days', 'How many days of the answer have another number now than they had then.')),
    dates: z.array(dayText).describe('Which, oldest first.'),
  })
  .describe('Only with `asOf`: what was corrected since. A number that came later for the first time is none.')
export type CorrectedSince = z.infer<typeof correctedSinceSchema>

export const metricsListResult = z
  .object({
    correctedSince: correctedSinceSchema.optional(),
    items: z.array(dailyMetricsSchema).describe('Stored days only, oldest first; a day without a row was never read.'),
  })
  .describe('Daily numbers of an account.')
export type MetricsListResult = z.infer<typeof metricsListResult>

export const aggregationSchema = z.enum(aggregations).describe(
  `How the days of a period become one number.
\`sum\`: added up. \`daily_average\`: people counted once a day can not be added up over days.
\`last\`: the newest known value. \`ratio\`: 100 × engagement / reach over the days where both are known.`,
)
export type Aggregation = z.infer<typeof aggregationSchema>

export const rateBasis = z
  .enum(['period_reach', 'daily_reach'])
  .describe(
    "What the engagement rate was divided by: the period's reach, or the daily reach added up where that is unknown " +
      'or was read before the days were.',
  )
export type RateBasis = z.infer<typeof rateBasis>

export const metricSummary = z
  .object({
    value: nullableNumber.describe('Over the period, as `aggregation` says; `null` when no day is known.'),
    previous: nullableNumber.describe('The same over the period of equal length just before.'),
    change: nullableNumber.describe(
      '`value − previous`; `null` when one is unknown or they cover a different number of days.',
    ),
    changePercent: nullableNumber.meta(
      measured('percent', 'Percent of `previous`; `null` when `change` is, or when `previous` is 0.'),
    ),
    aggregation: aggregationSchema,
    knownDays: count.meta(measured('days', 'Days with a known value in the period.')),
    previousKnownDays: count.meta(measured('days', 'The same in the period before.')),
    provisionalDays: count.meta(measured('days', 'Days of the period that Instagram may still correct.')),
    previousProvisionalDays: count.meta(measured('days', 'The same in the period before.')),
  })
  .describe('One metric over a period, against the period before.')
export type MetricSummary = z.infer<typeof metricSummary>

export const periodReachSchema = z
  .object({
    value: nullableWhole.meta(measured('people', 'How many; `null` when Instagram was not asked or does not say.')),
    previous: nullableWhole.meta(measured('people', 'The same over the period of equal length just before.')),
    change: nullableWhole.meta(measured('people', '`value − previous`; `null` when one is unknown.')),
    changePercent: nullableNumber.meta(measured('percent', 'Percent of `previous`.')),
    isFinal: z.boolean().describe('Read after the last day of the period settled.'),
    readAt: nullableInstant.describe('When Instagram was asked.'),
  })
  .describe(
    "How many different people a whole period reached, by Instagram's own count: daily reach can not be added up.",
  )
export type PeriodReach = z.infer<typeof periodReachSchema>

export const metricsSummaryResult = z
  .object({
    ...eachMetric(() => metricSummary),
    correctedSince: correctedSinceSchema.optional(),
    period: z
      .object({
        startDate: dayText.describe('Its first day.'),
        endDate: dayText.describe('Its last day.'),
        previousStartDate: dayText.describe('The first day of the period before.'),
        previousEndDate: dayText.describe('Its last day, just before `startDate`.'),
        today: dayText.describe("Instagram's day by the server's clock."),
      })
      .describe('Which days are compared with which.'),
    periodReach: periodReachSchema
      .nullable()
      .describe('`null` for a period whose reach is not asked for: only 7 and 28 to 30 days in a row are.'),
    engagementRateBasis: rateBasis,
  })
  .describe('Each metric as one number.')
export type MetricsSummaryResult = z.infer<typeof metricsSummaryResult>
