import type { followerCounts } from '@instagram-dashboard/db'
import { addDays } from '../instagram/index.ts'
import { dayOfCount, latestBelievable } from './day-of-count.ts'
import type { DayNet } from './day-net.ts'

/** A day's total at its end, from a count made near it. */
export interface CountedTotal {
  followers: number
  /** How far from the truth it can be, because followers come and go unevenly over a day. */
  slack: number
  /** Orders totals that say the same: the smaller one is nearer to the truth. */
  doubt: number
  /** What it was corrected by does not change any more. */
  isSettled: boolean
}

/** What the counts say of one day. */
export interface CountsOfDay {
  /** From the count that closes the day, less the part of the next day's gains that came since midnight. */
  closing: CountedTotal | null
  /** The newest count of the day while it was under way, as it is. */
  running: { followers: number; takenAt: Date } | null
  /** From the running count and what the rest of the day should have brought; of a day whose gains are known. */
  fromRunning: CountedTotal | null
}

export const noCounts: CountsOfDay = { closing: null, running: null, fromRunning: null }

// Followers come unevenly: in an hour half as many again as the average is still usual.
const unevenness = 1.5
// As much as a few followers: whether a part of one was counted already is only known of a part near a whole number.
const doubtOfRounding = 3

/** Sorts counts by the day that they tell of. */
export function countedTotals(
  counts: readonly followerCounts.FollowerTotalRow[],
  { netOf, now }: { netOf: (day: string) => DayNet; now: Date },
): Map<string, CountsOfDay> {
  const days = new Map<string, CountsOfDay>()
  const ordered = counts
    .filter(({ takenAt }) => takenAt <= latestBelievable(now))
    .toSorted((a, b) => a.takenAt.getTime() - b.takenAt.getTime())
  for (const { takenAt, followersCount } of ordered) {
    const { kind, day, share } = dayOfCount(takenAt)
    const known = days.get(day) ?? noCounts
    if (kind === 'closing') {
      const closing =
        known.closing ?? closingTotal(followersCount, share, { own: netOf(day), next: netOf(addDays(day, 1)) })
      days.set(day, { ...known, closing })
    } else {
      const running = { followers: followersCount, takenAt }
      days.set(day, { ...known, running, fromRunning: totalFromRunning(followersCount, share, netOf(day)) })
    }
  }
  return days
}

function closingTotal(count: number, share: number, { own, next }: { own: DayNet; next: DayNet }): CountedTotal {
  const isKnown = next.whole !== null
  const slack = slackOf(share, isKnown ? next.moved : own.moved)
  const since = share * (next.whole ?? 0)
  const isRounded = Math.round(since) !== Math.trunc(since)
  return {
    followers: count - Math.round(since),
    slack,
    doubt: slack + (isRounded ? doubtOfRounding : 0),
    isSettled: next.state !== 'awaited' || (isKnown && slack === 0),
  }
}

function totalFromRunning(count: number, share: number, { whole, moved, state }: DayNet): CountedTotal | null {
  if (whole === null) return null
  const slack = slackOf(Math.min(share, 1 - share), moved)
  return {
    followers: count + Math.round((1 - share) * whole),
    slack,
    doubt: slack,
    isSettled: state !== 'awaited',
  }
}

function slackOf(share: number, moved: number): number {
  const usual = share * moved
  // Instagram's whole numbers and the rounding of the correction are one more.
  return usual < 0.5 ? 0 : Math.ceil(unevenness * usual) + 1
}
