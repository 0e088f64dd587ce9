import { mediaTags, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { engagementRate } from '../metrics/daily-metrics.ts'
import type { TagsListResult } from './contract.ts'

/** An account's tags with how many posts have each and how they did on average. */
export async function listTags(
  { db }: Pick<Deps, 'db'>,
  account: Pick<accounts.AccountRow, 'id'>,
): Promise<TagsListResult> {
  const rows = await mediaTags.summarize(db, account.id)
  const items = rows.map(({ tag, posts, ratedReach, ratedEngagement, ...averages }) => ({
    tag,
    posts,
    averages: { ...averages, engagementRate: engagementRate(ratedEngagement, ratedReach) },
  }))
  return { items: items.toSorted((one, other) => other.posts - one.posts || one.tag.localeCompare(other.tag)) }
}
