import { sql } from 'drizzle-orm'
import type { defineAccounts } from './accounts.ts'
import { mediaInsightStates } from './enums.ts'
import type { Kit } from './kit.ts'
import { ofAccount } from './of-account.ts'

/** Posts, reels and stories of an account with their newest lifetime figures. `null` is unknown, never 0. */
export const defineMedia = (kit: Kit, accounts: ReturnType<typeof defineAccounts>) =>
  kit.table(
    'media',
    {
      accountId: ofAccount(kit, accounts),
      mediaId: kit.text().notNull(),
      /** As Instagram says it: `IMAGE`, `VIDEO`, `CAROUSEL_ALBUM`. */
      mediaType: kit.text(),
      /** As Instagram says it: `FEED`, `REELS`, `STORY`; only this tells a reel from a video. */
      productType: kit.text().notNull(),
      caption: kit.text(),
      permalink: kit.text(),
      /** Whose post it is: somebody else's where two publish one together. */
      ownerUsername: kit.text(),
      /** Signed and short-lived; renewed whenever the list is read. */
      previewUrl: kit.text(),
      publishedAt: kit.instant().notNull(),
      views: kit.integer(),
      reach: kit.integer(),
      totalInteractions: kit.integer(),
      likes: kit.integer(),
      comments: kit.integer(),
      /** The list told comments and no likes: the user hides them. `null` when nobody looked. */
      areLikesHidden: kit.boolean(),
      saved: kit.integer(),
      shares: kit.integer(),
      /** Every figure that Instagram sent, by its own names. */
      figures: kit.json<Record<string, number>>().notNull(),
      insightState: kit.enum(mediaInsightStates).notNull(),
      /**
       * What viewers of a story did, by Instagram's names in small letters; `null` where Instagram has not said. An action
       * that is not here is 0, one with `null` unknown, as is each that is not here beside the name `''`.
       */
      navigation: kit.json<Record<string, number | null>>(),
      /** The views that were read with it: two readings do not make one share. */
      navigationViews: kit.integer(),
      /** Figures that Instagram refuses for this media: never asked again. */
      refusedMetrics: kit.json<string[]>().notNull(),
      /** When Instagram last said its figures, or why it has none. */
      insightsAt: kit.instant(),
      /** When they were last asked for; `null` where nobody has, or an older version did at `insightsAt`. */
      askedAt: kit.instant(),
      /** Whether a story answered when it was last asked for after its end; `null` when it was not. */
      isHighlighted: kit.boolean(),
      /** When its figures are wanted between two nights: at an age of a young post, of a story that may answer for longer. */
      nextReadAt: kit.instant(),
      /** Since when a complete list does not have it any more; `null` while it is there. */
      goneAt: kit.instant(),
      seenAt: kit.instant().notNull(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.accountId, table.mediaId] }),
      kit.index('media_published').on(table.accountId, table.publishedAt, table.mediaId),
      kit
        .index('media_due')
        .on(table.nextReadAt)
        .where(sql`next_read_at is not null and product_type <> 'STORY'`),
      kit
        .index('media_due_of_account')
        .on(table.accountId, table.nextReadAt)
        .where(sql`next_read_at is not null`),
      kit
        .index('media_story_pictures')
        .on(table.publishedAt)
        .where(sql`product_type = 'STORY' and preview_url is not null`),
    ],
  )
