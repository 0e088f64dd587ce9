import { media, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
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
  const rows = await media.listPage(db, account.id, {
    sort,
    productType: productType?.toUpperCase() ?? null,
    after,
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(presentMedia),
    nextCursor: rows.length > limit && last ? writeCursor(sort, last) : null,
  }
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

function presentMedia(row: media.MediaRow): MediaItem {
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

function writeCursor(sort: media.MediaSort, row: media.MediaRow): string {
  const value = {
    recent: row.publishedAt.getTime(),
    views: row.views,
    reach: row.reach,
    engagement: row.totalInteractions,
    likes: row.likes,
    comments: row.comments,
    saves: row.saved,
    shares: row.shares,
  }[sort]
  return `${value ?? 'none'}_${row.mediaId}`
}

function readCursor(cursor: string): media.MediaPosition {
  const [, value, mediaId] = /^(none|-?\d{1,15})_([\w-]{1,100})$/.exec(cursor) ?? []
  if (value === undefined || mediaId === undefined) throw new AppError('VALIDATION', { field: 'cursor' })
  return { value: value === 'none' ? null : Number(value), mediaId }
}
