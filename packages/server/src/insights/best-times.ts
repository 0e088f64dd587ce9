import { clipped, mean, seededRandom } from './statistics.ts'

/** A post that is old enough to be judged, with when it was published. */
export interface TimedPost {
  /** 1 Monday to 7 Sunday. */
  weekday: number
  /** 0 to 23. */
  hour: number
  engagement: number
}

/** A time of the week, with how the posts that were published then did. */
export interface PostingTime {
  /** `null`: that hour on any weekday. */
  weekday: number | null
  hour: number
  posts: number
  /** Of a post on average, as it was counted. */
  engagement: number
  /** Of a post, to be expected: drawn toward the account's own, the more so the fewer posts there are. */
  expected: number
}

export interface PostingTimes {
  /** Monday first. */
  slots: PostingTime[]
  hours: PostingTime[]
  /** The best first. */
  bestSlots: PostingTime[]
  bestHours: PostingTime[]
  /** What a post of the account can be expected to get, whenever it is published. */
  usual: number
}

/** Fewer posts say nothing about their hour. */
export const fewestPosts = 5
const mostBest = 3
/** Of as many accounts that by chance had other posts of the same kind, how many have to say the same. */
const resamples = 100
const leastAgreement = 0.8
const leastAdvantage = 0.03

/** One rule for every list, map and table of best times. */
export function postingTimesOf(posts: readonly TimedPost[]): PostingTimes {
  const logs = clipped(
    posts.map(({ engagement }) => Math.log1p(Math.max(0, engagement))),
    4,
  )
  const slots = timesBy(posts, logs, ({ weekday, hour }) => weekday * 24 + hour)
  const hours = timesBy(posts, logs, ({ hour }) => hour)
  return {
    slots: slots.times.map(({ key, ...time }) => ({ ...time, weekday: Math.floor(key / 24) })),
    hours: hours.times.map(({ key: _hour, ...time }) => time),
    bestSlots: slots.best.map(({ key, ...time }) => ({ ...time, weekday: Math.floor(key / 24) })),
    bestHours: hours.best.map(({ key: _hour, ...time }) => time),
    usual: Math.round(Math.expm1(mean(logs))),
  }
}

type Keyed = PostingTime & { key: number }

function timesBy(
  posts: readonly TimedPost[],
  logs: readonly number[],
  keyOf: (post: TimedPost) => number,
): { times: Keyed[]; best: Keyed[] } {
  const keys = [...new Set(posts.map(keyOf))].toSorted((a, b) => a - b)
  const places = new Map(keys.map((key, place) => [key, place]))
  const placed = posts.map((post, index) => ({ place: places.get(keyOf(post)) ?? 0, value: logs[index] ?? 0 }))
  const shrunk = shrink(sumsOf(placed, keys.length))
  const engagement = keys.map(() => 0)
  const counts = keys.map(() => 0)
  for (const [index, { place }] of placed.entries()) {
    engagement[place] = (engagement[place] ?? 0) + (posts[index]?.engagement ?? 0)
    counts[place] = (counts[place] ?? 0) + 1
  }
  const times = keys.map((key, place) => ({
    key,
    weekday: null,
    hour: key % 24,
    posts: counts[place] ?? 0,
    engagement: (engagement[place] ?? 0) / Math.max(1, counts[place] ?? 0),
    expected: Math.round(10 * Math.expm1(shrunk.values[place] ?? 0)) / 10,
  }))
  const able = keys.flatMap((_, place) => ((counts[place] ?? 0) >= fewestPosts ? place : []))
  const steady = steadyPlaces(placed, { able, size: keys.length, shrunk })
  const best = times
    .filter((_, place) => steady.has(place))
    .toSorted((a, b) => b.expected - a.expected || a.key - b.key)
    .slice(0, mostBest)
  return { times, best }
}

interface Placed {
  place: number
  value: number
}

/** Of the posts of each time how many, their sum and their sum of squares. */
interface Sums {
  counts: Float64Array
  sums: Float64Array
  squares: Float64Array
}

function sumsOf(posts: Iterable<Placed>, size: number): Sums {
  const [counts, sums, squares] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
  for (const { place, value } of posts) {
    counts[place] = (counts[place] ?? 0) + 1
    sums[place] = (sums[place] ?? 0) + value
    squares[place] = (squares[place] ?? 0) + value * value
  }
  return { counts, sums, squares }
}

interface Shrunk {
  /** Of each time; the mean of all where it has no post. */
  values: Float64Array
  /** The mean of all. */
  whole: number
}

/**
 * Each time's mean, drawn toward the mean of all by how much the times differ among each other beside how much posts of one
 * time do (empirical Bayes with DerSimonian and Laird's estimate of the former).
 */
function shrink({ counts, sums, squares }: Sums): Shrunk {
  let [posts, total, within, used, squaredCounts] = [0, 0, 0, 0, 0]
  for (const [place, count] of counts.entries()) {
    const sum = sums[place] ?? 0
    if (count === 0) continue
    posts += count
    total += sum
    within += Math.max(0, (squares[place] ?? 0) - sum ** 2 / count)
    used += 1
    squaredCounts += count ** 2
  }
  const whole = total / Math.max(1, posts)
  const noise = within / Math.max(1, posts - used)
  let spread = 0
  for (const [place, count] of counts.entries())
    if (count > 0) spread += count * ((sums[place] ?? 0) / count - whole) ** 2
  const scale = posts - squaredCounts / Math.max(1, posts)
  const between = scale > 0 ? Math.max(0, (spread - (used - 1) * noise) / scale) : 0
  const values = new Float64Array(counts.length)
  for (const [place, count] of counts.entries()) {
    const own = count === 0 ? whole : (sums[place] ?? 0) / count
    const error = noise / Math.max(1, count)
    values[place] = whole + (between + error > 0 ? between / (between + error) : 0) * (own - whole)
  }
  return { values, whole }
}

/** Times that are among the best, and better than the account's mean, whichever of its posts had happened to be there. */
function steadyPlaces(
  placed: readonly Placed[],
  { able, size, shrunk }: { able: readonly number[]; size: number; shrunk: Shrunk },
): Set<number> {
  const isAbove = ({ values, whole }: Shrunk, place: number) => (values[place] ?? 0) > whole + leastAdvantage
  const hopeful = able.filter((place) => isAbove(shrunk, place))
  if (able.length < 2 || hopeful.length === 0) return new Set()
  const random = seededRandom(placed.length)
  const agreed = new Float64Array(size)
  const drawn = function* () {
    for (let count = 0; count < placed.length; count += 1) {
      const post = placed[Math.floor(random() * placed.length)]
      if (post !== undefined) yield post
    }
  }
  for (let round = 0; round < resamples; round += 1) {
    const again = shrink(sumsOf(drawn(), size))
    const best = able
      .filter((place) => isAbove(again, place))
      .toSorted((a, b) => (again.values[b] ?? 0) - (again.values[a] ?? 0))
    for (const place of best.slice(0, mostBest)) agreed[place] = (agreed[place] ?? 0) + 1
  }
  return new Set(hopeful.filter((place) => (agreed[place] ?? 0) >= leastAgreement * resamples))
}
