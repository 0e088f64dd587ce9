import { and, asc, eq, gte, lte } from 'drizzle-orm'
import { type Handle, keyset, open, type Param, type Params, statement } from '../statements/index.ts'
import { knownColumns, type MediaRow } from './media.ts'

/** Stories of an account that are over and due to be asked for once more, the longest waiting first. */
export const listDue = statement.all(
  ({ db, media }, accountId: Param<string>, { now, limit }: Params<{ now: Date; limit: number }>) =>
    db
      .select(knownColumns(media))
      .from(media)
      .where(and(eq(media.accountId, accountId), lte(media.nextReadAt, now), eq(media.productType, 'STORY')))
      .orderBy(asc(media.nextReadAt))
      .limit(limit),
)

export interface StoryQuery {
  /** Published from then until then, both included. */
  since: Date
  until: Date
  after: { publishedAt: Date; mediaId: string } | null
  limit: number
}

/** A page of an account's stories, the newest first, however long ago they ended. */
export async function listPage(handle: Handle, accountId: string, query: StoryQuery): Promise<MediaRow[]> {
  const { db, media } = open(handle)
  const order = keyset([media.publishedAt, 'desc'], [media.mediaId, 'desc'])
  return db
    .select()
    .from(media)
    .where(
      and(
        eq(media.accountId, accountId),
        eq(media.productType, 'STORY'),
        gte(media.publishedAt, query.since),
        lte(media.publishedAt, query.until),
        query.after === null ? undefined : order.after(query.after.publishedAt, query.after.mediaId),
      ),
    )
    .orderBy(...order.order)
    .limit(query.limit)
}
