import { accounts, dailyMetrics, followerDays, media, type Database } from '@instagram-dashboard/db'
import { account, day, followerDay } from '../../db/test/rows.ts'
import type { BenchmarkMetric } from '../src/benchmarks/grids.ts'
import { newestWindow } from '../src/benchmarks/figures.ts'
import { createRandom } from '../src/benchmarks/noise.ts'
import { addDays, daysFrom, startOfDay } from '../src/instagram/index.ts'

export interface SeededAccount {
  id: string
  userId: string
  followers: number
  values: Record<BenchmarkMetric, number>
}

export interface SeedOptions {
  now: Date
  size: number
  /** How many accounts a user has. */
  perUser?: number
  /** The range of followers, evenly over its orders of magnitude. */
  followers: readonly [fewest: number, most: number]
  seed: string
  /** The number of the first. */
  first?: number
}

/** Accounts with four settled weeks whose figures are spread as those of creators are: many small ones and few large. */
export async function seedAccounts(db: Database, options: SeedOptions): Promise<SeededAccount[]> {
  const { now, size, perUser = 1, followers: bounds, seed, first = 0 } = options
  const random = createRandom(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const window = newestWindow(now)
  const days = daysFrom(window.first, window.last)
  const made: SeededAccount[] = []
  const batch = 100
  for (let start = 0; start < size; start += batch) {
    await db.transaction(async (tx) => {
      for (let index = start; index < Math.min(size, start + batch); index += 1) {
        const id = `seeded-${String(first + index).padStart(6, '0')}`
        const userId = `user-${Math.floor((first + index) / perUser)}`
        const followers = Math.round(bounds[0] * (bounds[1] / bounds[0]) ** random())
        const growth = 0.8 * normal() + 0.6
        const before = Math.max(1, Math.round(followers / (1 + growth / 100)))
        const reach = Math.max(1, Math.round((followers * Math.exp(2.4 + 0.8 * normal())) / 100))
        const engagement = Math.round((reach * Math.exp(1.4 + 0.7 * normal())) / 100)
        const posts = Math.max(0, Math.round(Math.exp(2 + 0.8 * normal()) - 1))
        await accounts.insert(tx, account(id, { userId, followersCount: followers }))
        await dailyMetrics.saveDays(
          tx,
          days.map((date) => day(id, date, { reach, totalInteractions: engagement })),
        )
        const ends = [
          followerDay(addDays(window.first, -1), { followers: before }),
          followerDay(window.last, { followers }),
        ]
        await followerDays.saveDays(tx, { accountId: id, now }, ends)
        await media.save(
          tx,
          Array.from({ length: posts }, (_, post) => postOf(id, post, startOfDay(window.first))),
        )
        made.push({
          id,
          userId,
          followers,
          values: {
            engagementRate: (100 * engagement) / reach,
            reachPerFollower: (100 * reach) / followers,
            followersGrowthPercent: (100 * (followers - before)) / before,
            postsPerWeek: posts / 4,
          },
        })
      }
    })
  }
  return made
}

function postOf(accountId: string, index: number, from: Date): media.MediaRow {
  return {
    ...blankPost,
    accountId,
    mediaId: `${accountId}-${index}`,
    publishedAt: new Date(from.getTime() + (index + 1) * 600_000),
    seenAt: from,
  }
}

const blankPost = {
  productType: 'FEED',
  mediaType: 'IMAGE',
  caption: null,
  permalink: null,
  previewUrl: null,
  ownerUsername: null,
  views: null,
  reach: null,
  totalInteractions: null,
  likes: null,
  comments: null,
  saved: null,
  shares: null,
  figures: {},
  insightState: 'unread' as const,
  refusedMetrics: [],
  navigation: null,
  insightsAt: null,
  nextReadAt: null,
  goneAt: null,
} satisfies Partial<media.MediaRow>

/** Below how many percent of some accounts each of them really is, equal ones in their middle. */
export function truePercentiles(some: readonly SeededAccount[], metric: BenchmarkMetric): Map<string, number> {
  const sorted = some.map(({ values }) => values[metric]).toSorted((a, b) => a - b)
  const places = new Map<number, { first: number; last: number }>()
  for (const [index, value] of sorted.entries()) {
    const known = places.get(value)
    places.set(value, { first: known?.first ?? index, last: index })
  }
  return new Map(
    some.map(({ id, values }) => {
      const { first = 0, last = 0 } = places.get(values[metric]) ?? {}
      return [id, (100 * ((first + last) / 2 + 0.5)) / some.length]
    }),
  )
}
