import {
  and,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  or,
  sql,
  type Column,
  type SQL,
} from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type MediaRow = Schema['media']['$inferSelect']
export type MediaSort = 'recent' | 'views' | 'reach' | 'engagement' | 'likes' | 'comments' | 'saves' | 'shares'

/** Names and addresses that a list left out this time are still those that it said before. */
function keptWhereSilent(columns: Record<string, Column>): Record<string, SQL> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, sql`coalesce(${given(column, name)}, ${column})`]),
  )
}

const savedMedia = preparedWrite<MediaRow>((db, { media }) => {
  const { accountId, mediaId, publishedAt, mediaType, caption, permalink, previewUrl, ...columns } =
    getTableColumns(media)
  const told = { mediaType, caption, permalink, previewUrl }
  const set = givenColumns(columns, Object.keys(columns))
  // What never changes is not set: its index would be written again.
  const fixed = givenColumns({ accountId, mediaId, publishedAt }, ['accountId', 'mediaId', 'publishedAt'])
  // The guarantee: a place for each column, all of which a row has.
  const values = { ...set, ...givenColumns(told, Object.keys(told)), ...fixed } as Record<keyof MediaRow, SQL>
  return db
    .insert(media)
    .values(values)
    .onConflictDoUpdate({ target: [accountId, mediaId], set: { ...set, ...keptWhereSilent(told) } })
})

/**
 * Inserts media, or replaces all of them but when they were published; names and addresses that are `null` stay as they
 * are.
 */
export async function save(handle: Handle, rows: readonly MediaRow[]): Promise<void> {
  for (const row of rows) await savedMedia(handle, row)
}

/** What the list of posts says of one whose figures were not asked for. */
export type ListedMedia = Pick<
  MediaRow,
  'accountId' | 'mediaId' | 'caption' | 'permalink' | 'previewUrl' | 'likes' | 'comments' | 'figures' | 'seenAt'
>

const listedMedia = preparedWrite<ListedMedia>((db, { media }) => {
  const { accountId, mediaId, caption, permalink, previewUrl, likes, comments, figures, seenAt } = media
  const columns = { likes, comments, figures, seenAt }
  return db
    .update(media)
    .set({
      ...givenColumns(columns, Object.keys(columns)),
      ...keptWhereSilent({ caption, permalink, previewUrl }),
      goneAt: null,
    })
    .where(and(eq(accountId, given(accountId, 'accountId')), eq(mediaId, given(mediaId, 'mediaId'))))
})

/** Renews what a list says of media that are stored, which are there again if they were gone; their state stays. */
export async function saveListed(handle: Handle, rows: readonly ListedMedia[]): Promise<void> {
  for (const { accountId, mediaId, caption, permalink, previewUrl, likes, comments, figures, seenAt } of rows) {
    const values = { accountId, mediaId, caption, permalink, previewUrl, likes, comments, figures, seenAt }
    await listedMedia(handle, values)
  }
}

/**
 * Posts and reels that are there as far as is known, stories not among them.
 * @param publishedAfter only those published after that instant; `null` for all
 */
export async function listPresent(handle: Handle, accountId: string, publishedAfter: Date | null): Promise<string[]> {
  const { db, schema } = open(handle)
  const { media } = schema
  const rows = await db
    .select({ mediaId: media.mediaId })
    .from(media)
    .where(
      and(
        eq(media.accountId, accountId),
        ne(media.productType, 'STORY'),
        isNull(media.goneAt),
        publishedAfter === null ? undefined : gt(media.publishedAt, publishedAfter),
      ),
    )
  return rows.map(({ mediaId }) => mediaId)
}

/** Posts that Instagram does not have any more: their figures stay as history, the picture is let go of. */
export async function markGone(
  tx: Handle,
  { accountId, mediaIds, goneAt }: { accountId: string; mediaIds: readonly string[]; goneAt: Date },
): Promise<void> {
  const { db, schema } = open(tx)
  const { media } = schema
  for (let start = 0; start < mediaIds.length; start += namedAtOnce) {
    await db
      .update(media)
      .set({ goneAt, previewUrl: null })
      .where(
        and(
          eq(media.accountId, accountId),
          inArray(media.mediaId, mediaIds.slice(start, start + namedAtOnce)),
          ne(media.productType, 'STORY'),
          isNull(media.goneAt),
        ),
      )
  }
}

const namedAtOnce = 50
const namedPlaces = Array.from({ length: namedAtOnce }, (_, index) => `media${index}`)

/** What of a stored media a new reading depends on. */
export type KnownMedia = Pick<
  MediaRow,
  | 'mediaId'
  | 'productType'
  | 'publishedAt'
  | 'likes'
  | 'comments'
  | 'figures'
  | 'insightState'
  | 'refusedMetrics'
  | 'insightsAt'
>

const named = preparedRead<Record<string, string>, KnownMedia>((db, { media }) => {
  const { mediaId, productType, publishedAt, likes, comments, figures, insightState, refusedMetrics, insightsAt } =
    media
  const ids = namedPlaces.map((name) => sql.placeholder(name))
  return db
    .select({ mediaId, productType, publishedAt, likes, comments, figures, insightState, refusedMetrics, insightsAt })
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

/** A page of the media that an account has: highest first, those without the number last, ties by id. */
export async function listPage(handle: Handle, accountId: string, query: MediaQuery): Promise<MediaRow[]> {
  const { db, schema } = open(handle)
  const { media } = schema
  const column = sortColumn(schema, query.sort)
  return (
    db
      .select()
      .from(media)
      .where(
        and(
          eq(media.accountId, accountId),
          isNull(media.goneAt),
          query.productType === null ? ne(media.productType, 'STORY') : eq(media.productType, query.productType),
          query.after === null ? undefined : isAfter(schema, query.sort, query.after),
        ),
      )
      // Every media has been published, so that the index is the order.
      .orderBy(
        ...(query.sort === 'recent' ? [] : [sql`case when ${column} is null then 1 else 0 end`]),
        desc(column),
        desc(media.mediaId),
      )
      .limit(query.limit)
  )
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
  if (sort === 'recent') {
    // One upper bound, so that the index is entered where the page before has ended.
    const at = new Date(value)
    return and(lte(media.publishedAt, at), or(lt(media.publishedAt, at), lt(media.mediaId, mediaId)))
  }
  return or(isNull(column), lt(column, value), and(eq(column, value), lt(media.mediaId, mediaId)))
}

/** Of the posts and reels that are there, published from `since` to `until`: when, and their engagement if known. */
export async function listEngagement(
  handle: Handle,
  accountId: string,
  { since, until }: { since: Date; until: Date },
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
        isNull(media.goneAt),
        gte(media.publishedAt, since),
        lte(media.publishedAt, until),
        isNotNull(media.totalInteractions),
      ),
    )
  return rows.flatMap(({ publishedAt, engagement }) => (engagement === null ? [] : [{ publishedAt, engagement }]))
}
