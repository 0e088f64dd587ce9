import { z } from 'zod'
import { count, dayText, measured, text, wholeNumber } from '../contract-parts.ts'
import { aggregationSchema, metricsRangeInput, missingReason } from './contract.ts'

export const breakdownMetrics = ['impressions', 'reach', 'engagement'] as const
export const breakdownMetric = z
  .enum(breakdownMetrics)
  .describe('A number that Instagram breaks down; `engagement` by content type alone.')
export type BreakdownMetric = z.infer<typeof breakdownMetric>

export const breakdownBy = z.enum(['contentType', 'followType']).describe(
  `By what it is broken down.
\`contentType\`: by what was shown, \`post\`, \`reel\`, \`story\`, \`carousel\`, \`ad\`.
\`followType\`: by who saw it, \`follower\`, \`non_follower\`, \`unknown\`.`,
)
export type BreakdownBy = z.infer<typeof breakdownBy>

export const breakdownInput = metricsRangeInput.extend({ metric: breakdownMetric, by: breakdownBy })
export type BreakdownInput = z.infer<typeof breakdownInput>

const aboutCategories =
  'The names are those of Instagram in lower case, and one name for what it calls by two (`FEED` and `POST` are `post`); ' +
  'it may bring new ones.'

export const breakdownDay = z
  .object({
    date: dayText.describe('The Los Angeles day.'),
    isFinal: z.boolean().describe('Said in a reading made after the day settled, 72 hours after its end.'),
    values: z
      .record(text, wholeNumber)
      .nullable()
      .describe(
        `Category → value. ${aboutCategories} A category that another day of the range has and this one has not is 0. ` +
          '`null`: Instagram did not say of what the day is made.',
      ),
    missing: missingReason.nullable().describe('Why `values` is `null`.'),
  })
  .describe('What one day is made of.')
export type BreakdownDay = z.infer<typeof breakdownDay>

export const breakdownTotal = z
  .object({
    value: z.number().describe('Over the known days of the range, as `aggregation` says.'),
    share: z.number().meta(measured('percent', 'Percent of all categories together.')),
  })
  .describe('What one category makes of a range.')
export type BreakdownTotal = z.infer<typeof breakdownTotal>

export const breakdownResult = z
  .object({
    metric: breakdownMetric,
    by: breakdownBy,
    aggregation: aggregationSchema,
    days: z.array(breakdownDay).describe('Every day of the range, oldest first.'),
    totals: z
      .record(text, breakdownTotal)
      .nullable()
      .describe('Category → what it makes of the range, the largest first; `null` when no day is known.'),
    knownDays: count.meta(measured('days', 'Days that went into the totals.')),
  })
  .describe(
    'What a number is made of. Categories of reach need not add up to it: who saw two content types is in both.',
  )
export type BreakdownResult = z.infer<typeof breakdownResult>
