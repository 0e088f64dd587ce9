import { falseShare, strengthOf, type Finding, type History, type Post, type PostType } from './history.ts'
import { addDays } from '../instagram/index.ts'
import { differenceOf, studentQuantile } from './statistics.ts'

const daysBack = 90
/** A younger post has the figures of hours. */
const grownAfterDays = 2
const fewestOfType = 8
/** Kinds of posts differ by about this much on a log scale; more is believed only with many posts. */
const usualDifference = 0.5
const leastLift = Math.log(1.35)

const figures = ['reach', 'engagement'] as const

/** Which kind of post reaches or moves more than the others, each post counting once. */
export function contentTypes(history: History): Finding[] {
  const last = history.days.at(-1)
  const rangeFirst = history.days[history.rangeStart]
  if (last === undefined || rangeFirst === undefined) return []
  const earliest = addDays(last, 1 - daysBack)
  const first = rangeFirst < earliest ? rangeFirst : earliest
  const grown = history.posts.filter(({ day }) => day >= first && day <= addDays(last, -grownAfterDays))
  const tested = figures.flatMap((figure) => {
    const known = grown.flatMap((post) => {
      const value = post[figure]
      return value === null ? [] : [{ type: post.type, value: Math.log1p(value) }]
    })
    const types = [...new Set(known.map(({ type }) => type))]
    return types.flatMap((type) => {
      const of = known.filter((post) => post.type === type).map(({ value }) => value)
      const others = known.filter((post) => post.type !== type).map(({ value }) => value)
      if (of.length < fewestOfType || others.length < fewestOfType) return []
      return [{ figure, type, posts: of.length, others: others.length, ...differenceOf(of, others, usualDifference) }]
    })
  })
  const significant = tested
    .map((test) => ({
      ...test,
      threshold: studentQuantile(falseShare.content_type / tested.length / 2, test.freedom),
    }))
    .filter(({ score, shrunk, threshold }) => score >= threshold && shrunk >= leastLift)
    // Reach before engagement, then the greatest lift.
    .toSorted((a, b) => figures.indexOf(a.figure) - figures.indexOf(b.figure) || b.shrunk - a.shrunk)
  const best = significant[0]
  if (best === undefined) return []
  const { figure, type, posts, others, difference, shrunk, score, threshold } = best
  const usual = typicalOf(grown, figure, (post) => post.type !== type)
  const share = shareOf(type, history.splits[figure === 'engagement' ? 'engagement' : 'impressions'])
  return [
    {
      rule: 'content_type',
      subject: type,
      direction: 'up',
      metric: figure,
      numbers: {
        lift: round(Math.exp(shrunk)),
        measuredLift: round(Math.exp(difference)),
        posts,
        otherPosts: others,
        typical: typicalOf(grown, figure, (post) => post.type === type),
        typicalOfOthers: usual,
        ...(share === null ? {} : { sharePercent: Math.round(100 * share) }),
      },
      days: [],
      mediaId: null,
      type,
      evidence: {
        score: round(score),
        threshold: round(threshold),
        sampleSize: posts + others,
        baseline: usual,
        tests: tested.length,
      },
      strength: strengthOf(0.3 + 0.6 * shrunk),
    },
  ]
}

/** The middle one's figure. */
function typicalOf(posts: readonly Post[], figure: (typeof figures)[number], isOne: (post: Post) => boolean): number {
  const values = posts.filter(isOne).flatMap((post) => post[figure] ?? [])
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

const splitNames: Record<PostType, readonly string[]> = {
  reel: ['REEL', 'REELS'],
  carousel: ['CAROUSEL_CONTAINER', 'CAROUSEL'],
  image: ['POST', 'FEED'],
  video: ['VIDEO'],
}

/** How much of the range's numbers is of this kind, by Instagram's own word. */
function shareOf(type: PostType, shares: Readonly<Record<string, number>>): number | null {
  const all = Object.values(shares).reduce((sum, value) => sum + value, 0)
  const names = Object.keys(shares).filter((name) => splitNames[type].includes(name.toUpperCase()))
  if (all === 0 || names.length === 0) return null
  return names.reduce((sum, name) => sum + (shares[name] ?? 0), 0) / all
}

const round = (value: number) => Math.round(value * 100) / 100
