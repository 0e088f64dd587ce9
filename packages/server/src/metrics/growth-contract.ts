import { z } from 'zod'
import { nullableNumber, text } from '../contract-parts.ts'

export const growthPoint = z.object({
  date: text,
  followers: nullableNumber.describe(
    'The total at the end of the day, of today the newest count; `null` when it is not known.',
  ),
  change: nullableNumber.describe("Gained minus lost. Of a settled day by Instagram's word."),
  isFinal: z.boolean().describe('Neither of the two changes any more.'),
  isDerived: z
    .boolean()
    .describe("The total was worked out from another day's and from Instagram's daily gains and losses."),
  isEstimated: z
    .boolean()
    .describe('The change is the difference of two counts, because Instagram does not say or may still correct.'),
})
export type GrowthPoint = z.infer<typeof growthPoint>

const growthExtreme = z.object({ date: text, change: z.number() }).nullable()
export const growthResult = z.object({
  points: z.array(growthPoint),
  net: nullableNumber.describe('The sum of the changes shown; `null` when none is known.'),
  best: growthExtreme,
  worst: growthExtreme,
})
export type GrowthResult = z.infer<typeof growthResult>
