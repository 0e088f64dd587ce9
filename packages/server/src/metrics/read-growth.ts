import { followerSnapshots, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { addDays } from '../instagram/days.ts'
import type { GrowthDay, GrowthResult, MetricsRangeInput } from './contract.ts'
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
  const rows = await followerSnapshots.listDays(db, account.id, { first, last: range.last })
  return growthOf(range.days, new Map(rows.map((row) => [row.day, row])))
}

type Snapshots = ReadonlyMap<string, Pick<followerSnapshots.FollowerSnapshotRow, 'followersCount' | 'source'>>

export function growthOf(days: readonly string[], snapshots: Snapshots): GrowthResult {
  const items = days.map((date): GrowthDay => {
    const today = snapshots.get(date)
    const dayBefore = snapshots.get(addDays(date, -1))
    return {
      date,
      followers: today?.followersCount ?? null,
      change: today && dayBefore ? today.followersCount - dayBefore.followersCount : null,
      derived: today?.source === 'derived',
    }
  })
  const known = items.flatMap(({ followers }) => (followers === null ? [] : [followers]))
  const changes = items.flatMap(({ date, change }) => (change === null ? [] : [{ date, change }]))
  const [firstKnown] = known
  const lastKnown = known.at(-1)
  const byChange = changes.toSorted((a, b) => b.change - a.change)
  return {
    items,
    net: firstKnown === undefined || lastKnown === undefined || known.length < 2 ? null : lastKnown - firstKnown,
    best: byChange[0] ?? null,
    worst: byChange.at(-1) ?? null,
  }
}
