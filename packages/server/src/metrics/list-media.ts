import { media, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { readPage } from '../pages.ts'
import { engagementRate } from './daily-metrics.ts'
import type { MediaItem, MediaListInput, MediaListResult, MediaMissingReason, MediaType } from './media-contract.ts'

const defaultLimit = 20

/** An account's posts and reels, or its stories, with their figures. */
export async function listMedia(
  { db }: Deps,
  account: accounts.AccountRow,
  { sort = 'recent', productType, cursor, limit = defaultLimit }: MediaListInput,
): Promise<MediaListResult> {
  const after = cursor === undefined ? null : readCursor(cursor)
  const wanted = { sort, productType: productType?.toUpperCase() ?? null, after }
  const read = (most: number) => media.listPage(db, account.id, { ...wanted, limit: most })
  const { rows, nextCursor } = await readPage(limit, read, (last) => writeCursor(sort, last))
  return { items: rows.map(presentMedia), nextCursor }
}

const missingReasons: Record<media.MediaRow['insightState'], MediaMissingReason | null> = {
  unread: 'not_read_yet',
  read: null,
  too_few_viewers: 'too_few_viewers',
  before_conversion: 'before_conversion',
  no_figures: 'no_figures',
  unavailable: 'unavailable',
}

/** Without a single figure there is always a reason. */
function missingReasonOf({ insightState, figures }: media.MediaRow): MediaMissingReason | null {
  return missingReasons[insightState] ?? (Object.keys(figures).length === 0 ? 'no_figures' : null)
}

/** A media as callers see it. */
export function presentMedia(row: media.MediaRow): MediaItem {
  return {
    id: row.mediaId,
    type: typeOf(row),
    caption: row.caption,
    permalink: row.permalink,
    previewUrl: row.previewUrl,
    publishedAt: row.publishedAt,
    views: row.views,
    reach: row.reach,
    engagement: row.totalInteractions,
    likes: row.likes,
    comments: row.comments,
    saves: row.saved,
    shares: row.shares,
    engagementRate: engagementRate(row.totalInteractions, row.reach),
    figures: row.figures,
    missingReason: missingReasonOf(row),
    readAt: row.insightsAt,
  }
}

/** A reel is a video by its media type: only the product tells. */
function typeOf({ productType, mediaType }: media.MediaRow): MediaType {
  if (productType === 'REELS') return 'reel'
  if (productType === 'STORY') return 'story'
  if (mediaType === 'CAROUSEL_ALBUM') return 'carousel'
  return mediaType === 'VIDEO' ? 'video' : 'image'
}

const cursorNothing = 'none'

function writeCursor(sort: media.MediaSort, row: media.MediaRow): string {
  const { publishedAt, ...shown } = presentMedia(row)
  const value = sort === 'recent' ? publishedAt.getTime() : shown[sort]
  return `${value ?? cursorNothing}_${row.mediaId}`
}

function readCursor(cursor: string): media.MediaPosition {
  const end = cursor.indexOf('_')
  const value = cursor.slice(0, end)
  return { value: value === cursorNothing ? null : Number(value), mediaId: cursor.slice(end + 1) }
}
