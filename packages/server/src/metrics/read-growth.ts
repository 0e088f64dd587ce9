import { followerSnapshots, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { addDays } from '../instagram/days.ts'
import type { GrowthPoint, GrowthResult, MetricsRangeInput } from './contract.ts'
import { resolveRange } from './range.ts'

/** Followers per day from stored counts; a day that nobody counted and nothing could be worked out for is `null`. */
export async function readGrowth(
  { db, clock }: Deps,
  account: accounts.AccountRow,
  input: MetricsRangeInput,
): Promise<GrowthResult> {
  const range = resolveRange(input, clock.now())
  // One day more, so that the first day of the range has a day before it.
  const first = addDays(range.first, -1)
  const rows = await followerSnapshots.listCounts(db, account.id, { first, last: range.last })
  return growthOf(range.days, new Map(rows.map((row) => [row.day, row])))
}

type Snapshots = ReadonlyMap<string, Pick<followerSnapshots.FollowerCountRow, 'followersCount' | 'source'>>

export function growthOf(days: readonly string[], snapshots: Snapshots): GrowthResult {
  let dayBefore = days[0] === undefined ? undefined : snapshots.get(addDays(days[0], -1))
  let firstKnown: GrowthPoint | null = null
  let lastKnown: GrowthPoint | null = null
  let best: GrowthResult['best'] = null
  let worst: GrowthResult['worst'] = null
  const points: GrowthPoint[] = []
  for (const date of days) {
    const today = snapshots.get(date)
    const change = today && dayBefore ? today.followersCount - dayBefore.followersCount : null
    const followers = today?.followersCount ?? null
    const item = {
      date,
      followers,
      change,
      isFinal: false,
      isDerived: today?.source === 'derived',
      isEstimated: change !== null,
    }
    points.push(item)
    if (followers !== null) {
      firstKnown ??= item
      lastKnown = item
    }
    // Of equal days the best is the first and the worst the last.
    if (change !== null && (best === null || change > best.change)) best = { date, change }
    if (change !== null && (worst === null || change <= worst.change)) worst = { date, change }
    dayBefore = today
  }
  return { points, net: netOf(firstKnown, lastKnown), best, worst }
}

/** One count alone says nothing of growth. */
function netOf(first: GrowthPoint | null, last: GrowthPoint | null): number | null {
  if (first === last || first?.followers == null || last?.followers == null) return null
  return last.followers - first.followers
}
