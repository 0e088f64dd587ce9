import { z } from 'zod'
import { dayText } from '../contract-parts.ts'
import { metricName, missingReason } from './contract.ts'

export const metricsGap = z
  .object({
    startDate: dayText.describe('The first day.'),
    endDate: dayText.describe('The last day.'),
    metrics: z.array(metricName).describe('Which numbers are missing.'),
    reason: missingReason,
    willHeal: z.boolean().describe('The nights and the background ask for it again; `false`: it will stay empty.'),
  })
  .describe('Days in a row on which the same numbers are missing for the same reason.')
export type MetricsGap = z.infer<typeof metricsGap>

export const metricsGapsResult = z
  .object({
    items: z
      .array(metricsGap)
      .describe('Oldest first. Numbers that are worked out from others are not listed: their parts are.'),
  })
  .describe('What is missing of an account.')
export type MetricsGapsResult = z.infer<typeof metricsGapsResult>
