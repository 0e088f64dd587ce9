import { hourMs } from './days.ts'
import type { Media } from './media-history.ts'
import type { SandboxPerson } from './people.ts'
import { chance } from './random.ts'
import { spike } from './rhythms.ts'
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

/** The numbers as they are now, with the likes that a test set. */
export function mediaNumbersNow(state: SandboxState, person: SandboxPerson, media: Media): MediaNumbers {
  const numbers = mediaNumbers(person, media, { seed: state.settings.seed, now: state.now() })
  const likes = state.overrides.likes.get(media.id)
  return typeof likes === 'number'
    ? { ...numbers, likes, total_interactions: numbers.total_interactions - numbers.likes + likes }
    : numbers
}

/** Grows fast on the first day and slowly after. */
function mediaNumbers(person: SandboxPerson, media: Media, { seed, now }: { seed: string; now: Date }): MediaNumbers {
  const draw = (metric: string, low: number, high: number) =>
    low + chance(seed, person.username, media.id, metric) * (high - low)
  const age = (now.getTime() - media.publishedAt.getTime()) / hourMs
  const grown = 1 - Math.exp(-age / (media.kind === 'STORY' ? 7 : 30))
  const ordinary = person.followers * person.reachRate * sizes[media.kind]
  const full = ordinary * draw('luck', 0.4, 1.8) * spike(person, media.day, seed)
  const part = (whole: number) => Math.floor(whole * grown)
  const reach = part(full)
  const isStory = media.kind === 'STORY'
  const likes = isStory ? 0 : part(full * draw('likes', 0.04, 0.12))
  const comments = isStory ? 0 : part(full * draw('comments', 0.002, 0.012))
  const saved = isStory ? 0 : part(full * draw('saved', 0.004, 0.03))
  const shares = part(full * draw('shares', 0.002, 0.03))
  const reposts = part(full * draw('reposts', 0, 0.004))
  const replies = isStory ? part(full * draw('replies', 0, 0.012)) : 0
  const views = Math.floor(reach * draw('views', 1.15, 1.9))
  const watchTime = Math.floor(draw('watch', 3_200, 14_500))
  return {
    views,
    reach,
    likes,
    comments,
    saved,
    shares,
    reposts,
    total_interactions: likes + comments + saved + shares + reposts + replies,
    follows: part(full * draw('follows', 0, 0.004)),
    profile_visits: part(full * draw('visits', 0.004, 0.02)),
    profile_activity: part(full * draw('activity', 0.001, 0.006)),
    replies,
    navigation: Math.floor(views * draw('navigation', 0.8, 1.1)),
    ig_reels_avg_watch_time: watchTime,
    ig_reels_video_view_total_time: watchTime * views,
    reels_skip_rate: Math.round(draw('skip', 18, 62) * 10) / 10,
  }
}
