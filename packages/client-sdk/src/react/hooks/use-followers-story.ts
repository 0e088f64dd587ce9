import type { Account, GrowthResult } from '@instagram-dashboard/server/contract'
import { nextMilestone, passedMilestones, totalGains, useInstagramContext } from '../data/index.ts'
import { useForecast } from './metrics.ts'

/** What happened to the followers of a period, and what comes next, in sentences; those that nobody knows are `null`. */
export interface FollowersStory {
  /** How many there are, and when the next round count is expected. */
  now: string | null
  /** How many came and left; where Instagram has not said so, the change alone. */
  cameAndWent: string | null
  /** The best day, with what came with it. */
  bestDay: string | null
  /** The weakest, where there was a better one. */
  worstDay: string | null
  /** Round counts that were passed in the period, by the first day at or above each. */
  passed: ReadonlyMap<string, string>
}

/** @param today Instagram's day by the server's clock */
export function useFollowersStory(
  account: Pick<Account, 'id' | 'followersCount'>,
  { growth, today, namePost }: { growth: GrowthResult; today: string; namePost: (post: Named) => string },
): FollowersStory {
  const { t, format } = useInstagramContext()
  const { data: forecast } = useForecast({ accountId: account.id, metric: 'followersCount' })
  const { points, net, best, worst, bestPost } = growth
  const followers = account.followersCount ?? points.findLast((point) => point.followers !== null)?.followers ?? null
  const next = followers === null ? null : nextMilestone(followers, forecast?.points ?? [], today)
  const expected = next === null ? [] : [t.growth.milestone(format.compact(next.count), next.inDays)]
  const gains = totalGains(points)
  return {
    now: followers === null ? null : [t.growth.now(format.number(followers)), ...expected].join(' · '),
    cameAndWent: gains === null ? changed(net) : [told(gains), changed(gains.counted)].filter(Boolean).join(', '),
    bestDay: best === null || best.change <= 0 ? null : tellBestDay(best.date, format.signed(best.change)),
    worstDay:
      worst === null || worst.date === best?.date
        ? null
        : t.growth.worstDay(format.signed(worst.change), format.day(worst.date)),
    passed: new Map(passedMilestones(points).map(({ date, count }) => [date, format.compact(count)])),
  }

  function tellBestDay(date: string, change: string): string {
    const day = format.day(date)
    if (bestPost === null || bestPost === undefined) return t.growth.bestDay(change, day)
    return t.growth.bestDayPost(change, day, namePost(bestPost))
  }

  function told({ gained, lost }: { gained: number; lost: number }): string {
    return t.growth.cameAndWent(format.number(gained), format.number(lost))
  }

  function changed(sum: number | null): string | null {
    return sum === null ? null : t.growth.changed(format.signed(sum))
  }
}

type Named = NonNullable<GrowthResult['bestPost']>
