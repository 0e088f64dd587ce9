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
function missingReasonOf({ insightState, figures }: media.MediaRow): MediaMissingReason | null {
  return missingReasons[insightState] ?? (Object.keys(figures).length === 0 ? 'no_figures' : null)
}

/** A stored post, reel or story as callers see it. */
export function presentMedia(row: media.MediaRow): MediaItem {
  const said = (name: string): number | null => row.figures[name] ?? null
  return {
    id: row.mediaId,
    type: media.typeOf(row),
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
