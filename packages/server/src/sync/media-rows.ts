import type { media } from '@instagram-dashboard/db'
import { isOverAt, nextLookAt, nextStoryLookAt, type AgeReading } from './post-ages.ts'
import { askedBefore, type MediaAnswer } from './read-media.ts'

type Row = media.MediaRow

/**
 * A row for each media: what Instagram said now, and where it says nothing now, what it said before. Of likes and
 * comments, which both the list and the figures tell, the newest counts; a user who hides them says nothing.
 */
export function mediaRows({
  accountId,
  answers,
  stored,
  readings = new Map(),
  now,
}: {
  accountId: string
  answers: readonly MediaAnswer[]
  stored: ReadonlyMap<string, media.KnownMedia>
  /** Those that are kept for ages, what was read just now among them. */
  readings?: ReadonlyMap<string, readonly AgeReading[]>
  now: Date
}): Row[] {
  return answers.map((answer): Row => {
    const { item, figures, navigation, state, refusedMetrics } = answer
    const before = stored.get(item.mediaId)
    const { mediaId, mediaType, productType, caption, permalink, previewUrl, ownerUsername, publishedAt } = item
    const likes = newestOf(figures?.get('likes'), item.likes, before?.likes ?? before?.figures['likes'])
    const comments = newestOf(figures?.get('comments'), item.comments, before?.comments ?? before?.figures['comments'])
    const kept = inStep({ ...before?.figures, ...Object.fromEntries(figures ?? []) }, { likes, comments })
    const said = (name: string): number | null => newestOf(kept[name])
    const hasAsked = figures !== null
    // A story that lost viewers to a late answer, or a day on which Instagram says nothing: what was read stays read.
    const wasRead = before?.insightState === 'read' && state !== 'before_conversion'
    const insightState = hasAsked ? (wasRead ? 'read' : state) : (before?.insightState ?? 'unread')
    // Figures that were kept are as old as they were.
    const isAnswered = hasAsked && (!wasRead || figures.size > 0)
    const askedAt = hasAsked ? now : askedBefore(before)
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
      areLikesHidden: item.areLikesHidden ?? null,
      saved: said('saved'),
      shares: said('shares'),
      figures: kept,
      ...(navigation === null ? navigationBefore(before) : navigationNow(navigation, figures)),
      insightState,
      refusedMetrics,
      insightsAt: isAnswered ? now : (before?.insightsAt ?? null),
      askedAt,
      isHighlighted: isHighlighted(answer, before),
      nextReadAt: nextReadAt({ answer, before, insightState, askedAt, kept: readings.get(mediaId) ?? [], now }),
      seenAt: now,
      goneAt: null,
    }
  })
}

type Navigation = Pick<Row, 'navigation' | 'navigationViews'>

function navigationNow(navigation: Row['navigation'], figures: MediaAnswer['figures']): Navigation {
  return { navigation, navigationViews: newestOf(figures?.get('views')) }
}

function navigationBefore(before: media.KnownMedia | undefined): Navigation {
  return { navigation: before?.navigation ?? null, navigationViews: before?.navigationViews ?? null }
}

/** As a story answered when it was last asked for after its end; a failure tells nothing. */
function isHighlighted({ lateAnswer }: MediaAnswer, before: media.KnownMedia | undefined): boolean | null {
  const isTold = lateAnswer !== null && lateAnswer !== 'failed'
  return isTold ? lateAnswer === 'answered' : (before?.isHighlighted ?? null)
}

interface Looks {
  answer: MediaAnswer
  before: media.KnownMedia | undefined
  insightState: Row['insightState']
  askedAt: Date | null
  kept: readonly AgeReading[]
  now: Date
}

/** When it is wanted before the next night. */
function nextReadAt({ answer, before, insightState, askedAt, kept, now }: Looks): Date | null {
  const { publishedAt, productType } = answer.item
  // One that is over and was not asked for waits as it did: nobody asks twice.
  if (productType === 'STORY') {
    const isLeftAlone = answer.lateAnswer === null && isOverAt(publishedAt, now) && before !== undefined
    return isLeftAlone ? before.nextReadAt : nextStoryLookAt(publishedAt, now, answer.lateAnswer)
  }
  if (insightState === 'before_conversion' || answer.isGone) return null
  return nextLookAt({ publishedAt, askedAt, kept }, now)
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
