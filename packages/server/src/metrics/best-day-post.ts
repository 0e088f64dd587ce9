import { media, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { typeOf } from '../insights/load-history.ts'
import { postThatBrought } from '../insights/post-behind.ts'
import { median } from '../insights/statistics.ts'
import { addDays, endOfDay, startOfDay } from '../instagram/index.ts'
import type { MetricsReadInput } from './contract.ts'
import type { GrowthResult } from './growth-contract.ts'
import type { InsightPost } from './insights-contract.ts'
import { postOf } from './present-finding.ts'
import { readGrowth } from './read-growth.ts'

/** What an account's posts usually reach is known from so many before. */
const usualPosts = 60
/** A day that is little better than the others needs no post to explain it. */
const leastRatio = 1.5
const leastExcess = 3

/** Followers per day, with the post behind the best one; as of an instant without it, for figures of then are not kept. */
export async function readGrowthWithPost(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'createdAt'>,
  input: MetricsReadInput,
): Promise<GrowthResult> {
  const growth = await readGrowth(deps, account, input)
  return input.asOf === undefined ? { ...growth, bestPost: await findBestPost(deps, account.id, growth) } : growth
}

async function findBestPost(
  { db }: Pick<Deps, 'db'>,
  accountId: string,
  { points, best }: Pick<GrowthResult, 'points' | 'best'>,
): Promise<InsightPost | null> {
  if (best === null) return null
  const usual = median(points.flatMap(({ change }) => change ?? []))
  const excess = best.change - usual
  if (excess < leastExcess || best.change < leastRatio * usual) return null
  const since = startOfDay(addDays(best.date, -1))
  const published = await media.listPublished(db, accountId, { since, until: endOfDay(best.date) })
  // Most days have none, and then what is usual need not be known.
  if (published.length === 0) return null
  const near = published.map((row) => ({ row, reach: row.reach, follows: row.figures['follows'] ?? null }))
  const others = await media.listAveraged(db, accountId, { before: since, limit: usualPosts })
  const behind = postThatBrought(near, others, excess)
  return behind && postOf(behind.row, typeOf(behind.row))
}
