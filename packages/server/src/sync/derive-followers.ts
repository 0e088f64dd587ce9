import { dailyMetrics, followerSnapshots, type Handle } from '@instagram-dashboard/db'
import { addDays } from '../instagram/days.ts'
import { historyDays } from './plan-days.ts'

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

/**
 * Works the totals before the first count out anew, where what was saved just now can have changed them.
 * @param days Los Angeles days of which something was saved
 */
export async function deriveHistory(
  tx: Handle,
  { accountId, days, now }: { accountId: string; days: readonly string[]; now: Date },
): Promise<void> {
  const anchor = await followerSnapshots.findFirstObserved(tx, accountId)
  // Only days up to the first count say anything about the days before it.
  if (!anchor || !days.some((day) => day <= anchor.day)) return
  const range = { first: addDays(anchor.day, -historyDays), last: anchor.day }
  const derived = deriveFollowers(anchor, await dailyMetrics.listDays(tx, accountId, range))
  const known = await followerSnapshots.listCounts(tx, accountId, { ...range, first: addDays(range.first, -1) })
  const counts = new Map(known.map(({ day, followersCount }) => [day, followersCount]))
  const changed = derived.filter(({ day, followersCount }) => counts.get(day) !== followersCount)
  await followerSnapshots.saveDerived(
    tx,
    changed.map((day) => ({ ...day, accountId, takenAt: now })),
  )
}
