import { and, eq, gte, lt } from 'drizzle-orm'
import { type Param, type Params, statement } from '../statements/index.ts'

/** Everything that was published from `since` and before `until`, what is gone among it. */
export const listOfDay = statement.all(
  ({ db, media }, accountId: Param<string>, { since, until }: Params<{ since: Date; until: Date }>) => {
    const { mediaId, productType, publishedAt, ownerUsername, areLikesHidden, insightState, insightsAt, goneAt } = media
    return db
      .select({ mediaId, productType, publishedAt, ownerUsername, areLikesHidden, insightState, insightsAt, goneAt })
      .from(media)
      .where(and(eq(media.accountId, accountId), gte(publishedAt, since), lt(publishedAt, until)))
  },
)
/** What of a post may make the day's numbers differ from what the app shows. */
export type MediaOfDay = Awaited<ReturnType<typeof listOfDay>>[number]
