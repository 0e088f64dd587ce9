import type { SyncMeasures } from '../events/catalogue.ts'
import { addDays } from '../instagram/days.ts'

/** Days that the best one is compared with: four whole weeks. */
export const bestDayWindow = 28
const longestStreak = 30

export interface Stored {
  /** Follower totals, oldest first; only counted ones are looked at. */
  snapshots: readonly { day: string; followersCount: number; source: 'observed' | 'derived' }[]
  /** Days with their reach, oldest first. */
  days: readonly { day: string; reach: number | null; isFinal: boolean }[]
  /** The first day of the connection: what was before it is no achievement. */
  connectedOn: string
  followers: number | null
}

/** What achievements are about, from what is stored. Unknown days break a streak: a gap is not growth. */
export function measureAccount({ snapshots, days, connectedOn, followers }: Stored): SyncMeasures {
  const counted = snapshots.filter(({ source }) => source === 'observed')
  return { followers, growthStreakDays: streakOf(counted), isBestDay: isBestDay(days, connectedOn) }
}

function streakOf(snapshots: readonly { day: string; followersCount: number }[]): number {
  let streak = 0
  for (let index = snapshots.length - 1; index > 0 && streak < longestStreak; index -= 1) {
    const [before, day] = [snapshots[index - 1], snapshots[index]]
    if (!before || !day || addDays(before.day, 1) !== day.day || day.followersCount <= before.followersCount) break
    streak += 1
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
