import { dayFromNumber, dayNumber, endOfDay, startOfDay, weekday, type Day } from './days.ts'
import { anchorDay, type SandboxPerson } from './people.ts'
import { chance, roundByChance } from './random.ts'

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
  override(username: string, metric: string, day: Day): number | null | undefined
}

const weeklyRhythm = [0.82, 0.95, 1.02, 1.06, 1.08, 1.12, 0.9]
const anchorNumber = dayNumber(anchorDay)
const hour = 3_600_000

/** The numbers of one person, one Los Angeles day at a time. */
export function numbersOfDay(
  person: SandboxPerson,
  day: Day,
  input: NumbersInput,
  followersBefore: number,
): DayNumbers {
  const { seed, now } = input
  const name = person.username
  const override = (metric: string, value: number | null) => {
    const replaced = input.override(name, metric, day)
    return replaced === undefined ? value : replaced
  }
  const isFuture = startOfDay(day).getTime() > now.getTime()
  const isLate = input.lateHours > 0 && now.getTime() < endOfDay(day).getTime() + input.lateHours * hour
  const share = isFuture ? 0 : dayShare(day, now)
  const [gainedFinal, lostFinal] = followerMoves(person, day, seed)
  const gained = override('gained', Math.floor(gainedFinal * share)) ?? 0
  const lost = override('lost', Math.floor(lostFinal * share)) ?? 0

  const served = share * correction(day, now)
  const draw = (metric: string, low: number, high: number) => low + chance(seed, name, metric, day) * (high - low)
  const full =
    followersCurve(person, day) *
    person.reachRate *
    (weeklyRhythm[weekday(day)] ?? 1) *
    draw('noise', 0.75, 1.25) *
    spike(person, day, seed)
  const part = (metric: string, whole: number) =>
    Math.floor(roundByChance(whole, seed, name, metric, 'round', day) * served)
  const engagement = draw('engagement', 0.05, 0.09)
  const likes = part('likes', full * engagement)
  const comments = part('comments', full * engagement * draw('comments', 0.04, 0.09))
  const saves = part('saves', full * engagement * draw('saves', 0.06, 0.14))
  const shares = part('shares', full * engagement * draw('shares', 0.05, 0.16))
  const replies = part('replies', full * engagement * draw('replies', 0.01, 0.05))
  const reposts = part('reposts', full * engagement * draw('reposts', 0, 0.03))
  const interactions = likes + comments + saves + shares + replies + reposts
  const reach = Math.max(part('reach', full), interactions)
  const profileViews = part('profile_views', full * draw('profile_views', 0.03, 0.07))
  const values: Record<DailyMetric, number> = {
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
  const hidden = isFuture || isLate
  const metrics = Object.fromEntries(
    dailyMetrics.map((metric) => [metric, hidden ? null : override(metric, values[metric])]),
  ) as Record<DailyMetric, number | null>
  return {
    day,
    followers: override('followers', followersBefore + gained - lost) ?? 0,
    gained: hidden ? null : override('gained', gained),
    lost: hidden ? null : override('lost', lost),
    ...metrics,
  }
}

/** Followers at the end of each day, added up from the anchor day so that every day is the day before plus its moves. */
export class FollowerTotals {
  readonly #totals = new Map<string, number>()
  readonly #seed: string
  readonly #override: NumbersInput['override']

  constructor(seed: string, override: NumbersInput['override']) {
    this.#seed = seed
    this.#override = override
  }

  /** Call after an override of gained or lost. */
  forget(): void {
    this.#totals.clear()
  }

  /** Followers in the last instant of a day that is over. */
  endOf(person: SandboxPerson, day: Day): number {
    const target = dayNumber(day)
    const step = target >= anchorNumber ? 1 : -1
    let number = target
    while (number !== anchorNumber && !this.#totals.has(`${person.username} ${number}`)) number -= step
    let total =
      number === anchorNumber
        ? person.followers
        : (this.#totals.get(`${person.username} ${number}`) ?? person.followers)
    while (number !== target) {
      const moved = this.#net(person, dayFromNumber(step > 0 ? number + 1 : number))
      number += step
      total = Math.max(0, total + step * moved)
      this.#totals.set(`${person.username} ${number}`, total)
    }
    return total
  }

  #net(person: SandboxPerson, day: Day): number {
    const [gained, lost] = followerMoves(person, day, this.#seed)
    const name = person.username
    return (this.#override(name, 'gained', day) ?? gained) - (this.#override(name, 'lost', day) ?? lost)
  }
}

/** Which part of the day's numbers exists: today grows from its midnight to its end, faster towards the evening. */
export function dayShare(day: Day, now: Date): number {
  const start = startOfDay(day).getTime()
  const elapsed = (now.getTime() - start) / (endOfDay(day).getTime() - start)
  return elapsed >= 1 ? 1 : Math.max(0, elapsed) ** 1.3
}

/** Meta corrects the numbers of recent days; here the first three days after a day's end. */
export function correction(day: Day, now: Date): number {
  const age = (now.getTime() - endOfDay(day).getTime()) / hour
  if (age < 24) return 0.93
  if (age < 48) return 0.97
  return age < 72 ? 0.99 : 1
}

function followersCurve(person: SandboxPerson, day: Day): number {
  return person.followers * (1 + person.yearlyGrowth) ** ((dayNumber(day) - anchorNumber) / 365)
}

function followerMoves(person: SandboxPerson, day: Day, seed: string): [gained: number, lost: number] {
  const curve = followersCurve(person, day)
  const dailyGrowth = Math.log(1 + person.yearlyGrowth) / 365
  const churn = 0.0006
  const noise = 0.55 + 0.9 * chance(seed, person.username, 'gained', day)
  const gained =
    curve * (dailyGrowth + churn) * (weeklyRhythm[weekday(day)] ?? 1) * noise * Math.sqrt(spike(person, day, seed))
  const lost = curve * churn * (0.6 + 0.8 * chance(seed, person.username, 'lost', day))
  return [
    roundByChance(gained, seed, person.username, 'gained round', day),
    roundByChance(lost, seed, person.username, 'lost round', day),
  ]
}

/** A viral day and the two days it fades over; 1 on an ordinary day. */
export function spike(person: SandboxPerson, day: Day, seed: string): number {
  const fading = [1, 0.5, 0.2]
  const number = dayNumber(day)
  return fading.reduce((highest, strength, daysAgo) => {
    const word = number - daysAgo
    if (chance(seed, person.username, 'viral', word) > 0.014) return highest
    return Math.max(highest, 1 + strength * (2 + 4 * chance(seed, person.username, 'viral size', word)))
  }, 1)
}
