import { media, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { typeOf } from '../insights/load-history.ts'
import { postThatBrought } from '../insights/post-behind.ts'
import { median } from '../insights/statistics.ts'
import { addDays, dayOf, endOfDay, startOfDay } from '../instagram/index.ts'
import type { MetricsReadInput } from './contract.ts'
import type { GrowthResult } from './growth-contract.ts'
import type { InsightPost } from './insights-contract.ts'
import { postOf } from './present-finding.ts'
import { readGrowth } from './read-growth.ts'

/** What an account's posts usually reach is known from those of so many days. */
const usualDays = 90
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
  const published = await media.listPublished(db, accountId, {
    since: startOfDay(addDays(best.date, -usualDays)),
    until: endOfDay(best.date),
  })
  const posts = published.map((row) => ({ row, reach: row.reach, follows: row.figures['follows'] ?? null }))
  const isNear = ({ row }: (typeof posts)[number]) => dayOf(row.publishedAt) >= addDays(best.date, -1)
  const others = posts.filter((post) => !isNear(post))
  const behind = postThatBrought(posts.filter(isNear), others, excess)
  return behind && postOf(behind.row, typeOf(behind.row))
}
