import type { media } from '@instagram-dashboard/db'
import { GraphFailure, type GraphFailureKind } from '../instagram/failure.ts'
import type { GraphSession } from '../instagram/graph-client.ts'
import type { MediaItem } from '../instagram/media-answers.ts'
import { figuresOf } from '../instagram/media-catalogue.ts'
import { readMediaPages } from '../instagram/media-pages.ts'
import { readWithoutRefused } from './read-without-refused.ts'

/** What Instagram said about one media; `figures` is `null` when they were not asked for. */
export interface MediaReading {
  item: MediaItem
  figures: ReadonlyMap<string, number> | null
  state: media.MediaRow['insightState']
  refusedMetrics: string[]
  /** What may be about this media alone, or about everything that is asked: the next ones tell. */
  refusal: GraphFailure | null
}

type Known = ReadonlyMap<string, Pick<media.MediaRow, 'insightState' | 'insightsAt' | 'refusedMetrics'>>

// Instagram says so of single posts for ever, and of all while it is down or a permission is gone.
const perhapsOfOne: ReadonlySet<GraphFailureKind> = new Set(['permission_missing', 'transient', 'unreadable'])
const dayMs = 86_400_000
const hourMs = 3_600_000
/** Figures still move for about a month. */
const freshDays = 30
const newDays = 2
// A little less than a day, so that each night reads them.
const dailyMs = 20 * hourMs
// Read once when it is first seen and again shortly before it ends: what it was then is what stays.
const lateStoryHours = 18

/** The newest posts and reels. */
export const listPosts = (session: GraphSession): Promise<MediaItem[]> => readMediaPages((page) => session.media(page))

/**
 * Which posts to ask about: those never read, newest first of the last month and a few older ones at each sync; then
 * those of the last month again, once a day, and once an hour while they are new.
 */
export function choosePosts(
  items: readonly MediaItem[],
  known: Known,
  { now, most }: { now: Date; most: number },
): MediaItem[] {
  const ageOf = (instant: Date) => now.getTime() - instant.getTime()
  const isFresh = ({ publishedAt }: MediaItem) => ageOf(publishedAt) < freshDays * dayMs
  const readAtOf = ({ mediaId }: MediaItem) => known.get(mediaId)?.insightsAt ?? null
  const isDue = (item: MediaItem) => {
    // Published before the account was a professional one: never to have figures.
    if (known.get(item.mediaId)?.insightState === 'before_conversion') return false
    const readAt = readAtOf(item)
    if (readAt === null) return true
    return isFresh(item) && ageOf(readAt) >= (ageOf(item.publishedAt) < newDays * dayMs ? hourMs : dailyMs)
  }
  const rank = (item: MediaItem) => 2 * Number(isFresh(item)) + Number(readAtOf(item) === null)
  return items
    .filter(isDue)
    .toSorted((a, b) => rank(b) - rank(a) || b.publishedAt.getTime() - a.publishedAt.getTime())
    .slice(0, most)
}

/** Stories that were never read, and those that end within hours. */
export function chooseStories(items: readonly MediaItem[], known: Known, now: Date): MediaItem[] {
  return items.filter(({ mediaId, publishedAt }) => {
    const readAt = known.get(mediaId)?.insightsAt ?? null
    return readAt === null || now.getTime() - publishedAt.getTime() >= lateStoryHours * hourMs
  })
}

/**
 * The figures of one media. What Instagram does not give for it is a state, not a failure; what it refuses counts as
 * asked, so that the media waits for its next turn and does not stand in the way of all others.
 * @throws GraphFailure for everything that can not be about this media alone
 */
export async function readFigures(session: GraphSession, item: MediaItem, known: Known): Promise<MediaReading> {
  const refused = new Set(known.get(item.mediaId)?.refusedMetrics)
  const reading = (
    state: MediaReading['state'],
    figures: MediaReading['figures'],
    refusal: GraphFailure | null = null,
  ): MediaReading => ({ item, figures, state, refusedMetrics: [...refused].toSorted(), refusal })
  try {
    const figures = await readWithoutRefused((metrics, tries) => session.mediaFigures(item.mediaId, metrics, tries), {
      metrics: figuresOf(item.productType),
      refused,
      // Gone, too few viewers, published before the conversion: said of the media and not of a figure.
      isAboutAll: ({ kind }) => kind === 'not_available',
    })
    return reading('read', figures)
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error
    const { code, subcode } = error.details
    if (error.kind === 'not_available' && subcode === 2_108_006) return reading('before_conversion', new Map())
    if (error.kind === 'not_available' && code === 10) return reading('too_few_viewers', new Map())
    if (error.kind === 'not_available' || error.kind === 'rejected') return reading('unavailable', new Map())
    if (perhapsOfOne.has(error.kind)) return reading('unavailable', new Map(), error)
    throw error
  }
}
