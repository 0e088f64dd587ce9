import type { History, Post, PostType, Series } from '../../src/insights/history.ts'

/**
 * Accounts made up day by day, with what was planted in them. Nothing here is taken from the code that looks for it: counts
 * are drawn from a negative binomial distribution, weekdays, drift and posts are the account's own.
 */
export interface SeededAccount {
  history: History
  planted: Planted[]
}

export type PlantKind = 'spike' | 'fall' | 'rise' | 'type' | 'hour' | 'followers' | 'streak'
export interface Planted {
  kind: PlantKind
  /** What a finding has to name: a day, a type, an hour. */
  subject: string
  mediaId: string | null
}

export interface Seeding {
  seed: number
  plant: PlantKind | null
  historyDays?: number
  rangeDays?: number
}

export function randomOf(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Draws {
  random(): number
  between(low: number, high: number): number
  normal(): number
  /** Mean and dispersion: the variance is mean + mean² / dispersion. */
  count(mean: number, dispersion: number): number
  pick<Item>(items: readonly [Item, ...Item[]]): Item
}

export function drawsOf(seed: number): Draws {
  const random = randomOf(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  function gamma(shape: number): number {
    if (shape < 1) return gamma(shape + 1) * (1 - random()) ** (1 / shape)
    const d = shape - 1 / 3
    for (;;) {
      const x = normal()
      const v = (1 + x / Math.sqrt(9 * d)) ** 3
      if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }
  function poisson(mean: number): number {
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
    const end = Math.exp(-mean)
    let count = 0
    for (let product = random(); product > end; product *= random()) count += 1
    return count
  }
  return {
    random,
    normal,
    between: (low, high) => low + (high - low) * random(),
    count: (mean, dispersion) => (mean <= 0 ? 0 : poisson((mean * gamma(dispersion)) / dispersion)),
    pick: (items) => items[Math.floor(random() * items.length)] ?? items[0],
  }
}

const dayMs = 86_400_000
const epoch = Date.UTC(2026, 0, 5)
export const dayName = (index: number) => new Date(epoch + index * dayMs).toISOString().slice(0, 10)

const types = ['image', 'carousel', 'reel'] as const satisfies readonly PostType[]

export function seedAccount({ seed, plant, historyDays = 210, rangeDays = 30 }: Seeding): SeededAccount {
  const { random, between, normal, count, pick } = drawsOf(seed)
  const total = historyDays + rangeDays
  const followers = Math.exp(between(Math.log(150), Math.log(2_000_000)))
  const base = followers * between(0.12, 0.8)
  const weekdays = Array.from({ length: 7 }, () => between(-0.35, 0.35))
  const drift = between(-0.0015, 0.002)
  const dispersion = Math.exp(between(Math.log(7), Math.log(60)))
  const memory = random() < 0.4 ? between(0.2, 0.5) : 0
  const mood: number[] = []
  for (let index = 0; index < total; index += 1)
    mood.push(memory * (mood[index - 1] ?? 0) + (memory > 0 ? 0.07 * normal() : 0))
  const planted: Planted[] = []
  const boost = Array.from({ length: total }, () => 1)
  const gainBoost = Array.from({ length: total }, () => 1)

  // Posts, by habits of this account.
  const aWeek = between(2, 7)
  const hours = [9, 12, 18, 21, ...(random() < 0.5 ? [15, 7] : [])]
  const weights = types.map(() => between(0.5, 1.2))
  const bestType = plant === 'type' ? pick(types) : null
  const bestHour = plant === 'hour' ? (hours[Math.floor(random() * hours.length)] ?? 9) : null
  const lift = between(2, 3.2)
  const postSpread = between(0.25, 0.55)
  const usualReach = base * between(0.3, 0.9)
  const rate = between(0.03, 0.12)
  const posts: Post[] = []
  const publish = (index: number, reachFactor = 1) => {
    const draw = random() * weights.reduce((sum, weight) => sum + weight, 0)
    const type = types[draw < (weights[0] ?? 0) ? 0 : draw < (weights[0] ?? 0) + (weights[1] ?? 0) ? 1 : 2] ?? 'image'
    const hour = hours[Math.floor(random() * hours.length)] ?? 9
    const better = (type === bestType ? lift : 1) * reachFactor
    const reach = count(usualReach * better * Math.exp(drift * (index - total)) * Math.exp(postSpread * normal()), 30)
    const engagement = count(reach * rate * (hour === bestHour ? lift : 1), 12)
    const post: Post = {
      mediaId: `post-${seed}-${posts.length}`,
      type,
      day: dayName(index),
      publishedAt: new Date(epoch + index * dayMs + (hour + 8) * 3_600_000),
      weekday: (index % 7) + 1,
      hour,
      reach,
      impressions: Math.round(reach * between(1.2, 1.8)),
      engagement,
      follows: null,
    }
    posts.push(post)
    return post
  }
  for (let index = 0; index < total; index += 1) if (random() < aWeek / 7) publish(index)

  const end = total - 3
  const start = historyDays
  if (plant === 'spike') {
    const day = Math.floor(between(start + 1, end - 3))
    const times = between(3, 8)
    for (const [later, part] of [1, 0.35, 0.12].entries()) boost[day + later] = 1 + (times - 1) * part
    const excess = base * (times - 1)
    const isBefore = random() < 0.3
    const own = publish(isBefore ? day - 1 : day)
    posts[posts.length - 1] = {
      ...own,
      reach: Math.round(excess * between(0.8, 1.6) + usualReach),
      impressions: Math.round(excess * 2 + usualReach),
      engagement: Math.round(excess * rate),
    }
    planted.push({ kind: 'spike', subject: dayName(day), mediaId: own.mediaId })
  }
  if (plant === 'fall' || plant === 'rise') {
    const day = Math.floor(between(start, end - 13))
    const times = plant === 'fall' ? between(0.35, 0.65) : between(1.6, 2.6)
    for (let index = day; index < total; index += 1) boost[index] = times
    planted.push({ kind: plant, subject: dayName(day), mediaId: null })
  }
  if (bestType !== null) planted.push({ kind: 'type', subject: bestType, mediaId: null })
  if (bestHour !== null) planted.push({ kind: 'hour', subject: String(bestHour), mediaId: null })
  const gains = Math.max(6, followers * between(0.0008, 0.004))
  if (plant === 'followers') {
    const day = Math.floor(between(start + 1, end - 1))
    gainBoost[day] = Math.max(between(4, 9), 1 + 25 / gains)
    const own = publish(random() < 0.3 ? day - 1 : day)
    posts[posts.length - 1] = { ...own, reach: Math.round(usualReach * between(2.5, 5)) }
    planted.push({ kind: 'followers', subject: dayName(day), mediaId: own.mediaId })
  }
  posts.sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime())

  const level = (index: number) =>
    base * Math.exp((weekdays[index % 7] ?? 0) + drift * (index - total) + (mood[index] ?? 0)) * (boost[index] ?? 1)
  const gaps = random() < 0.5 ? between(0, 0.08) : 0
  const isGap = Array.from({ length: total }, (_, index) => random() < gaps || index > end)
  const seriesOf = (mean: (index: number) => number, spread: number): Series => ({
    firstWeekday: 0,
    values: isGap.map((isMissing, index) => {
      const value = count(mean(index), spread)
      return isMissing ? null : value
    }),
  })
  const [perPerson, visits] = [between(1.4, 3), between(0.01, 0.05)]
  const reach = seriesOf(level, dispersion)
  const of = (factor: number, spread: number): Series => ({
    firstWeekday: 0,
    values: reach.values.map((value) => (value === null ? null : count(value * factor, spread))),
  })
  const follows = seriesOf((index) => gains * (gainBoost[index] ?? 1), between(6, 30))
  const lost = plant === 'streak' ? 1 : between(0.5, 0.8)
  const streakFrom = end - Math.floor(between(20, 34))
  const changes = follows.values.map((value, index) => {
    if (value === null) return null
    if (plant === 'streak' && index >= streakFrom) return Math.max(1, Math.round(value * 0.4))
    return value - count(gains * lost, 8)
  })
  if (plant === 'streak') planted.push({ kind: 'streak', subject: dayName(streakFrom), mediaId: null })
  return {
    planted,
    history: {
      days: Array.from({ length: total }, (_, index) => dayName(index)),
      rangeStart: historyDays,
      series: {
        reach,
        impressions: of(perPerson, 60),
        engagement: of(rate, 25),
        profileViews: of(visits, 20),
        follows,
      },
      changes,
      posts,
      splits: { impressions: {}, engagement: {} },
    },
  }
}
