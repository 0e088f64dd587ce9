import { dayMs, hourMs } from './days.ts'
import { followersCurve } from './followers.ts'
import type { Media } from './media-history.ts'
import { memoize } from './memoize.ts'
import type { SandboxPerson } from './people.ts'
import { chance, chanceBetween } from './random.ts'
import { postFactor } from './rhythms.ts'
import type { SandboxState } from './state.ts'

/** Lifetime numbers of one media, in the names of the media insights edge (`saved`, not `saves`). */
export interface MediaNumbers {
  views: number
  reach: number
  likes: number
  comments: number
  saved: number
  shares: number
  reposts: number
  total_interactions: number
  follows: number
  profile_visits: number
  profile_activity: number
  replies: number
  navigation: number
  ig_reels_avg_watch_time: number
  ig_reels_video_view_total_time: number
  reels_skip_rate: number
}

const sizes = { IMAGE: 0.7, CAROUSEL: 0.9, REEL: 1.5, STORY: 0.25 } as const
/** What a post brings: most in its first hours, some in its first days, a little for weeks; by the hours of each. */
const growth = [
  { share: 0.55, hours: 8 },
  { share: 0.33, hours: 48 },
  { share: 0.12, hours: 500 },
]

/** The numbers as the insights edge says them now, with the likes that a test set; null = the media is too fresh. */
export function mediaInsightsAt(
  state: SandboxState,
  person: SandboxPerson,
  media: Media,
  at = state.now(),
): MediaNumbers | null {
  // The list knows of a like before the insights do.
  const behind = chanceBetween(60, 300, state.settings.seed, media.id, 'behind') * 1000
  const counted = new Date(at.getTime() - behind)
  return counted < media.publishedAt ? null : numbersAt(state, person, media, counted)
}

/** The likes and comments that the list says now. */
export function listedNumbers(
  state: SandboxState,
  person: SandboxPerson,
  media: Media,
): Pick<MediaNumbers, 'likes' | 'comments'> {
  return numbersAt(state, person, media, state.now())
}

function numbersAt(state: SandboxState, person: SandboxPerson, media: Media, at: Date): MediaNumbers {
  const numbers = mediaNumbers(person, media, { seed: state.settings.seed, at })
  const likes = state.overrides.likes.get(media.id)
  return typeof likes === 'number'
    ? { ...numbers, likes, total_interactions: numbers.total_interactions - numbers.likes + likes }
    : numbers
}

/** What of a media is by chance; asked for with every reading of it. */
const drawsOf = memoize(
  (person: SandboxPerson, media: Media, seed: string) => `${seed}|${person.username}|${media.id}`,
  computeDraws,
)

function computeDraws(person: SandboxPerson, media: Media, seed: string) {
  const draw = (metric: string, low: number, high: number) =>
    low + chance(seed, person.username, media.id, metric) * (high - low)
  return {
    luck: draw('luck', 0.4, 1.8),
    viralLuck: draw('luck', 1, 1.3),
    pace: draw('pace', 0.7, 1.4),
    likes: draw('likes', 0.04, 0.12),
    comments: draw('comments', 0.002, 0.012),
    saved: draw('saved', 0.004, 0.03),
    shares: draw('shares', 0.002, 0.03),
    reposts: draw('reposts', 0, 0.004),
    replies: draw('replies', 0, 0.012),
    views: draw('views', 1.15, 1.9),
    watch: draw('watch', 3_200, 14_500),
    follows: draw('follows', 0, 0.004),
    visits: draw('visits', 0.004, 0.02),
    activity: draw('activity', 0.001, 0.006),
    navigation: draw('navigation', 0.8, 1.1),
    skip: draw('skip', 18, 62),
    /** One post in seven loses some of its reach and follows on one of its days. */
    lossAfterHours: draw('loses', 0, 1) < 1 / 7 ? draw('loses after', 72, 300) : Infinity,
  }
}

function mediaNumbers(person: SandboxPerson, media: Media, { seed, at }: { seed: string; at: Date }): MediaNumbers {
  const draws = drawsOf(person, media, seed)
  const age = (at.getTime() - media.publishedAt.getTime()) / hourMs
  const isStory = media.kind === 'STORY'
  const grown = isStory ? storyGrowth(media, age) : postGrowth(age / draws.pace)
  const factor = postFactor(person, media, seed)
  const full =
    followersCurve(person, media.day) *
    person.reachRate *
    sizes[media.kind] *
    (factor > 1 ? draws.viralLuck * factor : draws.luck)
  const part = (whole: number) => Math.floor(whole * grown)
  const kept = age >= draws.lossAfterHours ? 0.94 : 1
  const reach = part(full * kept)
  const likes = isStory ? 0 : Math.floor(full * draws.likes * grown * likesDrift(media, age, seed))
  const comments = isStory ? 0 : part(full * draws.comments)
  const saved = isStory ? 0 : part(full * draws.saved)
  const shares = part(full * draws.shares)
  const reposts = part(full * draws.reposts)
  // Nobody's replies are counted where the law of Europe protects who wrote them.
  const replies = isStory && !person.isInEurope ? part(full * draws.replies) : 0
  const views = Math.floor(part(full) * draws.views)
  const watchTime = Math.floor(draws.watch * (1 - 0.1 * grown))
  return {
    views,
    reach,
    likes,
    comments,
    saved,
    shares,
    reposts,
    total_interactions: likes + comments + saved + shares + reposts + replies,
    follows: part(full * draws.follows * kept),
    profile_visits: part(full * draws.visits),
    profile_activity: part(full * draws.activity),
    replies,
    navigation: Math.floor(views * draws.navigation),
    ig_reels_avg_watch_time: watchTime,
    ig_reels_video_view_total_time: watchTime * views,
    reels_skip_rate: Math.round(draws.skip * 10) / 10,
  }
}

function postGrowth(age: number): number {
  return growth.reduce((sum, { share, hours }) => sum + share * (1 - Math.exp(-age / hours)), 0)
}

/** Nobody sees a story after its day, but in a highlight. */
function storyGrowth({ highlightedAfter }: Media, age: number): number {
  const ofItsDay = 1 - Math.exp(-Math.min(age, 24) / 7)
  if (highlightedAfter === undefined || age < highlightedAfter) return ofItsDay
  return ofItsDay + 0.2 * (1 - Math.exp(-(age - highlightedAfter) / 200))
}

/** Likes come for ever, a few each month, and on some days a few are taken back. */
function likesDrift(media: Media, age: number, seed: string): number {
  const days = Math.floor((age * hourMs) / dayMs)
  return 1 + 0.03 * Math.log1p(days / 30) - 0.006 * chance(seed, media.id, 'taken back', days)
}
