import type { media } from '@instagram-dashboard/db'
import { dayMs, hourMs } from '../clock/index.ts'
import {
  figuresOf,
  GraphFailure,
  type GraphFailureKind,
  type GraphSession,
  type ListedMedia,
  type MediaItem,
  navigationMetric,
  type NavigationReading,
} from '../instagram/index.ts'
import { isAgeDue, isOverAt, youngMs, type AgeReading, type LateAnswer } from './post-ages.ts'
import { readWithoutRefused } from './read-without-refused.ts'

/** What Instagram said about one media item; `figures` is `null` when they were not asked for. */
export interface MediaAnswer {
  item: MediaItem
  figures: ReadonlyMap<string, number> | null
  /** What viewers of a story did; `null` where it was not asked for or is not said. */
  navigation: NavigationReading['actions']
  state: media.MediaRow['insightState']
  refusedMetrics: string[]
  /** Instagram answered that there is no such media. */
  isGone: boolean
  /** Of a story that was asked for after its end. */
  lateAnswer: LateAnswer | null
  /** A failure that may be about this item alone or about everything: the next ones tell. */
  refusal: GraphFailure | null
}

type Known = ReadonlyMap<
  string,
  Pick<media.MediaRow, 'productType' | 'publishedAt' | 'insightState' | 'insightsAt' | 'askedAt' | 'refusedMetrics'>
>

/** Failures after which no other question is worth asking: the token's, the app's, and limits. */
const ofEverything: ReadonlySet<GraphFailureKind> = new Set([
  'token_refused',
  'rate_limited',
  'app_rate_limited',
  'app_refused',
])

// A little less than a day and a week, so that each night, or the same one of each week, reads them.
const dailyMs = 20 * hourMs
const weeklyMs = 7 * dayMs - 4 * hourMs
/** How often figures are read again, by the age of the post; older ones move too little to be worth calls. */
const cadence = [
  { youngerThanMs: 2 * dayMs, everyMs: hourMs },
  { youngerThanMs: 30 * dayMs, everyMs: dailyMs },
  { youngerThanMs: 90 * dayMs, everyMs: weeklyMs },
]
const freshMs = 30 * dayMs
// A story is read when it is first seen, and once more shortly before it ends: those figures stay.
const lateStoryHours = 18

/** When the figures of a media were asked for last; an older version of this program kept no instant but the other. */
export function askedBefore(before: Pick<media.MediaRow, 'askedAt' | 'insightsAt'> | undefined): Date | null {
  return before?.askedAt ?? before?.insightsAt ?? null
}

/** Whether nothing else needs to be asked after this failure. */
export function endsEverything({ kind }: GraphFailure): boolean {
  return ofEverything.has(kind)
}

/**
 * The listed media with what is known of them where the list is silent.
 * @param productType of a list in which nothing says it, as that of stories
 * @returns without those of which nobody has said yet when they were published
 */
export function itemsOf(listed: readonly ListedMedia[], known: Known, productType: string): MediaItem[] {
  return listed.flatMap((media) => {
    const before = known.get(media.mediaId)
    const publishedAt = media.publishedAt ?? before?.publishedAt
    if (publishedAt === undefined) return []
    return [{ ...media, publishedAt, productType: media.productType ?? before?.productType ?? productType }]
  })
}

/**
 * Which posts to ask about: those never read, newest first of the last month and a few older ones at each sync; then
 * those that were read, by `cadence`: the newest first for whoever looks at them; otherwise the one that has
 * waited longest, so that each has its turn.
 */
export function choosePosts(
  items: readonly MediaItem[],
  known: Known,
  { now, most, isNewestFirst }: { now: Date; most: number; isNewestFirst: boolean },
): MediaItem[] {
  const ageOf = (instant: Date) => now.getTime() - instant.getTime()
  /** Turns that it has waited for; of what was never read without end. */
  const turnsOf = ({ mediaId, publishedAt }: MediaItem): number => {
    const before = known.get(mediaId)
    // Published before the account was a professional one: never to have figures.
    if (before?.insightState === 'before_conversion') return 0
    const askedAt = askedBefore(before)
    if (askedAt === null) return Infinity
    const turn = cadence.find(({ youngerThanMs }) => ageOf(publishedAt) < youngerThanMs)
    return turn ? ageOf(askedAt) / turn.everyMs : 0
  }
  const rankOf = (item: MediaItem) => 2 * Number(ageOf(item.publishedAt) < freshMs) + Number(turnsOf(item) === Infinity)
  return items
    .filter((item) => turnsOf(item) >= 1)
    .toSorted((a, b) => {
      const [turnsA, turnsB] = [turnsOf(a), turnsOf(b)]
      const byTurns = isNewestFirst || turnsA === turnsB ? 0 : turnsB - turnsA
      return rankOf(b) - rankOf(a) || byTurns || b.publishedAt.getTime() - a.publishedAt.getTime()
    })
    .slice(0, most)
}

