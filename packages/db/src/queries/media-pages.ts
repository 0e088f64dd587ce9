import { and, desc, eq, exists, gte, is, isNull, lt, ne, notInArray, or, sql, type Column, type SQL } from 'drizzle-orm'
import { PgColumn } from 'drizzle-orm/pg-core'
import { type Handle, keyset, open } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

type Table = Schema['media']
type Row = Table['$inferSelect']
type PositionedRow = Omit<Row, 'areLikesHidden' | 'navigationViews' | 'askedAt' | 'isHighlighted'>

/** What has a column of its own, by the name that lists are sorted by. */
const columns = {
  views: 'views',
  reach: 'reach',
  engagement: 'totalInteractions',
  likes: 'likes',
  comments: 'comments',
  saves: 'saved',
  shares: 'shares',
} as const satisfies Record<string, keyof Row>

/** What is among the figures, by Instagram's name for it. */
const figures = {
  reposts: 'reposts',
  follows: 'follows',
  profileVisits: 'profile_visits',
  averageWatchTimeMs: 'ig_reels_avg_watch_time',
  totalWatchTimeMs: 'ig_reels_video_view_total_time',
  skipRate: 'reels_skip_rate',
} as const

export type MediaSort = 'recent' | keyof typeof columns | keyof typeof figures | 'engagementRate'
export type MediaType = 'image' | 'video' | 'carousel' | 'reel' | 'story'

export interface MediaPosition {
  /** The sorted number, or the instant in Unix milliseconds; `null` among those without one. */
  value: number | null
  mediaId: string
}

export interface MediaQuery {
  sort: MediaSort
  /** Only this product; without it and without a type everything but stories. */
  productType: string | null
  type?: MediaType | null
  /** Only what its user gave this tag. */
  tag?: string | null
  /** Only what was published at or after that instant. */
  publishedFrom?: Date | null
  /** Only what was published before that instant. */
  publishedBefore?: Date | null
  after: MediaPosition | null
  limit: number
}

/** A page of the media that an account has: highest first, those without the number last, ties by id. */
export async function listPage(handle: Handle, accountId: string, query: MediaQuery): Promise<Row[]> {
  const { db, media } = open(handle)
  const sorted = sortedBy(media, query.sort)
  const { publishedFrom, publishedBefore } = query
  return db
    .select()
    .from(media)
    .where(
      and(
        eq(media.accountId, accountId),
        isNull(media.goneAt),
        isOfKind(media, query),
        query.tag == null ? undefined : hasTag(handle, query.tag),
        publishedFrom ? gte(media.publishedAt, publishedFrom) : undefined,
        publishedBefore ? lt(media.publishedAt, publishedBefore) : undefined,
        query.after === null ? undefined : isAfter(media, query.sort, query.after),
      ),
    )
    .orderBy(desc(sorted), desc(media.mediaId))
    .limit(query.limit)
}

function hasTag(handle: Handle, tag: string): SQL {
  const { db, media, mediaTags } = open(handle)
  const isThis = and(eq(mediaTags.accountId, media.accountId), eq(mediaTags.mediaId, media.mediaId))
  return exists(
    db
      .select({ tag: mediaTags.tag })
      .from(mediaTags)
      .where(and(isThis, eq(mediaTags.tag, tag))),
  )
}

/** Where a media stands in a list: what the page after it is asked for with. */
export function positionOf(row: PositionedRow, sort: MediaSort): MediaPosition {
  return { value: sortedValue(row, sort), mediaId: row.mediaId }
}

// A database has no number and no instant beyond.
const mostMs = 1e14

/** Whether a list can have a media at that value: instants and columns are whole, figures need not be. */
export function canBeAt(value: number, sort: MediaSort): boolean {
  if (sort === 'recent') return Number.isSafeInteger(value) && Math.abs(value) < mostMs
  return sort in columns ? Number.isSafeInteger(value) : Number.isFinite(value)
}

function sortedValue(row: PositionedRow, sort: MediaSort): number | null {
  if (sort === 'recent') return row.publishedAt.getTime()
  if (sort === 'engagementRate') {
    const { totalInteractions, reach } = row
    return totalInteractions === null || reach === null || reach === 0 ? null : (100 * totalInteractions) / reach
  }
  return sort in columns ? row[columns[sort as keyof typeof columns]] : (row.figures[nameOf(sort)] ?? null)
}

/** A reel is a video by its media type: only the product tells. */
export function typeOf({ productType, mediaType }: Pick<Row, 'productType' | 'mediaType'>): MediaType {
  if (productType === 'REELS') return 'reel'
  if (productType === 'STORY') return 'story'
  if (mediaType === 'CAROUSEL_ALBUM') return 'carousel'
  return mediaType === 'VIDEO' ? 'video' : 'image'
}

/** The conditions by which `typeOf` tells them apart. */
function isOfKind({ productType, mediaType }: Table, { productType: product, type }: MediaQuery): SQL | undefined {
  const isProduct = product === null ? undefined : eq(productType, product)
  const isPlain = notInArray(productType, ['REELS', 'STORY'])
  switch (type) {
    case 'reel':
      return and(isProduct, eq(productType, 'REELS'))
    case 'story':
      return and(isProduct, eq(productType, 'STORY'))
    case 'carousel':
      return and(isProduct, isPlain, eq(mediaType, 'CAROUSEL_ALBUM'))
    case 'video':
      return and(isProduct, isPlain, eq(mediaType, 'VIDEO'))
    case 'image':
      return and(isProduct, isPlain, or(isNull(mediaType), notInArray(mediaType, ['CAROUSEL_ALBUM', 'VIDEO'])))
    default:
      return isProduct ?? ne(productType, 'STORY')
  }
}

/** What a list is ordered by, worked out once for each row: no number counts as less than every number. */
function sortedBy(media: Table, sort: MediaSort): Column | SQL {
  // Every media has been published, so that the index is the order.
  if (sort === 'recent') return media.publishedAt
  return sql`coalesce(${numberOf(media, sort)}, ${sql.raw(String(nothing))})`
}

/** Figures count, so none is below 0. */
const nothing = -1

function numberOf(media: Table, sort: Exclude<MediaSort, 'recent'>): Column | SQL {
  if (sort === 'engagementRate') {
    const { totalInteractions, reach } = media
    return sql`case when ${reach} > 0 then cast(100 as double precision) * ${totalInteractions} / ${reach} end`
  }
  return sort in columns ? media[columns[sort as keyof typeof columns]] : figure(media.figures, nameOf(sort))
}

// The guarantee: what is neither of these two nor a column is a figure.
const nameOf = (sort: MediaSort): string => figures[sort as keyof typeof figures]

/** A number among figures; no number where they do not have it. */
function figure(column: Column, name: string): SQL {
  return is(column, PgColumn)
    ? sql`(${column} ->> ${sql.raw(`'${name}'`)})::double precision`
    : sql`json_extract(${column}, ${sql.raw(`'$.${name}'`)})`
}

function isAfter(media: Table, sort: MediaSort, { value, mediaId }: MediaPosition): SQL | undefined {
  if (sort === 'recent') {
    return keyset([media.publishedAt, 'desc'], [media.mediaId, 'desc']).after(new Date(value ?? 0), mediaId)
  }
  return sql`(${sortedBy(media, sort)}, ${media.mediaId}) < (${value ?? nothing}, ${mediaId})`
}
