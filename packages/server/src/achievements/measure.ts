import type { followerDays } from '@instagram-dashboard/db'
import type { SyncMeasures } from '../events/catalogue.ts'
import { addDays } from '../instagram/index.ts'

/** Days that the best one is compared with: four whole weeks. */
export const bestDayWindow = 28
/** How far back growth day after day is looked at. */
export const longestStreak = 30

export interface Stored {
  /** Days with what they gained, oldest first; only final ones are looked at. */
  followed: readonly Pick<followerDays.FollowerDay, 'day' | 'change' | 'isFinal'>[]
  /** Days with their reach, oldest first. */
  days: readonly { day: string; reach: number | null; isFinal: boolean }[]
  /** The first day of the connection: what was before it is no achievement. */
  connectedOn: string
  followers: number | null
}

/** What achievements are about, from what is stored. Unknown days break a streak: a gap is not growth. */
export function measureAccount({ followed, days, connectedOn, followers }: Stored): SyncMeasures {
  return { followers, growthStreakDays: streakOf(followed, connectedOn), isBestDay: isBestDay(days, connectedOn) }
}

/** Days in a row, up to the newest final one, that gained more than they lost. */
function streakOf(followed: Stored['followed'], connectedOn: string): number {
  const final = followed.filter(({ day, isFinal }) => isFinal && day >= connectedOn)
  let next: string | null = null
  let streak = 0
  for (const { day, change } of final.toReversed()) {
    if (change === null || change <= 0 || (next !== null && addDays(day, 1) !== next)) break
    streak += 1
    next = day
  }
  return streak
}

function isBestDay(days: Stored['days'], connectedOn: string): boolean {
  const final = days.filter(({ isFinal }) => isFinal).slice(-(bestDayWindow + 1))
  const last = final.at(-1)
  const newest = last?.reach ?? null
  if (last === undefined || last.day < connectedOn) return false
  if (newest === null || newest === 0 || final.length <= bestDayWindow) return false
  return final.slice(0, -1).every(({ reach }) => reach !== null && reach < newest)
}
