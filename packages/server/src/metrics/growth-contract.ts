import { z } from 'zod'
import { dayText, measured, nullableWhole, wholeNumber } from '../contract-parts.ts'
import { correctedSinceSchema } from './contract.ts'
import { insightPost } from './insights-contract.ts'

export const growthPoint = z
  .object({
    date: dayText.describe('The Los Angeles day.'),
    followers: nullableWhole.meta(
      measured('people', 'The total at the end of the day, of today the newest count; `null` when it is not known.'),
    ),
    change: nullableWhole.meta(measured('people', "Gained minus lost. Of a settled day by Instagram's word.")),
    gained: nullableWhole.meta(
      measured('people', 'Who began to follow, by Instagram; `null` where the change is estimated or not known.'),
    ),
    lost: nullableWhole.meta(measured('people', 'Who stopped following; known where `gained` is.')),
    isFinal: z.boolean().describe('None of them changes any more.'),
    isDerived: z
      .boolean()
      .describe("The total was worked out from another day's and from Instagram's daily gains and losses."),
    isEstimated: z
      .boolean()
      .describe('The change is the difference of two counts, because Instagram does not say or may still correct.'),
    imported: z
      .boolean()
      .describe('Only where it is `true`: the user brought the total along, and Instagram has not said one.')
      .optional(),
  })
  .describe('The followers of one day.')
export type GrowthPoint = z.infer<typeof growthPoint>

const growthExtreme = z
  .object({
    date: dayText.describe('The Los Angeles day.'),
    change: wholeNumber.meta(measured('people', 'Gained minus lost on it.')),
  })
  .nullable()
export const growthResult = z
  .object({
    correctedSince: correctedSinceSchema.optional(),
    points: z.array(growthPoint).describe('Every day of the range, oldest first.'),
    net: nullableWhole.meta(measured('people', 'The sum of the changes shown; `null` when none is known.')),
    best: growthExtreme.describe('The day with the greatest change; `null` when none is known.'),
    worst: growthExtreme.describe('The day with the smallest change.'),
    bestPost: insightPost
      .nullable()
      .describe(
        "The post of the best day or of the day before that did far better than the account's posts do, where the day itself stands out; `null` when there is none. Not there with `asOf`.",
      )
      .optional(),
  })
  .describe('Followers per day.')
export type GrowthResult = z.infer<typeof growthResult>
