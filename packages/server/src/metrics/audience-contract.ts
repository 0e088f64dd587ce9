import { audienceDimensions } from '@instagram-dashboard/db'
import { z } from 'zod'
import { measured, nullableInstant, readAccountId, text, wholeNumber } from '../contract-parts.ts'

export const audienceDimension = z.enum(audienceDimensions).describe('By what people are grouped.')
export type AudienceDimension = z.infer<typeof audienceDimension>

export const audienceGroup = z
  .object({
    name: text.meta({
      description:
        "By Instagram's names: `25-34`; `F`, `M` or `U` (not told); `BR` (ISO 3166); `São Paulo, São Paulo`.",
      examples: ['25-34'],
    }),
    people: wholeNumber.meta(measured('people', 'How many they are.')),
    share: z
      .number()
      .meta(
        measured('percent', 'Percent of the people that Instagram put into a group; it names the 45 largest at most.'),
      ),
  })
  .describe('One group of people.')
export type AudienceGroup = z.infer<typeof audienceGroup>

export const audienceGroups = z
  .record(audienceDimension, z.array(audienceGroup).nullable())
  .describe('Largest first; `null` when Instagram does not say, as below a hundred people.')
export type AudienceGroups = z.infer<typeof audienceGroups>

export const audienceInput = z.strictObject({ accountId: readAccountId.optional() })
export type AudienceInput = z.infer<typeof audienceInput>
export const audienceResult = z
  .object({
    followers: audienceGroups.describe('Everybody who follows the account.'),
    engaged: audienceGroups.describe('Who engaged with it within a month.'),
    readAt: nullableInstant.describe(
      'When Instagram was last asked, about once a week; `null` when it was not asked yet.',
    ),
  })
  .describe('Who follows the account and who engages with it.')
export type AudienceResult = z.infer<typeof audienceResult>
