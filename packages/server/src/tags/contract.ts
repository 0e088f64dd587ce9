import { z } from 'zod'
import { changedAccountId, count, measured, nullableNumber, readAccountId, success, text } from '../contract-parts.ts'
import { mostLetters, mostTagsOfAMedia, normalizeTag } from '../metrics/normalize-tag.ts'

/** A tag in an answer. */
const mediaTag = text.meta({
  description: 'What a user calls some of their posts: in small letters, without `#` in front.',
  examples: ['promoção'],
})

/** A tag as it is asked for. */
const askedTag = text
  .max(200)
  .refine((tag) => normalizeTag(tag) !== null)
  .meta({
    description: `1 to ${mostLetters} letters as a reader counts them, capitals or not, with or without \`#\`.`,
    examples: ['promoção'],
  })

export const setTagsInput = z.strictObject({
  accountId: changedAccountId.optional(),
  mediaId: text
    .regex(/^[\w-]{1,100}$/)
    .meta({ description: 'The `id` of a post, reel or story.', examples: ['17895695668004550'] }),
  tags: z
    .array(askedTag)
    .max(mostTagsOfAMedia)
    .describe(`All tags of the post, at most ${mostTagsOfAMedia}: those that are not named are taken away.`),
})
export type SetTagsInput = z.infer<typeof setTagsInput>
export const setTagsResult = z.object({
  success,
  tags: z.array(mediaTag).describe('The tags that the post has now, each once, in the order of the alphabet.'),
})
export type SetTagsResult = z.infer<typeof setTagsResult>

export const tagsListInput = z.strictObject({ accountId: readAccountId.optional() })
export type TagsListInput = z.infer<typeof tagsListInput>

const average = (unit: string) =>
  nullableNumber.meta(measured(unit, 'Of a post on average, of those where it is known.'))

export const tagSummary = z
  .object({
    tag: mediaTag,
    posts: count.meta(measured('posts', 'How many have it and are there.')),
    averages: z
      .object({
        views: average('views'),
        reach: average('people'),
        engagement: average('interactions'),
        likes: average('likes'),
        comments: average('comments'),
        saves: average('saves'),
        shares: average('shares'),
        engagementRate: nullableNumber.meta(
          measured('percent', '100 × engagement / reach, of all its posts together where both are known.'),
        ),
      })
      .describe('`null` where it is known of none.'),
  })
  .describe('A tag with how its posts did, to be compared with another.')
export type TagSummary = z.infer<typeof tagSummary>

export const tagsListResult = z.object({
  items: z.array(tagSummary).describe('Those with the most posts first.'),
})
export type TagsListResult = z.infer<typeof tagsListResult>