/** The young posts whose next age has come, the newest first. */
export function chooseByAge(
  items: readonly MediaItem[],
  known: Known,
  { now, readings }: { now: Date; readings: ReadonlyMap<string, readonly AgeReading[]> },
): MediaItem[] {
  return items.filter(({ mediaId, publishedAt }) => {
    if (now.getTime() - publishedAt.getTime() >= youngMs) return false
    const before = known.get(mediaId)
    if (before?.insightState === 'before_conversion') return false
    const kept = readings.get(mediaId) ?? []
    return isAgeDue({ publishedAt, askedAt: askedBefore(before), kept }, now)
  })
}

/** Stories that were never read, and those that end within hours. */
export function chooseStories(items: readonly MediaItem[], known: Known, now: Date): MediaItem[] {
  return items.filter(({ mediaId, publishedAt }) => {
    const readAt = known.get(mediaId)?.insightsAt ?? null
    return readAt === null || now.getTime() - publishedAt.getTime() >= lateStoryHours * hourMs
  })
}

/** Who asks for figures. */
interface FigureRequest {
  session: GraphSession
  known: Known
  now: Date
}

/**
 * The figures of one media. What Instagram does not give for it is a state, not a failure; what it refuses counts as
 * asked, so that the item waits for its next turn and does not hold up the others.
 * @throws GraphFailure that ends everything
 */
export async function readFigures({ session, known, now }: FigureRequest, item: MediaItem): Promise<MediaAnswer> {
  const isStory = item.productType === 'STORY'
  const isLate = isStory && isOverAt(item.publishedAt, now)
  const metrics = figuresOf(item.productType)
  const before = known.get(item.mediaId)?.refusedMetrics ?? []
  const refused = new Set(before)
  const answerOf = (state: MediaAnswer['state'], more: Partial<MediaAnswer> = {}): MediaAnswer => {
    // Where all are refused it was not about single metrics: they are asked for again.
    const refusedMetrics = metrics.every((metric) => refused.has(metric)) ? [] : [...refused].toSorted()
    const standard = { navigation: null, isGone: false, lateAnswer: null, refusal: null }
    return { item, figures: new Map(), state, refusedMetrics, ...standard, ...more }
  }
  try {
    const figures = await readWithoutRefused((asked, tries) => session.mediaFigures(item.mediaId, asked, tries), {
      metrics,
      refused,
      // Gone, too few viewers, published before the conversion: said of the media and not of a figure. A story that is
      // over is asked for once: whatever is refused, it is over.
      isAboutAll: ({ kind }) => isLate || kind === 'not_available',
    })
    const hasAnswered = figures.size > 0
    const more = isStory && hasAnswered ? await readNavigation(session, item, { refused, figures }) : {}
    const lateAnswer = hasAnswered ? 'answered' : 'silent'
    return answerOf(hasAnswered ? 'read' : 'no_figures', { figures, ...more, ...(isLate && { lateAnswer }) })
  } catch (error) {
    if (!(error instanceof GraphFailure) || endsEverything(error)) throw error
    const [state, more] = stateAfter(error)
    return answerOf(state, { ...more, ...(isLate && { lateAnswer: lateAnswerOf(error), refusal: null }) })
  }
}

/** What viewers of a story did. Whatever becomes of it, the figures that were read stay. */
async function readNavigation(
  session: GraphSession,
  { mediaId }: MediaItem,
  { refused, figures }: { refused: Set<string>; figures: Map<string, number> },
): Promise<Partial<MediaAnswer>> {
  if (refused.has(navigationMetric)) return {}
  try {
    const { total, actions } = await session.storyNavigation(mediaId)
    if (total !== null) figures.set(navigationMetric, total)
    return { navigation: actions }
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error
    if (error.kind === 'unsupported_metric') refused.add(navigationMetric)
    return endsEverything(error) ? { refusal: error } : {}
  }
}

/**
 * Outside a highlight Instagram refuses a story that is over in the words for one that is not there, or too little seen;
 * it answers again from the day on which somebody adds it to one. Only what was deleted never comes back.
 */
function lateAnswerOf(failure: GraphFailure): LateAnswer {
  const { kind } = failure
  const { code } = failure.details
  if (kind === 'transient') return 'failed'
  if (code === 24) return 'over'
  return code === 100 || (kind === 'not_available' && code === 10) ? 'silent' : 'failed'
}

function stateAfter(failure: GraphFailure): [MediaAnswer['state'], Partial<MediaAnswer>] {
  const { kind } = failure
  const { code, subcode } = failure.details
  if (subcode === 2_108_006) return ['before_conversion', {}]
  if (code === 24 || subcode === 2_207_006) return ['unavailable', { isGone: true }]
  if (kind === 'not_available' && code === 10) return ['too_few_viewers', {}]
  if (kind === 'unsupported_metric') return ['no_figures', {}]
  if (kind === 'not_available' || kind === 'rejected') return ['unavailable', {}]
  // Instagram answers so for some posts always, and for all while it is down or a permission is missing.
  return ['unavailable', { refusal: failure }]
}
