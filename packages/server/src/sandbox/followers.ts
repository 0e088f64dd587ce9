import { dayFromNumber, dayNumber, weekday, type Day } from './days.ts'
import { anchorDay, type SandboxPerson } from './people.ts'
import { memoize } from './memoize.ts'
import { chance, roundByChance } from './random.ts'
import { plannedFactor, spike, weeklyRhythm } from './rhythms.ts'

/** A number that replaces one of a day; null = Instagram never says it. */
export type Override = (username: string, metric: string, day: Day) => number | null | undefined

const anchorNumber = dayNumber(anchorDay)

/** Followers at the end of each day, added up from the anchor day so that every day is the day before plus its moves. */
export class FollowerTotals {
  readonly #totals = new Map<string, number>()
  readonly #seed: string
  readonly #override: Override

  constructor(seed: string, override: Override) {
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
    const { gained, lost } = movesOf(person, day, this.#seed, this.#override)
    return gained - lost
  }
}

/** Who came and went on the whole day. A day of which nothing or nonsense is said has its people all the same. */
export function movesOf(
  person: SandboxPerson,
  day: Day,
  seed: string,
  override: Override,
): { gained: number; lost: number } {
  const [gained, lost] = followerMoves(person, day, seed)
  const replaced = (metric: 'gained' | 'lost', count: number) => {
    const by = override(person.username, metric, day)
    return typeof by === 'number' && by >= 0 ? by : count
  }
  return { gained: replaced('gained', gained), lost: replaced('lost', lost) }
}

/** Followers of the smooth curve that the days scatter around. */
export function followersCurve(person: SandboxPerson, day: Day): number {
  return person.followers * (1 + person.yearlyGrowth) ** ((dayNumber(day) - anchorNumber) / 365)
}

const followerMoves = memoize(
  (person: SandboxPerson, day: Day, seed: string) => `${seed}|${person.username}|${day}`,
  computeMoves,
)

function computeMoves(person: SandboxPerson, day: Day, seed: string): [gained: number, lost: number] {
  const curve = followersCurve(person, day)
  const dailyGrowth = Math.log(1 + person.yearlyGrowth) / 365
  const churn = 0.0006
  const noise = 0.55 + 0.9 * chance(seed, person.username, 'gained', day)
  const gained =
    curve *
    (dailyGrowth + churn) *
    (weeklyRhythm[weekday(day)] ?? 1) *
    noise *
    Math.sqrt(spike(person, day, seed) * plannedFactor(person, day))
  const lost = curve * churn * (0.6 + 0.8 * chance(seed, person.username, 'lost', day))
  return [
    roundByChance(gained, seed, person.username, 'gained round', day),
    roundByChance(lost, seed, person.username, 'lost round', day),
  ]
}
