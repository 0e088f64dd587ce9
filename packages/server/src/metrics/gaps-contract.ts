import { z } from 'zod'
import { text } from '../contract-parts.ts'
import { metricName, missingReason } from './contract.ts'

export const metricsGap = z
  .object({
    startDate: text.describe('First and last day, `YYYY-MM-DD`, both included.'),
    endDate: text,
    metrics: z.array(metricName),
    reason: missingReason,
    willHeal: z.boolean().describe('The nights and the background ask for it again; `false`: it will stay empty.'),
  })
  .describe('Days in a row on which the same numbers are missing for the same reason.')
export type MetricsGap = z.infer<typeof metricsGap>

export const metricsGapsResult = z.object({
  items: z
    .array(metricsGap)
    .describe('Oldest first. Numbers that are worked out from others are not listed: their parts are.'),
})
export type MetricsGapsResult = z.infer<typeof metricsGapsResult>
