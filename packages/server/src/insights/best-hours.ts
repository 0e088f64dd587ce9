import { addDays } from '../instagram/index.ts'
import { fewestPosts, postingTimesOf, type PostingTime } from './best-times.ts'
import { falseShare, strengthOf, type Finding, type History, type Post } from './history.ts'
import { differenceOf, mean, studentQuantile } from './statistics.ts'

export const bestTimesDays = 180
/** A post of minutes ago has the engagement of minutes, and would make its hour a bad one. */
export const grownAfterDays = 2
/** Hours differ by about this much on a log scale. */
const usualDifference = 0.35
const leastLift = Math.log(1.3)

interface Judged {
  post: Post & { engagement: number }
  /** On a log scale, without what its kind of post usually adds. */
  value: number
}

/** The hour at which posts do better than at the others, by the rule of the best times, where chance does not explain it. */
export function bestHours({ posts, days }: History): Finding[] {
  const last = days.at(-1)
  if (last === undefined) return []
  const [first, until] = [addDays(last, 1 - bestTimesDays), addDays(last, -grownAfterDays)]
  const judged = withoutKind(
    posts.flatMap((post) => {
      const { engagement } = post
      return engagement === null || post.day < first || post.day > until ? [] : [{ ...post, engagement }]
    }),
  )
  const times = postingTimesOf(judged.map(({ post }) => post))
  const able = [...times.hours, ...times.slots].filter((time) => time.posts >= fewestPosts)
  const tested = [...times.bestHours, ...times.bestSlots].flatMap((time) => {
    const isThen = ({ post }: Judged) => post.hour === time.hour && (time.weekday ?? post.weekday) === post.weekday
    const then = judged.filter(isThen).map(({ value }) => value)
    const others = judged.filter((one) => !isThen(one)).map(({ value }) => value)
    if (then.length < fewestPosts || others.length < fewestPosts) return []
    const difference = differenceOf(then, others, usualDifference)
    const threshold = studentQuantile(falseShare.best_hour / able.length, difference.freedom)
    return [{ time, threshold, ...difference }]
  })
  const best = tested
    .filter(({ score, threshold, shrunk }) => score >= threshold && shrunk >= leastLift)
    .toSorted((a, b) => b.score - a.score)[0]
  return best === undefined ? [] : [findingOf(best, { usual: times.usual, posts: judged.length, tests: able.length })]
}

/** A kind of post that does better would make the hour of its posts a better one. */
function withoutKind(posts: readonly Judged['post'][]): Judged[] {
  const logs = posts.map(({ engagement }) => Math.log1p(engagement))
  const whole = mean(logs)
  const kinds = new Map<string, number>()
  for (const type of new Set(posts.map((post) => post.type))) {
    const own = logs.filter((_, index) => posts[index]?.type === type)
    kinds.set(type, own.length < fewestPosts ? 0 : mean(own) - whole)
  }
  return posts.map((post, index) => ({ post, value: (logs[index] ?? 0) - (kinds.get(post.type) ?? 0) }))
}

function findingOf(
  { time, shrunk, score, threshold }: { time: PostingTime; shrunk: number; score: number; threshold: number },
  { usual, posts, tests }: { usual: number; posts: number; tests: number },
): Finding {
  const { weekday, hour } = time
  return {
    rule: 'best_hour',
    subject: weekday === null ? `hour ${hour}` : `weekday ${weekday} hour ${hour}`,
    direction: 'up',
    metric: 'engagement',
    numbers: {
      hour,
      ...(weekday === null ? {} : { weekday }),
      posts: time.posts,
      engagement: Math.round(time.engagement),
      expected: time.expected,
      usual,
      lift: Math.round(100 * Math.exp(shrunk)) / 100,
    },
    days: [],
    mediaId: null,
    type: null,
    evidence: {
      score: Math.round(100 * score) / 100,
      threshold: Math.round(100 * threshold) / 100,
      sampleSize: posts,
      baseline: usual,
      tests,
    },
    strength: strengthOf(0.2 + 0.6 * shrunk),
  }
}
