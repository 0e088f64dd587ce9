import { dayNumber, endOfDay, type Day } from './days.ts'
import type { MediaHistory } from './media-history.ts'
import type { SandboxPerson } from './people.ts'
import { chance } from './random.ts'
import { advertisingFactor, postFactor } from './rhythms.ts'

/** The present names of content types at account level, and the older ones, which know no carousels. */
export type ContentTypeNames = 'present' | 'older'

export const contentTypes = ['POST', 'REEL', 'CAROUSEL_CONTAINER', 'STORY', 'AD'] as const
export type ContentType = (typeof contentTypes)[number]

const typeOf = { IMAGE: 'POST', CAROUSEL: 'CAROUSEL_CONTAINER', REEL: 'REEL', STORY: 'STORY' } as const
const sizes = { IMAGE: 0.7, CAROUSEL: 0.9, REEL: 1.5, STORY: 0.12 } as const
/** How much of what a post brings comes on its first day, its second … */
const dailyShares = [0.46, 0.2, 0.1, 0.06, 0.04, 0.03, 0.02]
/** What everything older still brings on an ordinary day. */
const older: Readonly<Partial<Record<ContentType, number>>> = { POST: 0.04, REEL: 0.07, CAROUSEL_CONTAINER: 0.03 }

/** What is unlike views: nobody saves a story, an ad is looked at and seldom more. 0 = never. */
const leanings: Readonly<Record<string, Readonly<Partial<Record<ContentType, number>>>>> = {
  total_interactions: { STORY: 0.4, AD: 0.3 },
  likes: { STORY: 0.4, AD: 0.3 },
  comments: { STORY: 0, AD: 0.2, POST: 1.2 },
  saves: { STORY: 0, AD: 0.2, CAROUSEL_CONTAINER: 1.6 },
  shares: { STORY: 0.5, AD: 0.1, REEL: 1.5 },
  views: { REEL: 1.2 },
  replies: { POST: 0, REEL: 0, CAROUSEL_CONTAINER: 0, AD: 0 },
  reposts: { STORY: 0, AD: 0 },
}

interface SharesInput {
  seed: string
  history: MediaHistory
  /** Posts of the day that are later than this have brought nothing. */
  now: Date
}

/** What part of the day each content type has, of one metric; the parts have no particular sum. */
export function contentShares(
  person: SandboxPerson,
  { metric, day }: { metric: string; day: Day },
  input: SharesInput,
): Record<ContentType, number> {
  const shares = { ...sharesOfDay(person, day, input) }
  for (const type of contentTypes) {
    if (shares[type] === 0) continue
    const noise = 0.85 + 0.3 * chance(input.seed, person.username, 'content type', metric, type, day)
    shares[type] *= noise * (leanings[metric]?.[type] ?? 1)
  }
  return shares
}

type Shares = Readonly<Record<ContentType, number>>

const kept = new WeakMap<MediaHistory, Map<string, Shares>>()
const mostKept = 20_000

/** The same for every metric, so that it is kept once the day is over. */
function sharesOfDay(person: SandboxPerson, day: Day, input: SharesInput): Shares {
  if (endOfDay(day) > input.now) return computeShares(person, day, input)
  const known = kept.get(input.history) ?? new Map<string, Shares>()
  kept.set(input.history, known)
  const key = `${person.username} ${day}`
  const shares = known.get(key) ?? computeShares(person, day, input)
  if (known.size >= mostKept) known.clear()
  known.set(key, shares)
  return shares
}

function computeShares(person: SandboxPerson, day: Day, { seed, history, now }: SharesInput): Shares {
  const shares: Record<ContentType, number> = { POST: 0, REEL: 0, CAROUSEL_CONTAINER: 0, STORY: 0, AD: 0 }
  for (const [daysAgo, share] of dailyShares.entries()) {
    for (const media of history.everPublished(person, dayNumber(day) - daysAgo)) {
      if (media.publishedAt > now || (media.kind === 'STORY' && daysAgo > 1)) continue
      shares[typeOf[media.kind]] += share * sizes[media.kind] * postFactor(person, media, seed)
    }
  }
  for (const type of contentTypes) shares[type] += older[type] ?? 0
  const organic = contentTypes.reduce((sum, type) => sum + shares[type], 0)
  shares.AD = organic * (advertisingFactor(person, day) - 1)
  return shares
}

/** The shares under the names that are in use; the older ones count carousels with the other posts. */
export function namedShares(
  { POST, REEL, CAROUSEL_CONTAINER, STORY, AD }: Readonly<Record<ContentType, number>>,
  names: ContentTypeNames,
): Record<string, number> {
  return names === 'present'
    ? { POST, REEL, CAROUSEL_CONTAINER, STORY, AD }
    : { FEED: POST + CAROUSEL_CONTAINER, REELS: REEL, STORY, AD }
}
