import { and, desc, eq, getTableColumns, gte, inArray, isNotNull, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type MediaRow = Schema['media']['$inferSelect']
export type MediaSort = 'recent' | 'views' | 'reach' | 'engagement' | 'likes' | 'comments' | 'saves' | 'shares'

const savedMedia = preparedWrite<MediaRow>((db, { media }) => {
  const { accountId, mediaId, publishedAt, ...columns } = getTableColumns(media)
  const set = givenColumns(columns, Object.keys(columns))
  // What never changes is not set: its index would be written again.
  const fixed = givenColumns({ accountId, mediaId, publishedAt }, ['accountId', 'mediaId', 'publishedAt'])
  // The guarantee: a place for each column, all of which a row has.
  const values = { ...set, ...fixed } as Record<keyof MediaRow, SQL>
  return db
    .insert(media)
    .values(values)
    .onConflictDoUpdate({ target: [media.accountId, media.mediaId], set })
})

/** Inserts whole media, or replaces all of them but when they were published. */
export async function save(handle: Handle, rows: readonly MediaRow[]): Promise<void> {
  for (const row of rows) await savedMedia(handle, row)
}

/** What the list of posts says of one whose figures were not asked for. */
export type ListedMedia = Pick<
  MediaRow,
  'accountId' | 'mediaId' | 'caption' | 'permalink' | 'previewUrl' | 'likes' | 'comments' | 'seenAt'
>

const listedMedia = preparedWrite<ListedMedia>((db, { media }) => {
  const { accountId, mediaId, caption, permalink, previewUrl, likes, comments, seenAt } = media
  const columns = { caption, permalink, previewUrl, likes, comments, seenAt }
  return db
    .update(media)
    .set(givenColumns(columns, Object.keys(columns)))
    .where(and(eq(accountId, given(accountId, 'accountId')), eq(mediaId, given(mediaId, 'mediaId'))))
})

/** Renews what a list says of media that are stored; their figures stay. */
export async function saveListed(handle: Handle, rows: readonly ListedMedia[]): Promise<void> {
  for (const { accountId, mediaId, caption, permalink, previewUrl, likes, comments, seenAt } of rows) {
    await listedMedia(handle, { accountId, mediaId, caption, permalink, previewUrl, likes, comments, seenAt })
  }
}

const namedAtOnce = 50
const namedPlaces = Array.from({ length: namedAtOnce }, (_, index) => `media${index}`)

/** What of a stored media a new reading depends on. */
export type KnownMedia = Pick<
  MediaRow,
  'mediaId' | 'productType' | 'likes' | 'comments' | 'figures' | 'insightState' | 'refusedMetrics' | 'insightsAt'
>

const named = preparedRead<Record<string, string>, KnownMedia>((db, { media }) => {
  const { mediaId, productType, likes, comments, figures, insightState, refusedMetrics, insightsAt } = media
  const ids = namedPlaces.map((name) => sql.placeholder(name))
  return db
    .select({ mediaId, productType, likes, comments, figures, insightState, refusedMetrics, insightsAt })
    .from(media)
    .where(and(eq(media.accountId, sql.placeholder('accountId')), inArray(media.mediaId, ids)))
})

/** Of the named media of an account, those that are stored. */
export async function listKnown(handle: Handle, accountId: string, mediaIds: readonly string[]): Promise<KnownMedia[]> {
  const rows: KnownMedia[] = []
  for (let start = 0; start < mediaIds.length; start += namedAtOnce) {
    const ids = mediaIds.slice(start, start + namedAtOnce)
    // One text for every number of ids: the places that are left over name the last one again.
    const values = Object.fromEntries(namedPlaces.map((name, index) => [name, ids[index] ?? ids.at(-1) ?? '']))
    rows.push(...(await named(handle, { ...values, accountId })))
  }
  return rows
}

export interface MediaPosition {
  /** The sorted number, or the instant in Unix milliseconds; `null` among those without one. */
  value: number | null
  mediaId: string
}

export interface MediaQuery {
  sort: MediaSort
  /** Only this product; without it everything but stories. */
  productType: string | null
  after: MediaPosition | null
  limit: number
}

/** A page of an account's media: highest first, those without the number last, ties by id. */
export async function listPage(handle: Handle, accountId: string, query: MediaQuery): Promise<MediaRow[]> {
  const { db, schema } = open(handle)
  const { media } = schema
  const column = sortColumn(schema, query.sort)
  return db
    .select()
    .from(media)
    .where(
      and(
        eq(media.accountId, accountId),
        query.productType === null ? ne(media.productType, 'STORY') : eq(media.productType, query.productType),
        query.after === null ? undefined : isAfter(schema, query.sort, query.after),
      ),
    )
    .orderBy(sql`case when ${column} is null then 1 else 0 end`, desc(column), desc(media.mediaId))
    .limit(query.limit)
}

function sortColumn({ media }: Schema, sort: MediaSort) {
  return {
    recent: media.publishedAt,
    views: media.views,
    reach: media.reach,
    engagement: media.totalInteractions,
    likes: media.likes,
    comments: media.comments,
    saves: media.saved,
    shares: media.shares,
  }[sort]
}

function isAfter(schema: Schema, sort: MediaSort, { value, mediaId }: MediaPosition) {
  const { media } = schema
  const column = sortColumn(schema, sort)
  if (value === null) return and(isNull(column), lt(media.mediaId, mediaId))
  const at = sort === 'recent' ? new Date(value) : value
  return or(isNull(column), lt(column, at), and(eq(column, at), lt(media.mediaId, mediaId)))
}

/** When posts and reels were published since then, and their engagement where it is known. */
export async function listEngagement(
  handle: Handle,
  accountId: string,
  since: Date,
): Promise<{ publishedAt: Date; engagement: number }[]> {
  const { db, schema } = open(handle)
  const { media } = schema
  const rows = await db
    .select({ publishedAt: media.publishedAt, engagement: media.totalInteractions })
    .from(media)
    .where(
      and(
        eq(media.accountId, accountId),
        ne(media.productType, 'STORY'),
        gte(media.publishedAt, since),
        isNotNull(media.totalInteractions),
      ),
    )
  return rows.flatMap(({ publishedAt, engagement }) => (engagement === null ? [] : [{ publishedAt, engagement }]))
}
