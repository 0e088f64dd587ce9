import { media, type accounts } from '@instagram-dashboard/db'
import { mean } from 'simple-statistics'
import { dayMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { round } from './daily-metrics.ts'
import { comparedFigures, type AverageComparison, type ComparedFigure, type MediaItem } from './media-contract.ts'
import { isCollaboration } from './present-media.ts'

/** Of fewer posts nothing is the average. */
const fewestAveraged = 5
/** What a younger post has still grows: most of what a post gets it has after a week. */
const grownAfterMs = 7 * dayMs
/** About a year of whoever posts every second day. */
const mostAveraged = 200

type Figures = Record<ComparedFigure, number | null>

/** By type what a post of the account has on average. */
export interface AveragePosts {
  now: Date
  byType: ReadonlyMap<media.MediaType, { posts: number; average: Figures }>
}

/** What the account's own posts have on average, by type: those that do not grow any more, the newest 200. */
export async function averagePosts(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { id, username }: Pick<accounts.AccountRow, 'id' | 'username'>,
): Promise<AveragePosts> {
  const now = clock.now()
  const before = new Date(now.getTime() - grownAfterMs)
  const rows = await media.listAveraged(db, id, { before, limit: mostAveraged })
  const own = Map.groupBy(
    rows.filter((row) => isCollaboration(row, username) !== true),
    media.typeOf,
  )
  return {
    now,
    byType: new Map([...own].map(([type, posts]) => [type, { posts: posts.length, average: averageOf(posts) }])),
  }
}

function averageOf(posts: readonly media.AveragedPost[]): Figures {
  return ofEach((figure) => {
    const known = posts.flatMap((post) => post[figure] ?? [])
    return known.length < fewestAveraged ? null : round(mean(known))
  })
}

/** A post against the average of its type; `null` of a story. */
export function compareWithAverage(item: MediaItem, { now, byType }: AveragePosts): AverageComparison | null {
  if (item.type === 'story') return null
  const { posts = 0, average = ofEach(() => null) } = byType.get(item.type) ?? {}
  const times = ofEach((figure) => {
    const [value, usual] = [item[figure], average[figure]]
    return value === null || usual === null || usual === 0 ? null : round(value / usual)
  })
  return { times, average, posts, isGrowing: now.getTime() - item.publishedAt.getTime() < grownAfterMs }
}

function ofEach(value: (figure: ComparedFigure) => number | null): Figures {
  // The guarantee: each figure has its entry.
  return Object.fromEntries(comparedFigures.map((figure) => [figure, value(figure)])) as Figures
}
