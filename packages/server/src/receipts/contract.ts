import { z } from 'zod'
import { day, dayText, nullableInstant, nullableNumber, nullableText, readAccountId, text } from '../contract-parts.ts'
import { metricName, missingReason } from '../metrics/contract.ts'

export const differenceCodes = [
  'own_day',
  'other_window',
  'unique_over_period',
  'estimated',
  'moment_of_day',
  'eu_jp_replies',
  'ads',
  'collaboration',
  'corrected',
  'provisional',
  'day_under_way',
  'clock_change',
  'hidden_likes',
  'deleted_post',
  'highlight',
  'under_100_followers',
  'connection_day',
  'imported',
  'derived',
] as const
export const differenceCode = z
  .enum(differenceCodes)
  .describe(`Why the Instagram app may show another number. docs/receipts.md says of each when it is named.`)
export type DifferenceCode = z.infer<typeof differenceCode>

export const differenceDirection = z
  .enum(['higher', 'lower', 'either'])
  .describe('Whether the app then shows more than the receipt, less, or one of the two.')
export type DifferenceDirection = z.infer<typeof differenceDirection>

export const metricDifference = z
  .object({
    code: differenceCode,
    direction: differenceDirection,
    sentence: text.describe('The same for the user, in their language.'),
  })
  .describe('One reason why the Instagram app may show another number.')
export type MetricDifference = z.infer<typeof metricDifference>

export const metricsExplainInput = z.strictObject({
  accountId: readAccountId.optional(),
  date: day.describe('The Los Angeles day.'),
  metric: metricName,
})
export type MetricsExplainInput = z.infer<typeof metricsExplainInput>

export const graphQuestion = z
  .object({
    sentence: text.describe('What was asked, in words.'),
    edge: text.describe('What of the Graph API, behind its version; `me` is the account.'),
    metrics: z.array(text).describe("Instagram's own names of metrics."),
    fields: z.array(text).describe('Fields of the account, where it is no metric.'),
    period: nullableText.describe('`period` of the question.'),
    metricType: nullableText.describe('`metric_type` of the question; `null` for a value per day.'),
    breakdown: nullableText.describe('`breakdown` of the question.'),
    category: nullableText.describe('Which part of the breakdown is the number.'),
  })
  .describe('The question that Instagram was asked. With the window it can be asked again.')
export type GraphQuestion = z.infer<typeof graphQuestion>

export const formulaInput = z
  .object({
    name: z
      .enum(['engagement', 'reach', 'followers', 'change', 'count', 'since_count'])
      .describe(
        '`followers` the total of another day, `change` what was gained and lost between, `count` what Instagram told, ' +
          '`since_count` what lies between the count and the end of the day.',
      ),
    date: dayText.describe('Of which Los Angeles day.'),
    value: z.number().describe('As it goes into the formula.'),
    readAt: nullableInstant.describe('When Instagram told it.'),
  })
  .describe('A number that another is worked out from.')
export type FormulaInput = z.infer<typeof formulaInput>

export const receiptFormula = z
  .object({
    operation: z
      .enum(['sum', 'rate'])
      .describe('`sum` of the inputs, or `rate`: 100 × engagement / reach, two decimals.'),
    sentence: text.describe('The same in words.'),
    inputs: z.array(formulaInput).describe('What it is worked out from.'),
  })
  .describe('How a number was worked out that Instagram does not tell itself.')
export type ReceiptFormula = z.infer<typeof receiptFormula>

export const earlierValue = z
  .object({
    value: z.number().describe('What was shown.'),
    readAt: z.date().describe('When it was read.'),
    replacedAt: z.date().describe('When another took its place.'),
  })
  .describe('What a number was before.')
export type EarlierValue = z.infer<typeof earlierValue>

export const metricReceipt = z
  .object({
    date: dayText.describe('The Los Angeles day.'),
    metric: metricName,
    definition: text.describe("What the metric is, in the caller's language."),
    value: nullableNumber.describe('As `metrics.list` has it.'),
    missing: missingReason.nullable().describe('Why it is `null`.'),
    state: z
      .enum(['provisional', 'final', 'imported'])
      .describe('Whether Instagram may still correct it; `imported`: a user brought it along.'),
    kind: z
      .enum(['counted', 'estimated', 'derived'])
      .describe("`estimated` by Instagram's own word, `derived` worked out from other numbers."),
    counts: z.enum(['people', 'times', 'ratio']).describe('What one of it is.'),
    ads: z.enum(['with_ads', 'not_told']).describe('Whether what was shown as an ad counts as well.'),
    question: graphQuestion,
    window: z
      .object({
        since: z.date().describe('The first instant of the day.'),
        until: z.date().describe('Its last second, as it is asked for.'),
        hours: z.number().describe('How long the day is: 24, or 23 and 25 when the clocks change.'),
        zone: text.meta({ examples: ['America/Los_Angeles'] }).describe('Whose midnight it is.'),
      })
      .describe('The day in Instagram’s zone.'),
    readAt: nullableInstant.describe('When Instagram was last asked for it; `null` when it never was.'),
    history: z.array(earlierValue).describe('What it was before, oldest first.'),
    formula: receiptFormula.nullable().describe('`null` where it is told by Instagram as it is.'),
    differences: z
      .object({
        general: z.array(metricDifference).describe('What is always so with this metric.'),
        onThisDay: z.array(metricDifference).describe('What was found in the data of this day.'),
      })
      .describe('Why the Instagram app may show another number.'),
  })
  .describe('Where a number comes from.')
export type MetricReceipt = z.infer<typeof metricReceipt>
