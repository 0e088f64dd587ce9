import { addDays } from '../instagram/days.ts'

export interface DayNet {
  day: string
  follows: number | null
  unfollows: number | null
}

/**
 * Follower totals of the days before the first real count, worked backwards: a day's total less what the day gained is
 * the total of the day before. Stops at the first day whose gain is unknown, since nothing before it can be known.
 * @returns newest first
 */
export function deriveFollowers(
  anchor: { day: string; followersCount: number },
  days: readonly DayNet[],
): { day: string; followersCount: number }[] {
  const byDay = new Map(days.map((net) => [net.day, net]))
  const derived: { day: string; followersCount: number }[] = []
  let { day, followersCount } = anchor
  for (;;) {
    const net = byDay.get(day)
    if (!net || net.follows === null || net.unfollows === null) return derived
    followersCount -= net.follows - net.unfollows
    if (followersCount < 0) return derived
    day = addDays(day, -1)
    derived.push({ day, followersCount })
  }
}
