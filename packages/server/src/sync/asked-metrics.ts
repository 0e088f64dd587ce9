import { addDays, metricsOfForm } from '../instagram/index.ts'

export const followsMetric = 'follows_and_unfollows'

/** Instagram keeps days for two years, and answers with an error for older ones. */
export const keptDays = 729
/** For older days the breakdown of who followed and unfollowed comes back empty, whatever happened on them. */
export const followsKeptDays = 365
const minimumFollowersForFollows = 100

/** The metrics that the totals of a day are asked with; `follower_count` is a series of its own and ends early. */
export const totalMetrics: readonly string[] = [...metricsOfForm('series'), ...metricsOfForm('day_total')]

export interface Askable {
  today: string
  /** The Los Angeles day on which the account was first connected. */
  since: string
  /** `null` when nobody knows: then it is asked as of a large account. */
  followersCount: number | null
  /** Instagram's names of the metrics that it refuses for this account. */
  refusedMetrics: ReadonlySet<string>
}

/** Whether who followed and unfollowed on a day is worth a question: not offered under a hundred followers. */
export function asksFollows(day: string, { today, followersCount, refusedMetrics }: Omit<Askable, 'since'>): boolean {
  if (refusedMetrics.has(followsMetric) || day < addDays(today, -followsKeptDays)) return false
  return (followersCount ?? minimumFollowersForFollows) >= minimumFollowersForFollows
}

/** Instagram's names of the totals that an account is asked for. */
export function askedTotals({ refusedMetrics }: Pick<Askable, 'refusedMetrics'>): string[] {
  return totalMetrics.filter((metric) => !refusedMetrics.has(metric))
}
