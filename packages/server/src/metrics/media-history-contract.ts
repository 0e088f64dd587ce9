import { z } from 'zod'
import { postAges } from '@instagram-dashboard/db'
import {
  count,
  measured,
  nullableCount,
  nullableInstant,
  nullableNumber,
  nullableText,
  nullableWhole,
  readAccountId,
  text,
} from '../contract-parts.ts'
import { comparedFigure, mediaType } from './media-contract.ts'

export const postAge = z.enum(postAges).describe('How old a post was: hours or days since it was published.')
export type PostAge = z.infer<typeof postAge>

export const ageMissingReason = z.enum(['not_reached', 'before_connection', 'not_read']).describe(
  `Why nothing is known of a post at an age.
\`not_reached\`: it is younger, or just that old. \`before_connection\`: it was that old before the account was connected.
\`not_read\`: no reading fell near enough, or Instagram said nothing then.`,
)
export type AgeMissingReason = z.infer<typeof ageMissingReason>

export const usualComparison = z
  .object({
    times: nullableNumber.describe('How many times the usual this is: 2.1 is 2.1 × your usual reel at this age.'),
    usual: nullableNumber.describe('The median of your posts of this type at this age.'),
    low: nullableNumber.describe('A tenth of them have less (10th percentile).'),
    high: nullableNumber.describe('A tenth of them have more (90th percentile).'),
    posts: count.meta(
      measured('posts', 'Your posts of this type of which this is known at this age, this one among them.'),
    ),
    missingReason: z
      .enum(['too_few_posts', 'not_known', 'usual_is_zero'])
      .nullable()
      .describe(
        `Why there is no comparison.
\`too_few_posts\`: fewer than \`fewestPosts\`. \`not_known\`: of this post it is not known. \`usual_is_zero\`: nothing is a
multiple of 0.`,
      ),
  })
  .describe('A figure of a post against what is usual for the account.')
export type UsualComparison = z.infer<typeof usualComparison>

export const figureGrowth = z
  .object({
    change: nullableWhole.describe(
      'Since the reading before, or since it was published; below 0 where Instagram took some back.',
    ),
    perHour: nullableNumber.describe('The same an hour.'),
  })
  .describe('How a figure grew.')
export type FigureGrowth = z.infer<typeof figureGrowth>

export const mediaAgePoint = z
  .object({
    age: postAge,
    targetSeconds: count.meta(measured('seconds', 'The age itself.')),
    toleranceSeconds: count.meta(
      measured('seconds', 'How far from it a reading may be: a quarter of the age, half an hour at least.'),
    ),
    readAt: nullableInstant.describe('When the figures were read.'),
    ageSeconds: nullableCount.meta(measured('seconds', 'How old the post was then.')),
    offBySeconds: nullableCount.meta(
      measured('seconds', '`ageSeconds − targetSeconds`: below 0 where it was read before it was that old.'),
    ),
    views: nullableWhole.meta(measured('views', 'How often it was shown until then.')),
    reach: nullableWhole.meta(measured('people', 'Accounts that had seen it.')),
    engagement: nullableWhole.meta(measured('interactions', "Instagram's `total_interactions`.")),
    likes: nullableWhole.meta(measured('likes', 'Likes until then.')),
    comments: nullableWhole.meta(measured('comments', 'Comments until then.')),
    saves: nullableWhole.meta(measured('saves', 'How often it had been saved.')),
    shares: nullableWhole.meta(measured('shares', 'How often it had been shared.')),
    figures: z.record(text, z.number()).nullable().describe('Every figure that Instagram sent then, by its own names.'),
    missingReason: ageMissingReason.nullable().describe('`null` when it was read near this age.'),
    growth: z
      .object({
        since: postAge.nullable().describe('The reading before this one; `null` is when it was published.'),
        hours: z.number().meta(measured('hours', 'How long that was.')),
        views: figureGrowth,
        reach: figureGrowth,
        engagement: figureGrowth,
      })
      .nullable()
      .describe('How it went on since the reading before. Fewer an hour each time: it decays.'),
    comparison: z
      .partialRecord(comparedFigure, usualComparison)
      .describe('Each figure against your posts of the same type at the same age.'),
  })
  .describe('A post as it was at one age. `null` is unknown, never 0.')
export type MediaAgePoint = z.infer<typeof mediaAgePoint>

export const mediaHistoryInput = z.strictObject({
  accountId: readAccountId.optional(),
  mediaId: text
    .regex(/^[\w-]{1,100}$/)
    .meta({ description: 'The `id` of a post or reel.', examples: ['17895695668004550'] }),
})
export type MediaHistoryInput = z.infer<typeof mediaHistoryInput>

export const mediaHistoryResult = z
  .object({
    id: text.describe("Instagram's id."),
    type: mediaType,
    permalink: nullableText.describe('Where it is at Instagram.'),
    caption: nullableText.describe('The words below it.'),
    previewUrl: nullableText.describe('Signed and short-lived.'),
    publishedAt: z.date().describe('When it was published.'),
    isCollaboration: z
      .boolean()
      .nullable()
      .describe(
        "It is somebody else's post that the account is named in; `null` where Instagram does not say whose it is.",
      ),
    fewestPosts: count.meta(measured('posts', 'Below so many posts of a type nothing is usual.')),
    points: z.array(mediaAgePoint).describe('One for each age, the youngest first.'),
  })
  .describe(
    'A post at 1 hour, 6, 24 and 48 hours, 7 and 30 days. Posts that are somebody else’s, and ads, do not count as usual.',
  )
export type MediaHistoryResult = z.infer<typeof mediaHistoryResult>
