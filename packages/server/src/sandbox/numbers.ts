import { endOfDay, hourMs, startOfDay, weekday, type Day } from './days.ts'
import { followersCurve, movesOf, type Override } from './followers.ts'
import type { Lateness } from './lateness.ts'
import { memoize } from './memoize.ts'
import type { SandboxPerson } from './people.ts'
import { chance, roundByChance } from './random.ts'
import { advertisingFactor, plannedFactor, spike, weeklyRhythm } from './rhythms.ts'

/** Metrics counted by day, in the names of the account insights edge; saves is `saved` only at media level. */
export const dailyMetrics = [
  'reach',
  'views',
  'accounts_engaged',
  'total_interactions',
  'likes',
  'comments',
  'saves',
  'shares',
  'replies',
  'reposts',
  'profile_links_taps',
  'profile_views',
  'website_clicks',
] as const
export type DailyMetric = (typeof dailyMetrics)[number]

/** The numbers of one Los Angeles day as they are served now; null = not served. */
export type DayNumbers = {
  day: Day
  /** Followers in total at the end of the day, or now if the day is today. */
  followers: number
  gained: number | null
  lost: number | null
} & Record<DailyMetric, number | null>

/** What changes the numbers from outside. */
export interface NumbersInput {
  seed: string
  now: Date
  lateHours: number
  lateness: Lateness | null
  /** Whether the question may be one in which Instagram leaves a number out; never when days are added up. */
  mayOmit: boolean
  override: Override
}

/** The numbers of one person, one Los Angeles day at a time. */
export function numbersOfDay(
  person: SandboxPerson,
  day: Day,
  input: NumbersInput,
  followersBefore: number,
): DayNumbers {
  const { seed, now, override } = input
  const name = person.username
  const share = dayShare(day, now)
  const moves = movesOf(person, day, seed, override)
  // The total moves with the clock, whatever is said about the day, and reaches the day's own end exactly.
  const net = Math.trunc((moves.gained - moves.lost) * share)
  const followers = override(name, 'followers', day) ?? followersBefore + net
  if (startOfDay(day).getTime() > now.getTime()) return { day, followers, ...everyNumber(() => null) }
  const { lateness } = input
  if (lateness !== null) {
    const whole = { ...moves, ...metricsOf(person, day, seed, 1) }
    const served = everyNumber((metric) => {
      const said = override(name, metric, day)
      const part = said === null ? null : lateness.shareServed(name, metric, { day, now, mayOmit: input.mayOmit })
      return part === null ? null : Math.ceil((said ?? whole[metric]) * part)
    })
    return { day, followers, ...served }
  }
  if (input.lateHours > 0 && now.getTime() < endOfDay(day).getTime() + input.lateHours * hourMs)
    return { day, followers, ...everyNumber(() => null) }
  const gained = Math.floor(moves.gained * share)
  const served = { gained, lost: gained - net, ...metricsOf(person, day, seed, share * correction(day, now)) }
  return { day, followers, ...everyNumber((metric) => replaced(override(name, metric, day), served[metric])) }
}

/** What Instagram says of the day in the end, however late it is now; null = it never says it. */
export function finalNumbers(
  person: SandboxPerson,
  day: Day,
  { seed, override }: Pick<NumbersInput, 'seed' | 'override'>,
  followersBefore: number,
): DayNumbers {
  const name = person.username
  const moves = movesOf(person, day, seed, override)
  const whole = { ...moves, ...metricsOf(person, day, seed, 1) }
  return {
    day,
    followers: override(name, 'followers', day) ?? followersBefore + moves.gained - moves.lost,
    ...everyNumber((metric) => replaced(override(name, metric, day), whole[metric])),
  }
}

function replaced(by: number | null | undefined, value: number): number | null {
  return by === undefined ? value : by
}

function everyNumber(
  read: (metric: 'gained' | 'lost' | DailyMetric) => number | null,
): Omit<DayNumbers, 'day' | 'followers'> {
  const metrics = Object.fromEntries(dailyMetrics.map((metric) => [metric, read(metric)]))
  return { gained: read('gained'), lost: read('lost'), ...(metrics as Record<DailyMetric, number | null>) }
}

/** The day's metrics when this share of the day has been counted. They are asked for again and again, once per metric. */
const metricsOf = memoize(
  (person: SandboxPerson, day: Day, seed: string, share: number) => `${seed}|${person.username}|${day}|${share}`,
  computeMetrics,
)

function computeMetrics(person: SandboxPerson, day: Day, seed: string, share: number): Record<DailyMetric, number> {
  const name = person.username
  const draw = (metric: string, low: number, high: number) => low + chance(seed, name, metric, day) * (high - low)
  const full =
    followersCurve(person, day) *
    person.reachRate *
    (weeklyRhythm[weekday(day)] ?? 1) *
    draw('noise', 1 - person.noise, 1 + person.noise) *
    spike(person, day, seed) *
    plannedFactor(person, day) *
    advertisingFactor(person, day)
  const part = (metric: string, whole: number) =>
    Math.floor(roundByChance(whole, seed, name, metric, 'round', day) * share)
  const engagement = draw('engagement', 0.05, 0.09)
  const likes = part('likes', full * engagement)
  const comments = part('comments', full * engagement * draw('comments', 0.04, 0.09))
  const saves = part('saves', full * engagement * draw('saves', 0.06, 0.14))
  const shares = part('shares', full * engagement * draw('shares', 0.05, 0.16))
  // Meta counts no replies where the law of Europe protects who wrote them.
  const replies = person.isInEurope ? 0 : part('replies', full * engagement * draw('replies', 0.01, 0.05))
  const reposts = part('reposts', full * engagement * draw('reposts', 0, 0.03))
  const interactions = likes + comments + saves + shares + replies + reposts
  const reach = Math.max(part('reach', full), interactions)
  const profileViews = part('profile_views', full * draw('profile_views', 0.03, 0.07))
  return {
    reach,
    views: Math.floor(reach * draw('views', 1.6, 2.5)),
    accounts_engaged: Math.floor(interactions * draw('accounts_engaged', 0.72, 0.92)),
    total_interactions: interactions,
    likes,
    comments,
    saves,
    shares,
    replies,
    reposts,
    profile_links_taps: Math.floor(profileViews * draw('profile_links_taps', 0.02, 0.08)),
    profile_views: profileViews,
    website_clicks: person.website === null ? 0 : Math.floor(profileViews * draw('website_clicks', 0.04, 0.12)),
  }
}

/** Which part of the day's numbers exists: today grows from its midnight to its end, faster towards the evening. */
function dayShare(day: Day, now: Date): number {
  const start = startOfDay(day).getTime()
  const elapsed = (now.getTime() - start) / (endOfDay(day).getTime() - start)
  return elapsed >= 1 ? 1 : Math.max(0, elapsed) ** 1.3
}

/** Meta corrects the numbers of recent days; here the first three days after a day's end. */
function correction(day: Day, now: Date): number {
  const age = (now.getTime() - endOfDay(day).getTime()) / hourMs
  if (age < 24) return 0.93
  if (age < 48) return 0.97
  return age < 72 ? 0.99 : 1
}
