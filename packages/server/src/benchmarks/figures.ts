import { benchmarks, type Handle } from '@instagram-dashboard/db'
import { dayMs } from '../clock/index.ts'
import { addDays, dayOf, endOfDay, startOfDay } from '../instagram/index.ts'
import { benchmarkMetricNames, cellOf, type BenchmarkMetric } from './grids.ts'

/** Four whole weeks, so that every weekday counts alike. */
const length = 28
/** Then Instagram has stopped to correct a day. */
const settledAfterDays = 4
/** Fewer known days are no four weeks. */
const fewestDays = 14

export interface Window {
  first: string
  last: string
}

export interface Figures {
  /** By the followers at the end; `null` where nobody counted. */
  cell: string | null
  values: Record<BenchmarkMetric, number | null>
}

/**
 * The newest four weeks that are settled, of those that follow each other without a gap since 1970. The same days for
 * everybody, and new ones four weeks later: answers of each day would together tell what the noise of one hides.
 */
export function newestWindow(now: Date): Window {
  const settled = Date.parse(addDays(dayOf(now), -settledAfterDays)) / dayMs
  const last = new Date((Math.floor((settled + 1) / length) * length - 1) * dayMs).toISOString().slice(0, 10)
  return { first: addDays(last, 1 - length), last }
}

/** The figures of some accounts over a window, by account. */
export async function readFigures(
  db: Handle,
  ids: readonly string[],
  { first, last }: Window,
): Promise<Map<string, Figures>> {
  const before = addDays(first, -1)
  const sums = new Map((await benchmarks.sumsOf(db, ids, { first, last })).map((row) => [row.accountId, row]))
  const totals = new Map(
    (await benchmarks.followersOf(db, ids, { first: before, last })).map((row) => [
      `${row.accountId} ${row.day}`,
      row.followers,
    ]),
  )
  const span = { from: startOfDay(first), until: endOfDay(last) }
  const posts = new Map((await benchmarks.postsOf(db, ids, span)).map((row) => [row.accountId, row.posts]))
  return new Map(
    ids.map((id) => {
      const followers = totals.get(`${id} ${last}`) ?? null
      const values = valuesOf({
        sum: sums.get(id),
        followers,
        followersBefore: totals.get(`${id} ${before}`) ?? null,
        posts: posts.get(id) ?? 0,
      })
      return [id, { cell: followers === null ? null : cellOf(followers), values }]
    }),
  )
}

interface Read {
  sum: { days: number; reach: number | null; engagement: number | null } | undefined
  followers: number | null
  followersBefore: number | null
  posts: number
}

function valuesOf({ sum, followers, followersBefore, posts }: Read): Figures['values'] {
  const isKnown = sum !== undefined && sum.days >= fewestDays
  const [days, reach, engagement] = isKnown ? [sum.days, sum.reach ?? 0, sum.engagement ?? 0] : [0, 0, 0]
  return {
    engagementRate: reach > 0 ? (100 * engagement) / reach : null,
    reachPerFollower: days > 0 && followers !== null && followers > 0 ? (100 * reach) / days / followers : null,
    followersGrowthPercent:
      followers !== null && followersBefore !== null && followersBefore > 0
        ? (100 * (followers - followersBefore)) / followersBefore
        : null,
    postsPerWeek: isKnown ? (7 * posts) / length : null,
  }
}

/** An account is counted with all of its figures or with none. */
export function isWhole({ cell, values }: Figures): boolean {
  return cell !== null && benchmarkMetricNames.every((name) => values[name] !== null)
}
