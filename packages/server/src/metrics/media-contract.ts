import { z } from 'zod'
import {
  count,
  cursorOf,
  day,
  measured,
  nullableInstant,
  nullableNumber,
  nullableText,
  nullableWhole,
  pageLimit,
  pageOf,
  readAccountId,
  text,
} from '../contract-parts.ts'
import { rangeStart } from './contract.ts'

/** Figures of posts and reels that are one number. */
export const postFigureNames = [
  'views',
  'reach',
  'engagement',
  'likes',
  'comments',
  'saves',
  'shares',
  'reposts',
  'follows',
  'profileVisits',
  'averageWatchTimeMs',
  'totalWatchTimeMs',
  'skipRate',
  'engagementRate',
] as const

export const mediaSort = z.enum(['recent', ...postFigureNames]).describe('By what a list of posts is ordered.')
export type MediaSort = z.infer<typeof mediaSort>
export const mediaType = z.enum(['image', 'video', 'carousel', 'reel', 'story']).describe('What was published.')
export type MediaType = z.infer<typeof mediaType>

export const mediaMissingReason = z
  .enum(['not_read_yet', 'too_few_viewers', 'before_conversion', 'no_figures', 'unavailable'])
  .describe(
    `Why a media has no figures.
\`not_read_yet\`: the next sync asks for them. \`too_few_viewers\`: a story that fewer than five people have seen.
\`before_conversion\`: published before the account was a professional one. \`no_figures\`: Instagram answered without
any, as it does for a post that is too fresh or that too few people have seen. \`unavailable\`: Instagram refuses to say.`,
  )
export type MediaMissingReason = z.infer<typeof mediaMissingReason>

export const mediaItem = z
  .object({
    id: text.meta({ description: "Instagram's id, as text: it exceeds 2^53.", examples: ['17895695668004550'] }),
    type: mediaType,
    caption: nullableText.describe('The words below it.'),
    permalink: nullableText.meta({
      description: 'Where it is at Instagram.',
      examples: ['https://www.instagram.com/p/DCa1b2c3d4e/'],
    }),
    previewUrl: nullableText.describe('Signed and short-lived: show it, do not store it.'),
    publishedAt: z.date().describe('When it was published.'),
    isCollaboration: z
      .boolean()
      .nullable()
      .describe(
        "It is somebody else's post that the account is named in; `null` where Instagram has not said whose it is.",
      ),
    tags: z
      .array(text)
      .describe('What its user calls it, in the order of the alphabet: see `instagram.media.setTags`.'),
    views: nullableWhole.meta(measured('views', 'How often it was shown.')),
    reach: nullableWhole.meta(measured('people', 'Accounts that saw it, each once.')),
    engagement: nullableWhole.meta(measured('interactions', "Instagram's `total_interactions`.")),
    likes: nullableWhole.meta(measured('likes', '`null` also when the user hides it.')),
    comments: nullableWhole.meta(measured('comments', 'Comments below it.')),
    saves: nullableWhole.meta(measured('saves', 'How often it was saved.')),
    shares: nullableWhole.meta(measured('shares', 'How often it was shared.')),
    reposts: nullableWhole.meta(measured('reposts', 'How often it was reposted.')),
    follows: nullableWhole.meta(measured('people', 'Who began to follow from it. Instagram does not say it of reels.')),
    profileVisits: nullableWhole.meta(
      measured('visits', 'How often the profile was opened from it. Instagram does not say it of reels.'),
    ),
    averageWatchTimeMs: nullableNumber.meta(
      measured('milliseconds', 'Of a reel: how long it was watched each time, on average.'),
    ),
    totalWatchTimeMs: nullableNumber.meta(
      measured('milliseconds', 'Of a reel: how long it was watched by everybody together, replays too.'),
    ),
    skipRate: nullableNumber.meta(
      measured('percent', 'Of a reel: percent of its views that were skipped within the first 3 seconds.'),
    ),
    engagementRate: nullableNumber.meta(
      measured('percent', 'Percent: 100 × engagement / reach; `null` when reach is 0 or one is unknown.'),
    ),
    figures: z
      .record(text, z.number())
      .describe(
        'Every figure that Instagram sent, by its own names: watch times in milliseconds, skip rate in percent. ' +
          '`likes` and `comments` are the newest that it said, in the list of posts or as a figure.',
      ),
    missingReason: mediaMissingReason.nullable().describe('`null` when the figures are there.'),
    readAt: nullableInstant.describe('When the figures were read.'),
  })
  .describe(
    'A post, reel or story with its newest lifetime figures. `null` is unknown, never 0. What the user deleted at ' +
      'Instagram is not given.',
  )
export type MediaItem = z.infer<typeof mediaItem>

/** The figures of posts that a post is held against others by. */
export const comparedFigure = z.enum(['views', 'reach', 'engagement', 'likes', 'comments', 'saves', 'shares'])
export type ComparedFigure = z.infer<typeof comparedFigure>
export const comparedFigures = comparedFigure.options

const ofEachFigure = z.record(comparedFigure, nullableNumber)

export const averageComparison = z
  .object({
    times: ofEachFigure.meta({
      description:
        'By figure how many times the average this post has: `views: 2.3` is 2.3 × the average reel of the account. ' +
        '`null` where one of the two is unknown, and of an average of 0.',
    }),
    average: ofEachFigure.describe('By figure the average; `null` where fewer than five such posts have it.'),
    posts: count.meta(
      measured('posts', 'How many posts of this type the averages are of: the newest that are older than seven days.'),
    ),
    isGrowing: z
      .boolean()
      .describe(
        'It is younger than seven days: its figures still grow, so that less than the average says nothing yet.',
      ),
  })
  .describe("The figures of a post against the average of the account's own posts of the same type.")
export type AverageComparison = z.infer<typeof averageComparison>

export const listedMedia = mediaItem
  .extend({
    comparison: averageComparison.nullable().describe('`null` of a story, which lasts a day.'),
  })
  .describe('A post, reel or story with its newest lifetime figures, and how it did beside the others of its account.')
export type ListedMedia = z.infer<typeof listedMedia>

export const mediaListInput = z.strictObject({
  accountId: readAccountId.optional(),
  sort: mediaSort.describe('Highest first; default `recent`.').optional(),
  productType: z
    .enum(['feed', 'reels', 'story'])
    .describe(
      'The older filter; `type` tells more kinds apart. Stories are given only when they are asked for, here or by `type`.',
    )
    .optional(),
  type: mediaType
    .describe('Only this type; `story` gives stories without `productType`. Default: all but stories.')
    .optional(),
  tag: text.max(200).describe('Only what has this tag, capitals or not.').optional(),
  startDate: rangeStart
    .describe('First day of publishing, `YYYY-MM-DD` in Los Angeles. Default, as `beginning`: since the first.')
    .optional(),
  endDate: day.describe('Last day of publishing, `YYYY-MM-DD` in Los Angeles. Default: until now.').optional(),
  cursor: cursorOf(/^(none|-?\d{1,16}(\.\d{1,20})?(e-\d{1,3})?)_[\w-]{1,100}$/, '1794823200_17895695668004550'),
  limit: pageLimit(20),
})
export type MediaListInput = z.infer<typeof mediaListInput>
export const mediaListResult = pageOf(listedMedia, 'As `sort` says.')
export type MediaListResult = z.infer<typeof mediaListResult>
