import { z } from 'zod'
import { count, day, nullableNumber, nullableText, text } from '../contract-parts.ts'
import { textVariants } from '../messages/text-variants.ts'

export const funnelSteps = ['started', 'redirected', 'returned', 'exchanged', 'validated', 'connected'] as const
export const funnelStepName = z.enum(funnelSteps)
export type FunnelStepName = z.infer<typeof funnelStepName>

export const funnelInput = z.strictObject({
  startDate: day.describe('First Los Angeles day, `YYYY-MM-DD`; default: 29 days before the last.').optional(),
  endDate: day.describe('Last day; default: today there. At most 366 days.').optional(),
  placement: text.max(64).describe('Only attempts that began there.').optional(),
})
export type FunnelInput = z.infer<typeof funnelInput>

export const funnelStep = z.object({
  step: funnelStepName,
  count: count.describe('Users who came at least this far, each once.'),
  conversionPercent: nullableNumber.describe(
    'Percent of the users of the step before, with one decimal; `null` when there were none.',
  ),
  fromStartPercent: nullableNumber.describe('Percent of the users who started.'),
  medianSeconds: nullableNumber.describe(
    'Seconds from the start of the attempt; `null` while nobody was seen at the step.',
  ),
  p90Seconds: nullableNumber,
})
export type FunnelStep = z.infer<typeof funnelStep>

export const funnelVariant = z.object({
  variant: z.enum(textVariants),
  people: count.describe('Users who were shown it and pressed.'),
  connected: count,
  connectedPercent: nullableNumber,
})
export type FunnelVariant = z.infer<typeof funnelVariant>

export const funnelComparison = z.object({
  variants: z.array(funnelVariant),
  verdict: z
    .enum(['too_few_people', 'no_difference', 'difference'])
    .describe('`too_few_people`: nothing can be said yet; `difference`: less than 5 in 100 that chance alone did it.'),
  pValue: nullableNumber.describe('Two-sided, of a two-proportion z-test; `null` while there are too few users.'),
  peopleMissing: count.describe(
    'How many more users the smallest variant needs before anything is said; 0 when it has enough.',
  ),
})
export type FunnelComparison = z.infer<typeof funnelComparison>

export const funnelReconnects = z
  .object({
    people: count,
    flows: count.describe('How often they began.'),
    connected: count.describe('Users, by how it ended.'),
    cancelled: count,
    failed: count,
  })
  .describe('How it went for those who had connected before, with the same account or another.')
export type FunnelReconnects = z.infer<typeof funnelReconnects>

export const funnelResult = z
  .object({
    startDate: text,
    endDate: text,
    people: count.describe('Who started.'),
    flows: count.describe('How often they did.'),
    steps: z.array(funnelStep),
    cancelled: count.describe('Users who did not connect and whose newest end was this.'),
    failed: count,
    reasons: z
      .array(z.object({ reason: text, count }))
      .describe('Why it was cancelled or failed, by the users who met it, most frequent first.'),
    days: z
      .array(z.object({ date: text, started: count, connected: count, cancelled: count, failed: count }))
      .describe('Los Angeles days; a user counts on the day of their first start, with what came of it then or later.'),
    placements: z
      .array(z.object({ placement: nullableText, started: count, connected: count }))
      .describe('A user counts at each place where they started.'),
    reconnects: funnelReconnects,
    texts: funnelComparison,
  })
  .describe('First connections, by users; `reconnects` are all others.')
export type FunnelResult = z.infer<typeof funnelResult>
