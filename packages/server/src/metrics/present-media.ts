import { media } from '@instagram-dashboard/db'
import { engagementRate } from './daily-metrics.ts'
import type { MediaItem, MediaMissingReason } from './media-contract.ts'

const missingReasons: Record<media.MediaRow['insightState'], MediaMissingReason | null> = {
  unread: 'not_read_yet',
  read: null,
  too_few_viewers: 'too_few_viewers',
  before_conversion: 'before_conversion',
  no_figures: 'no_figures',
  unavailable: 'unavailable',
}

/** Without a single figure there is always a reason. */
export function missingReasonOf({ insightState, figures }: media.MediaRow): MediaMissingReason | null {
  return missingReasons[insightState] ?? (Object.keys(figures).length === 0 ? 'no_figures' : null)
}

/** Whether it is somebody else's post that the account is named in; `null` where Instagram did not say whose it is. */
export function isCollaboration(
  { ownerUsername }: Pick<media.MediaRow, 'ownerUsername'>,
  username: string,
): boolean | null {
  return ownerUsername === null ? null : ownerUsername.toLowerCase() !== username.toLowerCase()
}

/** A stored post, reel or story as callers see it. */
export function presentMedia(
  row: media.MediaRow,
  { username, tags }: { username: string; tags: readonly string[] },
): MediaItem {
  const said = (name: string): number | null => row.figures[name] ?? null
  return {
    id: row.mediaId,
    type: media.typeOf(row),
    caption: row.caption,
    permalink: row.permalink,
    previewUrl: row.previewUrl,
    publishedAt: row.publishedAt,
    isCollaboration: isCollaboration(row, username),
    tags: [...tags],
    views: row.views,
    reach: row.reach,
    engagement: row.totalInteractions,
    likes: row.likes,
    comments: row.comments,
    saves: row.saved,
    shares: row.shares,
    reposts: said('reposts'),
    follows: said('follows'),
    profileVisits: said('profile_visits'),
    averageWatchTimeMs: said('ig_reels_avg_watch_time'),
    totalWatchTimeMs: said('ig_reels_video_view_total_time'),
    skipRate: said('reels_skip_rate'),
    engagementRate: engagementRate(row.totalInteractions, row.reach),
    figures: row.figures,
    missingReason: missingReasonOf(row),
    readAt: row.insightsAt,
  }
}
