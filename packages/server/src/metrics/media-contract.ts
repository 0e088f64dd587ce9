import { z } from 'zod'
import { accountId, nullableInstant, nullableNumber, nullableText, pageLimit, pageOf, text } from '../contract-parts.ts'

export const mediaSort = z.enum(['recent', 'views', 'reach', 'engagement', 'likes', 'comments', 'saves', 'shares'])
export type MediaSort = z.infer<typeof mediaSort>
export const mediaType = z.enum(['image', 'video', 'carousel', 'reel', 'story'])
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
    id: text.describe("Instagram's id, as text: it exceeds 2^53."),
    type: mediaType,
    caption: nullableText,
    permalink: nullableText,
    previewUrl: nullableText.describe('Signed and short-lived: show it, do not store it.'),
    publishedAt: z.date(),
    views: nullableNumber,
    reach: nullableNumber.describe('People.'),
    engagement: nullableNumber.describe("Instagram's `total_interactions`."),
    likes: nullableNumber.describe('`null` also when the user hides it.'),
    comments: nullableNumber,
    saves: nullableNumber,
    shares: nullableNumber,
    engagementRate: nullableNumber.describe(
      'Percent: 100 × engagement / reach; `null` when reach is 0 or one is unknown.',
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

export const mediaListInput = z.strictObject({
  accountId: accountId.optional(),
  sort: mediaSort.describe('Highest first; default `recent`.').optional(),
  productType: z
    .enum(['feed', 'reels', 'story'])
    .describe('Stories are given only when they are asked for here.')
    .optional(),
  cursor: text.regex(/^(none|-?\d{1,15})_[\w-]{1,100}$/).optional(),
  limit: pageLimit(20),
})
export type MediaListInput = z.infer<typeof mediaListInput>
export const mediaListResult = pageOf(mediaItem)
export type MediaListResult = z.infer<typeof mediaListResult>
