import type { media } from '@instagram-dashboard/db'
import type { MediaAnswer } from './read-media.ts'

type Row = media.MediaRow

/**
 * A row for each media: what Instagram said now, and where it says nothing now, what it said before. Of likes and
 * comments, which both the list and the figures tell, the newest counts; a user who hides them says nothing.
 */
export function mediaRows({
  accountId,
  answers,
  stored,
  now,
}: {
  accountId: string
  answers: readonly MediaAnswer[]
  stored: ReadonlyMap<string, media.KnownMedia>
  now: Date
}): Row[] {
  return answers.map(({ item, figures, state, refusedMetrics }): Row => {
    const before = stored.get(item.mediaId)
    const { mediaId, mediaType, productType, caption, permalink, previewUrl, ownerUsername, publishedAt } = item
    const likes = newestOf(figures?.get('likes'), item.likes, before?.likes ?? before?.figures['likes'])
    const comments = newestOf(figures?.get('comments'), item.comments, before?.comments ?? before?.figures['comments'])
    const kept = inStep({ ...before?.figures, ...Object.fromEntries(figures ?? []) }, { likes, comments })
    const said = (name: string): number | null => newestOf(kept[name])
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
      ownerUsername,
      publishedAt,
      views: said('views'),
      reach: said('reach'),
      totalInteractions: said('total_interactions'),
      likes,
      comments,
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

/** The first that is a whole number, as a column keeps it. */
function newestOf(...newestFirst: (number | null | undefined)[]): number | null {
  return newestFirst.find((value) => Number.isSafeInteger(value)) ?? null
}

/** One number is not told in two ways. */
function inStep(
  figures: Readonly<Record<string, number>>,
  newest: Readonly<Record<string, number | null>>,
): Record<string, number> {
  const known = Object.entries(newest).filter(([name, value]) => name in figures && value !== null)
  return { ...figures, ...(Object.fromEntries(known) as Record<string, number>) }
}
