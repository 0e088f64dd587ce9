import { clipped, mean, seededRandom, variance } from './statistics.ts'

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
const resamples = 120
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
  const keys = posts.map(keyOf)
  const cells = cellsOf(keys, logs)
  const shrunk = shrink(cells)
  const sums = new Map<number, number>()
  for (const [index, post] of posts.entries()) {
    const key = keys[index] ?? 0
    sums.set(key, (sums.get(key) ?? 0) + post.engagement)
  }
  const times = [...cells.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([key, values]) => ({
      key,
      weekday: null,
      hour: key % 24,
      posts: values.length,
      engagement: (sums.get(key) ?? 0) / values.length,
      expected: Math.round(10 * Math.expm1(shrunk.get(key) ?? 0)) / 10,
    }))
  const steady = steadyKeys(keys, logs)
  const best = times
    .filter(({ key, posts: count }) => count >= fewestPosts && steady.has(key))
    .toSorted((a, b) => b.expected - a.expected || a.key - b.key)
    .slice(0, mostBest)
  return { times, best }
}

function cellsOf(keys: readonly number[], logs: readonly number[]): Map<number, number[]> {
  const cells = new Map<number, number[]>()
  for (const [index, key] of keys.entries()) {
    const cell = cells.get(key)
    const value = logs[index] ?? 0
    if (cell === undefined) cells.set(key, [value])
    else cell.push(value)
  }
  return cells
}

/**
 * Each cell's mean, drawn toward the mean of all by how much the cells differ among each other beside how much posts of
 * one cell do (empirical Bayes with DerSimonian and Laird's estimate of the former).
 */
function shrink(cells: ReadonlyMap<number, readonly number[]>): Map<number, number> {
  const all = [...cells.values()]
  const values = all.flat()
  const whole = mean(values)
  const freedom = all.reduce((sum, cell) => sum + Math.max(0, cell.length - 1), 0)
  const within =
    all.reduce((sum, cell) => sum + variance(cell) * Math.max(0, cell.length - 1), 0) / Math.max(1, freedom)
  const posts = values.length
  const squares = all.reduce((sum, cell) => sum + cell.length ** 2, 0)
  const spread = all.reduce((sum, cell) => sum + cell.length * (mean(cell) - whole) ** 2, 0)
  const scale = posts - squares / Math.max(1, posts)
  const between = scale > 0 ? Math.max(0, (spread - (all.length - 1) * within) / scale) : 0
  const result = new Map<number, number>()
  for (const [key, cell] of cells) {
    const error = within / cell.length
    const trusted = between + error > 0 ? between / (between + error) : 0
    result.set(key, whole + trusted * (mean(cell) - whole))
  }
  return result
}

/** Times that are among the best, and better than the account's mean, whichever of its posts had happened to be there. */
function steadyKeys(keys: readonly number[], logs: readonly number[]): Set<number> {
  const able = [...cellsOf(keys, logs)].filter(([, cell]) => cell.length >= fewestPosts).map(([key]) => key)
  const steady = new Set<number>()
  if (able.length < 2) return steady
  const whole = mean(logs)
  const original = shrink(cellsOf(keys, logs))
  if (able.every((key) => (original.get(key) ?? 0) <= whole + leastAdvantage)) return steady
  const random = seededRandom(keys.length)
  const agreed = new Map<number, number>()
  for (let round = 0; round < resamples; round += 1) {
    const chosen = keys.map(() => Math.floor(random() * keys.length))
    const cells = cellsOf(
      chosen.map((index) => keys[index] ?? 0),
      chosen.map((index) => logs[index] ?? 0),
    )
    const shrunk = shrink(cells)
    const usual = mean(chosen.map((index) => logs[index] ?? 0))
    const best = able
      .map((key) => ({ key, value: shrunk.get(key) ?? usual }))
      .filter(({ value }) => value > usual + leastAdvantage)
      .toSorted((a, b) => b.value - a.value)
      .slice(0, mostBest)
    for (const { key } of best) agreed.set(key, (agreed.get(key) ?? 0) + 1)
  }
  for (const key of able) {
    const isAbove = (original.get(key) ?? 0) > whole + leastAdvantage
    if (isAbove && (agreed.get(key) ?? 0) >= leastAgreement * resamples) steady.add(key)
  }
  return steady
}
