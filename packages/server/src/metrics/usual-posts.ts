import { media, type mediaReadings } from '@instagram-dashboard/db'
import { medianSorted, quantileSorted } from 'simple-statistics'
import type { PostAge } from '../sync/post-ages.ts'
import { comparedFigures, type ComparedFigure } from './media-contract.ts'
import type { UsualComparison } from './media-history-contract.ts'
import { isCollaboration } from './present-media.ts'

/** Below so many posts of a type nothing is usual. */
export const fewestPosts = 12

type Reading = Awaited<ReturnType<typeof mediaReadings.listOfProduct>>[number]
/** Of each figure what the posts had, ascending. */
type Usual = ReadonlyMap<ComparedFigure, readonly number[]>

/** Instagram's name of each figure. */
export const figureNames: Record<ComparedFigure, string> = {
  views: 'views',
  reach: 'reach',
  engagement: 'total_interactions',
  likes: 'likes',
  comments: 'comments',
  saves: 'saved',
  shares: 'shares',
}

/** What an account's own posts of a type had at each age. What is known to be somebody else's is not the account's usual. */
export function usualOf(
  readings: readonly Reading[],
  { type, username }: { type: media.MediaType; username: string },
): Map<PostAge, Usual> {
  const own = readings.flatMap((reading) => {
    const isOwn = isCollaboration(reading, username) !== true && media.typeOf(reading) === type
    return isOwn ? [reading] : []
  })
  const byAge = Map.groupBy(own, ({ age }) => age)
  return new Map([...byAge].map(([age, rows]) => [age, valuesOf(rows)]))
}

function valuesOf(rows: readonly Reading[]): Usual {
  return new Map(
    comparedFigures.map((figure) => {
      const values = rows.flatMap(({ figures }) => figures[figureNames[figure]] ?? [])
      return [figure, values.toSorted((one, other) => one - other)]
    }),
  )
}

/** Each figure of a post at an age against what is usual then. */
export function compareWithUsual(
  figures: Readonly<Record<string, number>>,
  usual: Usual | undefined,
): Record<ComparedFigure, UsualComparison> {
  const compared = comparedFigures.map((figure) => {
    const values = usual?.get(figure) ?? []
    return [figure, compare(figures[figureNames[figure]] ?? null, values)] as const
  })
  // The guarantee: each figure has its entry.
  return Object.fromEntries(compared) as Record<ComparedFigure, UsualComparison>
}

/** The median and not the mean: one post that went round the world is not usual. */
function compare(value: number | null, ascending: readonly number[]): UsualComparison {
  const nothing = { times: null, usual: null, low: null, high: null, posts: ascending.length }
  if (ascending.length < fewestPosts) return { ...nothing, missingReason: 'too_few_posts' }
  const values = [...ascending]
  const usual = medianSorted(values)
  const known = { usual, low: quantileSorted(values, 0.1), high: quantileSorted(values, 0.9), posts: values.length }
  if (value === null) return { ...known, times: null, missingReason: 'not_known' }
  return usual === 0
    ? { ...known, times: null, missingReason: 'usual_is_zero' }
    : { ...known, times: value / usual, missingReason: null }
}
