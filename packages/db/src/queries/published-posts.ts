import { and, desc, eq, gte, isNotNull, isNull, lt, lte, ne } from 'drizzle-orm'
import { type Handle, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

/** Posts and reels that are there as far as is known, stories not among them. */
export function isPresentPost({ productType, goneAt }: Schema['media']) {
  return and(ne(productType, 'STORY'), isNull(goneAt))
}

const engagementOf = statement.all(
  ({ db, media }, accountId: Param<string>, { since, until }: Params<{ since: Date; until: Date }>) =>
    db
      .select({ publishedAt: media.publishedAt, engagement: media.totalInteractions })
      .from(media)
      .where(
        and(
          eq(media.accountId, accountId),
          isPresentPost(media),
          gte(media.publishedAt, since),
          lte(media.publishedAt, until),
          isNotNull(media.totalInteractions),
        ),
      ),
)

/** Of the posts and reels that are there, published from `since` to `until`: when, and their engagement if known. */
export async function listEngagement(
  handle: Handle,
  accountId: string,
  range: { since: Date; until: Date },
): Promise<{ publishedAt: Date; engagement: number }[]> {
  const rows = await engagementOf(handle, accountId, range)
  return rows.flatMap(({ publishedAt, engagement }) => (engagement === null ? [] : [{ publishedAt, engagement }]))
}

/** What of a post the account's averages are made of. */
export type AveragedPost = Awaited<ReturnType<typeof listAveraged>>[number]

/** The newest posts and reels that are there and were published before an instant: what others are held against. */
export const listAveraged = statement.all(
  ({ db, media }, accountId: Param<string>, { before, limit }: Params<{ before: Date; limit: number }>) => {
    const { mediaType, productType, ownerUsername } = media
    const { views, reach, totalInteractions, likes, comments, saved, shares } = media
    const figures = { views, reach, engagement: totalInteractions, likes, comments, saves: saved, shares }
    return db
      .select({ mediaType, productType, ownerUsername, ...figures })
      .from(media)
      .where(and(eq(media.accountId, accountId), isPresentPost(media), lt(media.publishedAt, before)))
      .orderBy(desc(media.publishedAt), desc(media.mediaId))
      .limit(limit)
  },
)

/** What of posts and reels findings are made of. */
export type PublishedPost = Awaited<ReturnType<typeof listPublished>>[number]

/** The posts and reels that are there, published from one instant to another, oldest first. */
export const listPublished = statement.all(
  ({ db, media }, accountId: Param<string>, { since, until }: Params<{ since: Date; until: Date }>) => {
    const {
      mediaId,
      mediaType,
      productType,
      publishedAt,
      reach,
      views,
      totalInteractions,
      figures,
      permalink,
      caption,
    } = media
    return db
      .select({
        mediaId,
        mediaType,
        productType,
        publishedAt,
        reach,
        views,
        totalInteractions,
        figures,
        permalink,
        caption,
      })
      .from(media)
      .where(
        and(
          eq(media.accountId, accountId),
          isPresentPost(media),
          gte(media.publishedAt, since),
          lte(media.publishedAt, until),
        ),
      )
      .orderBy(media.publishedAt)
  },
)
