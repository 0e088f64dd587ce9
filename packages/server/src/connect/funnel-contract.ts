import { z } from 'zod'
import { count, day, dayText, measured, nullableNumber, nullableText, text } from '../contract-parts.ts'
import { textVariants } from '../messages/text-variants.ts'

export const funnelSteps = ['started', 'redirected', 'returned', 'exchanged', 'validated', 'connected'] as const
export const funnelStepName = z
  .enum(funnelSteps)
  .describe(
    '`returned`: came back from Instagram. `exchanged`: with a token. `validated`: with an account that can be read.',
  )
export type FunnelStepName = z.infer<typeof funnelStepName>

export const funnelInput = z.strictObject({
  startDate: day.describe('First Los Angeles day, `YYYY-MM-DD`; default: 29 days before the last.').optional(),
  endDate: day.describe('Last day; default: today there. At most 366 days.').optional(),
  placement: text.max(64).describe('Only attempts that began there.').optional(),
})
export type FunnelInput = z.infer<typeof funnelInput>

export const funnelStep = z
  .object({
    step: funnelStepName.describe('How far.'),
    count: count.describe('Users who came at least this far, each once.'),
    conversionPercent: nullableNumber.describe(
      'Percent of the users of the step before, with one decimal; `null` when there were none.',
    ),
    fromStartPercent: nullableNumber.describe('Percent of the users who started.'),
    medianSeconds: nullableNumber.describe(
      'Seconds from the start of the attempt; `null` while nobody was seen at the step.',
    ),
    p90Seconds: nullableNumber.meta(measured('seconds', 'What nine of ten users needed at most.')),
  })
  .describe('One step of the way to a connection.')
export type FunnelStep = z.infer<typeof funnelStep>

export const funnelVariant = z
  .object({
    variant: z.enum(textVariants).describe('Which texts.'),
    title: text.describe("The headline that they were shown, in the reader's language."),
    body: text.describe('The sentence below it.'),
    button: text.describe('The words of the button.'),
    people: count.describe('Users who were shown it and pressed.'),
    connected: count.meta(measured('users', 'Of these, who connected.')),
    connectedPercent: nullableNumber.meta(measured('percent', 'Their share; `null` when there were none.')),
  })
  .describe('How one of the texts did.')
export type FunnelVariant = z.infer<typeof funnelVariant>

export const funnelComparison = z
  .object({
    variants: z.array(funnelVariant).describe('The texts that are compared.'),
    verdict: z
      .enum(['too_few_people', 'no_difference', 'difference'])
      .describe(
        '`too_few_people`: nothing can be said yet; `difference`: less than 5 in 100 that chance alone did it.',
      ),
    pValue: nullableNumber.describe('Two-sided, of a two-proportion z-test; `null` while there are too few users.'),
    peopleMissing: count.describe(
      'How many more users the smallest variant needs before anything is said; 0 when it has enough.',
    ),
  })
  .describe('Whether one of the texts leads to more connections.')
export type FunnelComparison = z.infer<typeof funnelComparison>

export const funnelReconnects = z
  .object({
    people: count.meta(measured('users', 'Who began.')),
    flows: count.meta(measured('attempts', 'How often they began.')),
    connected: count.meta(measured('users', 'Who connected again.')),
    cancelled: count.meta(measured('users', 'Who said no.')),
    failed: count.meta(measured('users', 'For whom it failed.')),
  })
  .describe('How it went for those who had connected before, with the same account or another.')
export type FunnelReconnects = z.infer<typeof funnelReconnects>

export const funnelResult = z
  .object({
    startDate: dayText.describe('The first Los Angeles day.'),
    endDate: dayText.describe('The last day.'),
    people: count.describe('Who started.'),
    flows: count.describe('How often they did.'),
    steps: z.array(funnelStep).describe('Step by step, the first one first.'),
    cancelled: count.describe('Users who did not connect and whose newest end was this.'),
    failed: count.meta(measured('users', 'Users for whom it failed, as their newest end.')),
    reasons: z
      .array(
        z.object({
          reason: text.describe('A code of ours, or what Instagram said.'),
          count: count.meta(measured('users', 'How many met it.')),
        }),
      )
      .describe('Why it was cancelled or failed, by the users who met it, most frequent first.'),
    days: z
      .array(
        z.object({
          date: dayText.describe('The Los Angeles day.'),
          started: count.meta(measured('users', 'Who started on it.')),
          connected: count.meta(measured('users', 'Of these, who connected.')),
          cancelled: count.meta(measured('users', 'Who said no.')),
          failed: count.meta(measured('users', 'For whom it failed.')),
        }),
      )
      .describe('Los Angeles days; a user counts on the day of their first start, with what came of it then or later.'),
    placements: z
      .array(
        z.object({
          placement: nullableText.describe('Where the button stood; `null` where the host does not say.'),
          started: count.meta(measured('users', 'Who started there.')),
          connected: count.meta(measured('users', 'Of these, who connected.')),
        }),
      )
      .describe('A user counts at each place where they started.'),
    reconnects: funnelReconnects,
    texts: funnelComparison.describe('How the texts of the connect screen did against each other.'),
  })
  .describe('First connections, by users; `reconnects` are all others.')
export type FunnelResult = z.infer<typeof funnelResult>
