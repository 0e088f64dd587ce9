import { z } from 'zod'
import {
  count,
  day,
  dayText,
  id,
  measured,
  nullableCount,
  nullableInstant,
  nullableNumber,
  nullableText,
  readAccountId,
  text,
} from '../contract-parts.ts'
import { rangeStart, rateBasis } from './contract.ts'
import { mediaType } from './media-contract.ts'

export const compareOf = z
  .enum(['periods', 'posts', 'accounts'])
  .describe('What is compared: two periods of an account, two posts of it, or it with other accounts of the user.')
export type CompareOf = z.infer<typeof compareOf>

export const compareInput = z.strictObject({
  accountId: readAccountId.optional(),
  of: compareOf,
  startDate: rangeStart
    .describe(
      'The first day of the first period, or of the only one; `beginning`: the first day of which anything is stored of ' +
        'any of those that are compared. Default: 29 days before `endDate`.',
    )
    .optional(),
  endDate: day.describe('Its last day. Default: yesterday in Los Angeles, the last whole day.').optional(),
  otherStartDate: rangeStart
    .describe('Of periods: the first day of the second. Default: as many days before the first one.')
    .optional(),
  otherEndDate: day.describe('Its last day. Default: the day before the first one.').optional(),
  mediaIds: z.array(text.min(1).max(64)).length(2).describe('Of posts: the `id` of both.').optional(),
  accountIds: z
    .array(text.min(1).max(64))
    .min(1)
    .max(9)
    .describe('Of accounts: the others. Default: the nine that were connected first.')
    .optional(),
})
export type CompareInput = z.infer<typeof compareInput>

export const compareNote = z
  .enum(['different_lengths', 'different_known_days', 'different_ages', 'overlapping', 'provisional', 'unknown'])
  .describe(
    `What to mind.
\`different_lengths\`: the periods have not the same number of days. \`different_known_days\`: of the one more days are known
than of the other, so that sums are compared by the day. \`different_ages\`: the posts are compared as they are now, and are
not of the same age. \`overlapping\`: days are in both periods. \`provisional\`: Instagram may still correct some of it.
\`unknown\`: of one of them nothing is known.`,
  )
export type CompareNote = z.infer<typeof compareNote>

export const compareSide = z
  .object({
    accountId: id.describe('The account.'),
    username: text.describe('Its name at Instagram.'),
    startDate: dayText.nullable().describe('The first day of a period; `null` of a post.'),
    endDate: dayText.nullable().describe('Its last day; `null` of a post.'),
    mediaId: nullableText.describe('The post; else `null`.'),
    type: mediaType.nullable().describe('What was published; else `null`.'),
    publishedAt: nullableInstant.describe('When the post was published; else `null`.'),
    readAt: nullableInstant.describe('When the figures of the post were read; else `null`.'),
  })
  .describe('One of those that are compared.')
export type CompareSide = z.infer<typeof compareSide>

export const compareValue = z
  .object({
    value: nullableNumber.describe('What it is; `null` when it is unknown.'),
    compared: nullableNumber.describe('What is compared: `value`, or what of it is one day’s where `isPerDay`.'),
    knownDays: nullableCount.meta(measured('days', 'Days with a known value; `null` of a post.')),
    provisionalDays: nullableCount.meta(measured('days', 'Those that Instagram may still correct; `null` of a post.')),
  })
  .describe('A number of one side.')
export type CompareValue = z.infer<typeof compareValue>

export const compareRow = z
  .object({
    metric: text.meta({ description: 'A metric, or a figure of posts.', examples: ['reach'] }),
    values: z.array(compareValue).describe('In the order of `sides`.'),
    isPerDay: z.boolean().describe('Sums of different numbers of known days are compared by the day.'),
    change: nullableNumber.describe('The first less the second; `null` unless there are two and both are known.'),
    changePercent: nullableNumber.meta(measured('percent', 'Percent of the second.')),
    highest: nullableCount.describe(
      'Which of `sides` is the highest, from 0; `null` when several are, or one is unknown.',
    ),
    notes: z.array(compareNote).describe('What to mind about it.'),
  })
  .describe('One number side by side.')
export type CompareRow = z.infer<typeof compareRow>

export const compareResult = z
  .object({
    of: compareOf,
    sides: z.array(compareSide).describe('What is compared, in the order in which it was asked for.'),
    age: nullableText.describe('Of posts: at which age both are compared (`24h` …); `null` as they are now.'),
    engagementRateBasis: rateBasis
      .nullable()
      .describe(
        'What the engagement rates of all sides were divided by: the reach of the period only where that of each side is ' +
          'known, else the daily reach added up; `null` of posts.',
      ),
    rows: z.array(compareRow).describe('Each number.'),
    notes: z.array(compareNote).describe('What to mind about all of it.'),
    days: z.array(count).describe('How many days each side has; empty for posts.'),
  })
  .describe('Numbers side by side, and how fair that is.')
export type CompareResult = z.infer<typeof compareResult>
