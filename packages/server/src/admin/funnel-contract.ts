import { z } from 'zod'
import { textVariants, type TextVariant } from '../messages/catalogue.ts'

export const funnelSteps = ['started', 'redirected', 'returned', 'exchanged', 'validated', 'connected'] as const
export type FunnelStepName = (typeof funnelSteps)[number]

export interface FunnelInput {
  /** First day, UTC, `YYYY-MM-DD`; default: 29 days before the last. */
  startDate?: string | undefined
  /** Last day, UTC; default: today. At most 366 days. */
  endDate?: string | undefined
  /** Only flows that began there. */
  placement?: string | undefined
}
export interface FunnelStep {
  step: FunnelStepName
  /** Flows that came at least this far. */
  count: number
  /** Percent of the flows of the step before, with one decimal; `null` when there were none. */
  conversionPercent: number | null
  /** Percent of the flows that started. */
  fromStartPercent: number | null
  /** Seconds from the start of the flow; `null` while nobody was seen at the step. */
  medianSeconds: number | null
  p90Seconds: number | null
}
export interface FunnelVariant {
  variant: TextVariant
  /** People who were shown it and pressed. */
  people: number
  connected: number
  connectedPercent: number | null
}
export interface FunnelComparison {
  variants: FunnelVariant[]
  /** `too_few_people`: nothing can be said yet; `difference`: less than 5 in 100 that chance alone did it. */
  verdict: 'too_few_people' | 'no_difference' | 'difference'
  /** Two-sided, of a two-proportion z-test; `null` while there are too few people. */
  pValue: number | null
  /** How many more people the smallest variant needs before anything is said; 0 when it has enough. */
  peopleMissing: number
}
export interface FunnelResult {
  startDate: string
  endDate: string
  /** Flows that started. */
  flows: number
  steps: FunnelStep[]
  /** Flows that ended otherwise. */
  cancelled: number
  failed: number
  /** Why flows were cancelled or failed, most frequent first. */
  reasons: { reason: string; count: number }[]
  days: { date: string; started: number; connected: number; cancelled: number; failed: number }[]
  placements: { placement: string | null; started: number; connected: number }[]
  texts: FunnelComparison
}

export const day = z.iso.date()

export const funnelInput = z.strictObject({
  startDate: day.optional(),
  endDate: day.optional(),
  placement: z.string().max(64).optional(),
}) satisfies z.ZodType<FunnelInput>

const percent = z.number().nullable()

export const funnelResult = z.object({
  startDate: z.string(),
  endDate: z.string(),
  flows: z.number().int(),
  steps: z.array(
    z.object({
      step: z.enum(funnelSteps),
      count: z.number().int(),
      conversionPercent: percent,
      fromStartPercent: percent,
      medianSeconds: percent,
      p90Seconds: percent,
    }),
  ),
  cancelled: z.number().int(),
  failed: z.number().int(),
  reasons: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  days: z.array(
    z.object({
      date: z.string(),
      started: z.number().int(),
      connected: z.number().int(),
      cancelled: z.number().int(),
      failed: z.number().int(),
    }),
  ),
  placements: z.array(
    z.object({ placement: z.string().nullable(), started: z.number().int(), connected: z.number().int() }),
  ),
  texts: z.object({
    variants: z.array(
      z.object({
        variant: z.enum(textVariants),
        people: z.number().int(),
        connected: z.number().int(),
        connectedPercent: percent,
      }),
    ),
    verdict: z.enum(['too_few_people', 'no_difference', 'difference']),
    pValue: z.number().nullable(),
    peopleMissing: z.number().int(),
  }),
}) satisfies z.ZodType<FunnelResult>
