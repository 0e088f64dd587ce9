import { z } from 'zod'
import { accountId, dayText, id, pageLimit, text } from '../contract-parts.ts'
import { dailyMetricsSchema } from './contract.ts'
import { mediaItem } from './media-contract.ts'

const change = z
  .enum(['changed', 'gone'])
  .describe(
    '`changed`: it is now as `value` says. `gone`: it is not there any more, and a copy of it is to be deleted.',
  )
const changedAt = z.date().describe('When what we know of it changed last.')
const accountOf = id.describe('The account that it belongs to.')
const mediaKey = text.meta({ description: "Instagram's id of it.", examples: ['17895695668004550'] })

/** Without the address of its picture, which is another one each time and is not to be stored. */
export const changedMedia = mediaItem
  .omit({ previewUrl: true })
  .describe('A post, reel or story with its newest lifetime figures. `null` is unknown, never 0.')
export type ChangedMedia = z.infer<typeof changedMedia>

const dayChange = z.object({
  kind: z.literal('day').describe('A Los Angeles day.'),
  accountId: accountOf,
  key: dayText.describe('Which day.'),
  change,
  changedAt,
  value: dailyMetricsSchema.nullable(),
})
const postChange = z.object({
  kind: z.literal('post').describe('A post or reel.'),
  accountId: accountOf,
  key: mediaKey,
  change,
  changedAt,
  value: changedMedia.nullable(),
})
const storyChange = postChange.extend({ kind: z.literal('story').describe('A story.') })
const accountChange = z.object({
  kind: z.literal('account').describe('The account as a whole, with all of its days, posts and stories.'),
  accountId: accountOf,
  key: text.describe('The id of the account again.'),
  change: z.literal('gone').describe('It was erased: everything of it is to be deleted.'),
  changedAt,
  value: z.null().describe('Nothing is left of it.'),
})

export const metricsChange = z
  .discriminatedUnion('kind', [dayChange, postChange, storyChange, accountChange])
  .describe('One day, post or story as it is now, or that it is gone.')
export type MetricsChange = z.infer<typeof metricsChange>

const cursor = text
  .regex(/^[\w-]{20,600}$/)
  .meta({
    description:
      'The `nextCursor` of the page before, kept for as long as 30 days. Without it the feed begins: with everything ' +
      'that is stored.',
    examples: ['WzEsIms4czFhMnF4IiwiMGY5ZDdjMWUiLDQyXQ'],
  })
  .optional()

export const adminChangesInput = z.strictObject({ cursor, limit: pageLimit(100) })
export type AdminChangesInput = z.infer<typeof adminChangesInput>

export const metricsChangesInput = adminChangesInput.extend({
  accountId: accountId
    .describe("The `id` of one of the caller's accounts. Default: all of them, those that were disconnected too.")
    .optional(),
})
export type MetricsChangesInput = z.infer<typeof metricsChangesInput>

export const metricsChangesResult = z
  .object({
    items: z
      .array(metricsChange)
      .describe(
        'In the order in which they were committed. What changed several times may come once, as it is now; what was ' +
          'given may be given again.',
      ),
    nextCursor: text.meta({
      description: 'Where to go on, also when there is nothing more yet. Store it together with what the page brought.',
      examples: ['WzEsIms4czFhMnF4IiwiMGY5ZDdjMWUiLDQyXQ'],
    }),
    hasMore: z.boolean().describe('More is there already: ask again at once. `false`: ask again after a while.'),
  })
  .describe('A page of the feed of changes.')
export type MetricsChangesResult = z.infer<typeof metricsChangesResult>
