import type { accounts, followerDays } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { MetricsReadInput } from './contract.ts'
import { correctedFollowers } from './corrected-since.ts'
import type { GrowthPoint, GrowthResult } from './growth-contract.ts'
import { readRange } from './range.ts'
import { viewOf } from './view.ts'

/** Followers per day, as they were worked out; a day of which nothing is known is `null`. */
export async function readGrowth(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'createdAt'>,
  { asOf, ...input }: MetricsReadInput,
): Promise<GrowthResult> {
  const view = viewOf(deps, account, asOf)
  const range = await readRange(deps, account.id, { ...input, view })
  return {
    ...growthOf(range.days, await view.readings.listGrowth(range)),
    ...(asOf && (await correctedFollowers(deps, account, { ...range, asOf }))),
  }
}

type GrowthRow = followerDays.GrowthRow & Pick<followerDays.FollowerDay, 'isImported'>

/** @param stored days within the range, oldest first */
export function growthOf(days: readonly string[], stored: readonly GrowthRow[]): GrowthResult {
  const known = new Map(stored.map((day) => [day.day, day]))
  let best: GrowthResult['best'] = null
  let worst: GrowthResult['worst'] = null
  const points = days.map((date): GrowthPoint => {
    const day = known.get(date)
    if (day === undefined) return blankPoint(date)
    const { followers, change, isFinal, isDerived, isEstimated } = day
    const { gained, lost } = toldOf(day)
    // Of equal days the best is the first and the worst the last.
    if (change !== null && (best === null || change > best.change)) best = { date, change }
    if (change !== null && (worst === null || change <= worst.change)) worst = { date, change }
    const point = { date, followers, change, gained, lost, isFinal, isDerived, isEstimated }
    return day.isImported ? { ...point, imported: true } : point
  })
  return { points, net: netOf(stored), best, worst }
}

/** Who came and who went, where that is what the change says. */
function toldOf({ change, isEstimated, follows, unfollows }: followerDays.GrowthRow): {
  gained: number | null
  lost: number | null
} {
  const isSaid = !isEstimated && follows !== null && unfollows !== null && follows - unfollows === change
  return isSaid ? { gained: follows, lost: unfollows } : { gained: null, lost: null }
}

/** What the known changes make together; `null` when none is known. */
export function netOf(days: readonly Pick<followerDays.FollowerDay, 'change'>[]): number | null {
  let net: number | null = null
  for (const { change } of days) if (change !== null) net = (net ?? 0) + change
  return net
}

function blankPoint(date: string): GrowthPoint {
  return {
    date,
    followers: null,
    change: null,
    gained: null,
    lost: null,
    isFinal: false,
    isDerived: false,
    isEstimated: false,
  }
}
