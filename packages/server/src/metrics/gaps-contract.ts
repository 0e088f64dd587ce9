import { z } from 'zod'
import { metricNames, missingReasons, type MetricName, type MissingReason } from './contract.ts'

/** Days in a row on which the same numbers are missing for the same reason. */
export interface MetricsGap {
  /** First and last day, `YYYY-MM-DD`, both included. */
  startDate: string
  endDate: string
  metrics: MetricName[]
  reason: MissingReason
  /** The nights and the background ask for it again; `false`: it will stay empty. */
  willHeal: boolean
}

export interface MetricsGapsResult {
  /** Oldest first. Numbers that are worked out from others are not listed: their parts are. */
  items: MetricsGap[]
}

export const metricsGapsResult = z.object({
  items: z.array(
    z.object({
      startDate: z.string(),
      endDate: z.string(),
      metrics: z.array(z.enum(metricNames)),
      reason: z.enum(missingReasons),
      willHeal: z.boolean(),
    }),
  ),
}) satisfies z.ZodType<MetricsGapsResult>
