import { z } from 'zod'
import { dayText, nullableNumber } from '../contract-parts.ts'
import { aggregationSchema, correctedSinceSchema, metricName, metricsReadInput } from './contract.ts'
import { metricNames } from './metric-definitions.ts'

export const timelineInterval = z.enum(['day', 'week', 'month']).describe('How long a bucket is.')
export type TimelineInterval = z.infer<typeof timelineInterval>

export const timelineInput = metricsReadInput.extend({
  metrics: z.array(metricName).min(1).max(metricNames.length).describe('Which metrics, each once.'),
  interval: timelineInterval.describe('Default `day`. Weeks start on Monday.').optional(),
})
export type TimelineInput = z.infer<typeof timelineInput>

export const timelineResult = z
  .object({
    days: z.array(dayText).describe('The first day of each bucket, oldest first, without holes.'),
    series: z
      .partialRecord(metricName, z.array(nullableNumber))
      .describe('One column per asked metric, as long as `days`; a gap is `null`.'),
    final: z.array(z.boolean()).describe('Whether every day of the bucket is final.'),
    isPartial: z
      .array(z.boolean())
      .describe('Whether the range cuts the bucket: a part of a week or month is not to be compared with a whole one.'),
    correctedSince: correctedSinceSchema.optional(),
    aggregation: z.partialRecord(metricName, aggregationSchema).describe('How days became buckets, per asked metric.'),
  })
  .describe('Metrics over time, as columns.')
export type TimelineResult = z.infer<typeof timelineResult>
