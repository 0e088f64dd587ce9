import { z } from 'zod'
import {
  cursorOf,
  day,
  dayText,
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
import { mediaMissingReason } from './media-contract.ts'

export const storyMissingReason = z
  .enum([...mediaMissingReason.options, 'not_returned', 'unsupported', 'not_computable'])
  .describe(
    `Why a figure of a story is \`null\`.
\`not_read_yet\`, \`too_few_viewers\`, \`before_conversion\`, \`no_figures\`, \`unavailable\`: as of posts.
\`not_returned\`: Instagram answered without it. \`unsupported\`: Instagram refuses it. \`not_computable\`: it is worked out
from others that are missing, or that do not go together.`,
  )
export type StoryMissingReason = z.infer<typeof storyMissingReason>

const taps = (description: string) => nullableWhole.meta(measured('taps', description))

export const storyNavigation = z
  .object({
    forward: taps("To the next picture of the same story's owner (`tap_forward`)."),
    back: taps('To the picture before (`tap_back`).'),
    exits: taps('Out of the stories (`tap_exit`).'),
    nextStory: taps('To the stories of the next account (`swipe_forward`).'),
    automaticForward: taps('To the next picture without a touch (`automatic_forward`).'),
    actions: z
      .record(text, nullableWhole)
      .describe('Every action that Instagram named, by its names in small letters, also those that are new.'),
  })
  .describe('What its viewers did. What Instagram left out of an answer that has the others is 0.')
export type StoryNavigation = z.infer<typeof storyNavigation>

export const storyFigureNames = [
  'views',
  'reach',
  'engagement',
  'replies',
  'shares',
  'reposts',
  'profileVisits',
  'follows',
  'navigation',
  'completion',
] as const
export const storyFigureName = z.enum(storyFigureNames).describe('A figure of a story.')
export type StoryFigureName = z.infer<typeof storyFigureName>

export const storyItem = z
  .object({
    id: text.meta({ description: "Instagram's id, as text: it exceeds 2^53.", examples: ['17895695668004550'] }),
    date: dayText.describe('`YYYY-MM-DD`, the day of publishing in America/Los_Angeles.'),
    publishedAt: z.date().describe('When it was published.'),
    endsAt: z.date().describe('24 hours later: from then on it is seen in a highlight or not at all.'),
    isOver: z.boolean().describe('Its 24 hours are over.'),
    isInHighlight: z
      .boolean()
      .describe('Instagram answered when it was last asked after its end, as about one that a highlight shows.'),
    permalink: nullableText.meta({
      description: 'Where it is at Instagram, for as long as it is there.',
      examples: ['https://www.instagram.com/stories/loja.da.ana/17895695668004550/'],
    }),
    previewUrl: nullableText.describe(
      'Signed and short-lived, and let go of after two days: show it, do not store it.',
    ),
    views: nullableWhole.meta(measured('views', 'How often it was shown.')),
    reach: nullableWhole.meta(measured('people', 'Accounts that saw it, each once.')),
    engagement: nullableWhole.meta(measured('interactions', "Instagram's `total_interactions`.")),
    replies: nullableWhole.meta(
      measured('replies', 'Answers to it. Instagram says 0 where it or who answers is in the EU or Japan.'),
    ),
    shares: nullableWhole.meta(measured('shares', 'How often it was shared.')),
    reposts: nullableWhole.meta(measured('reposts', 'How often it was reposted.')),
    profileVisits: nullableWhole.meta(measured('visits', 'How often the profile was opened from it.')),
    follows: nullableWhole.meta(measured('people', 'Who began to follow from it.')),
    navigation: storyNavigation.nullable().describe('`null` where Instagram did not say.'),
    completion: nullableNumber.meta(
      measured(
        'percent',
        'Ours, not Instagram’s: percent of its views that did not leave the stories at it, 100 × (1 − exits / views).',
      ),
    ),
    figures: z.record(text, z.number()).describe('Every figure that Instagram sent, by its own names.'),
    missing: z.partialRecord(storyFigureName, storyMissingReason).describe('Of each figure that is `null`, why.'),
    missingReason: mediaMissingReason.nullable().describe('Why it has no figures at all; `null` when it has some.'),
    readAt: nullableInstant.describe('When the figures were read: when it was first seen, and in its last hours.'),
  })
  .describe('A story with the last figures that were read of it, which are kept. `null` is unknown, never 0.')
export type StoryItem = z.infer<typeof storyItem>

export const storiesInput = z.strictObject({
  accountId: readAccountId.optional(),
  startDate: rangeStart
    .describe('First day of publishing, `YYYY-MM-DD` in Los Angeles. Default, as `beginning`: since the first.')
    .optional(),
  endDate: day.describe('Last day of publishing, `YYYY-MM-DD` in Los Angeles. Default: until now.').optional(),
  cursor: cursorOf(/^-?\d{1,14}_[\w-]{1,100}$/, '1794823200000_17895695668004550'),
  limit: pageLimit(20),
})
export type StoriesInput = z.infer<typeof storiesInput>
export const storiesResult = pageOf(storyItem, 'Newest first.')
export type StoriesResult = z.infer<typeof storiesResult>
