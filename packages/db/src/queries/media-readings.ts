import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { type Handle, isOneOf, type Param, type Params, statement, upsert } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type MediaReadingRow = Schema['mediaReadings']['$inferSelect']

const saved = statement.run(({ db, mediaReadings }, row: Params<MediaReadingRow>) =>
  upsert(db, mediaReadings, { row, key: ['accountId', 'mediaId', 'age'] }),
)

/** Keeps readings for their ages, in place of what was kept for them before. */
export async function save(handle: Handle, rows: readonly MediaReadingRow[]): Promise<void> {
  for (const row of rows) await saved(handle, row)
}

/** For which ages of the named media a reading is kept, and when it was taken. */
export const listTimes = statement.all(
  ({ db, mediaReadings }, accountId: Param<string>, ids: Param<readonly string[]>) => {
    const { mediaId, age, readAt } = mediaReadings
    return db
      .select({ mediaId, age, readAt })
      .from(mediaReadings)
      .where(and(eq(mediaReadings.accountId, accountId), isOneOf(mediaId, ids)))
  },
)

/** What is kept of one media. */
export const listOf = statement.all(({ db, mediaReadings }, accountId: Param<string>, mediaId: Param<string>) =>
  db
    .select()
    .from(mediaReadings)
    .where(and(eq(mediaReadings.accountId, accountId), eq(mediaReadings.mediaId, mediaId)))
    .orderBy(asc(mediaReadings.readAt)),
)

/** What is kept of the posts of a product that are there, the newest posts first. */
export const listOfProduct = statement.all(
  (
    { db, media, mediaReadings },
    accountId: Param<string>,
    { productType, limit }: Params<{ productType: string; limit: number }>,
  ) => {
    const { mediaType, productType: product, ownerUsername } = media
    const { mediaId, age, figures } = mediaReadings
    return db
      .select({ mediaId, productType: product, mediaType, ownerUsername, age, figures })
      .from(media)
      .innerJoin(mediaReadings, and(eq(mediaReadings.accountId, media.accountId), eq(mediaId, media.mediaId)))
      .where(and(eq(media.accountId, accountId), eq(media.productType, productType), isNull(media.goneAt)))
      .orderBy(desc(media.publishedAt), desc(media.mediaId))
      .limit(limit)
  },
)
