import type { History, Post } from './history.ts'
import { median, robustDeviation, studentQuantile } from './statistics.ts'

/** A post explains a day when it alone has this much of what was too much. */
const explainingShare = 0.5
/** And when it did this much better than the account's posts do. */
const aboveUsual = 1.3
const fewestOthers = 5

type Figure = 'reach' | 'impressions' | 'engagement'

interface Excess {
  history: History
  /** The day, as a place in the history. */
  index: number
  figure: Figure
  /** How much more it was than expected. */
  excess: number
}

/** The post of that day or the day before whose figures explain what was too much; `null` when none does. */
export function postBehind({ history, index, figure, excess }: Excess): Post | null {
  const near = postsNear(history, index)
  const others = history.posts.filter((post) => !near.includes(post)).flatMap((post) => post[figure] ?? [])
  const usual = others.length < fewestOthers ? 0 : median(others)
  const able = near.filter((post) => {
    const value = post[figure] ?? 0
    return value >= explainingShare * excess && value >= aboveUsual * usual
  })
  return best(able, figure)
}

/** Posts that were published on a day or the day before. */
export function postsNear({ posts, days }: History, index: number): Post[] {
  const near = [days[index - 1], days[index]]
  return posts.filter(({ day }) => near.includes(day))
}

/** Of a day's excess of followers a post has to have brought, where Instagram says how many followers a post brought. */
const broughtShare = 0.3
/** Where it does not: how much better than the account's posts a post must have done. */
const reachAboveUsual = 1.5

/**
 * The post near a day that brought its followers: whoever posts every day has a post beside every good day, and one that
 * did as usual explains nothing.
 * @param near published on that day or the day before, `others` at other times
 * @param excess followers of the day beyond the usual
 * @returns `null` when none explains it, or too few others are known to say what is usual
 */
export function postThatBrought<One extends Pick<Post, 'follows' | 'reach'>>(
  near: readonly One[],
  others: readonly Pick<Post, 'reach'>[],
  excess: number,
): One | null {
  const known = others.flatMap(({ reach }) => reach ?? [])
  const usual = known.length < fewestOthers ? null : median(known)
  const brought = near.filter(({ follows, reach }) => {
    if (follows !== null) return follows >= broughtShare * excess
    return usual !== null && reach !== null && reach >= reachAboveUsual * usual
  })
  return brought.toSorted((a, b) => (b.follows ?? 0) - (a.follows ?? 0) || (b.reach ?? 0) - (a.reach ?? 0))[0] ?? null
}

const best = (posts: readonly Post[], figure: Figure): Post | null =>
  posts.toSorted((a, b) => (b[figure] ?? 0) - (a[figure] ?? 0))[0] ?? null

const fewestForOutlier = 8

/** Whether a post did far better than the account's posts do, as chance lets few of so many do. */
export function isOutlier({ posts, days, rangeStart }: History, { mediaId, reach }: Post, falseShare: number): boolean {
  const others = posts.flatMap((post) =>
    post.mediaId === mediaId || post.reach === null ? [] : Math.log1p(post.reach),
  )
  if (reach === null || others.length < fewestForOutlier) return false
  const first = days[rangeStart] ?? ''
  const tests = posts.filter(({ day }) => day >= first).length
  const deviation = Math.max(0.1, robustDeviation(others))
  const score = (Math.log1p(reach) - median(others)) / (deviation * Math.sqrt(1 + 1.57 / others.length))
  return score >= studentQuantile(falseShare / Math.max(1, tests), 0.4 * others.length)
}
