import type { media } from '@instagram-dashboard/db'
import type { MediaReading } from './read-media.ts'

type Row = media.MediaRow

/** A row for each media: what Instagram said now, and where it says nothing now, what it said before. */
export function mediaRows({
  accountId,
  readings,
  stored,
  now,
}: {
  accountId: string
  readings: readonly MediaReading[]
  stored: ReadonlyMap<string, media.KnownMedia>
  now: Date
}): Row[] {
  return readings.map(({ item, figures, state, refusedMetrics }): Row => {
    const before = stored.get(item.mediaId)
    const { mediaId, mediaType, productType, caption, permalink, previewUrl, publishedAt } = item
    const kept = { ...before?.figures, ...Object.fromEntries(figures ?? []) }
    const said = (name: string): number | null => kept[name] ?? null
    const hasAsked = figures !== null
    // A story that lost viewers to a late answer, or a day on which Instagram says nothing: what was read stays read.
    const wasRead = before?.insightState === 'read' && state !== 'before_conversion'
    return {
      accountId,
      mediaId,
      mediaType,
      productType,
      caption,
      permalink,
      previewUrl,
      publishedAt,
      views: said('views'),
      reach: said('reach'),
      totalInteractions: said('total_interactions'),
      likes: said('likes') ?? item.likes ?? before?.likes ?? null,
      comments: said('comments') ?? item.comments ?? before?.comments ?? null,
      saved: said('saved'),
      shares: said('shares'),
      figures: kept,
      insightState: hasAsked ? (wasRead ? 'read' : state) : (before?.insightState ?? 'unread'),
      refusedMetrics,
      insightsAt: hasAsked ? now : (before?.insightsAt ?? null),
      seenAt: now,
      goneAt: null,
    }
  })
}
