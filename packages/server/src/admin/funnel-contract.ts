import { z } from 'zod'
import { textVariants, type TextVariant } from '../messages/text-variants.ts'

export const funnelSteps = ['started', 'redirected', 'returned', 'exchanged', 'validated', 'connected'] as const
export type FunnelStepName = (typeof funnelSteps)[number]

export interface FunnelInput {
  /** First Los Angeles day, `YYYY-MM-DD`; default: 29 days before the last. */
  startDate?: string | undefined
  /** Last day; default: today there. At most 366 days. */
  endDate?: string | undefined
  /** Only flows that began there. */
  placement?: string | undefined
}
export interface FunnelStep {
  step: FunnelStepName
  /** People who came at least this far, each once. */
  count: number
  /** Percent of the people of the step before, with one decimal; `null` when there were none. */
  conversionPercent: number | null
  /** Percent of the people who started. */
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
/** How it went for those who had connected before, with the same account or another. */
export interface FunnelReconnects {
  people: number
  /** How often they began. */
  flows: number
  /** People, by how it ended. */
  connected: number
  cancelled: number
  failed: number
}
/** First connections, by people; `reconnects` are all others. */
export interface FunnelResult {
  startDate: string
  endDate: string
  /** Who started. */
  people: number
  /** How often they did. */
  flows: number
  steps: FunnelStep[]
  /** People who did not connect and whose newest end was this. */
  cancelled: number
  failed: number
  /** Why it was cancelled or failed, by the people who met it, most frequent first. */
  reasons: { reason: string; count: number }[]
  /** Los Angeles days; a person counts on the day of their first start, with what came of it then or later. */
  days: { date: string; started: number; connected: number; cancelled: number; failed: number }[]
  /** A person counts at each place where they started. */
  placements: { placement: string | null; started: number; connected: number }[]
  reconnects: FunnelReconnects
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
  people: z.number().int(),
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
  reconnects: z.object({
    people: z.number().int(),
    flows: z.number().int(),
    connected: z.number().int(),
    cancelled: z.number().int(),
    failed: z.number().int(),
  }),
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
