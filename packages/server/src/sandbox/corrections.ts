import type { Day } from './days.ts'
import { dailyMetrics, type DayNumbers } from './numbers.ts'
import type { Split } from './splits.ts'

/** A number of a day, or with `by` how it is split. */
export interface CorrectedNumber {
  metric: string
  day: Day
  by?: string | undefined
}

/** What a test put in the place of a split: its parts, any JSON as `results`, a breakdown without results, or no metric at all. */
export type GivenSplit = Split | { results: unknown } | 'empty' | 'omitted'

const correctable = ['gained', 'lost', ...dailyMetrics] as const

/** Numbers that Instagram changes at an instant that was told beforehand; they say nothing before it. */
export class Corrections {
  readonly #byKey = new Map<string, { from: Date; value: number | Split }[]>()

  /** Later ones of the same instant win. */
  add(username: string, corrected: CorrectedNumber, from: Date, value: number | Split): void {
    const key = keyOf(username, corrected)
    const known = this.#byKey.get(key) ?? []
    const later = [...known, { from, value }].sort((one, other) => one.from.getTime() - other.from.getTime())
    this.#byKey.set(key, later)
  }

  /** The newest split that is told at `now`; undefined = none. */
  split(username: string, corrected: CorrectedNumber, now: Date): Split | undefined {
    const value = this.#at(keyOf(username, corrected), now)
    return typeof value === 'object' ? value : undefined
  }

  /** The day's numbers with the newest of each that is told at `now`. */
  apply(username: string, numbers: DayNumbers, now: Date): DayNumbers {
    if (this.#byKey.size === 0) return numbers
    const corrected = { ...numbers }
    for (const metric of correctable) {
      const value = this.#at(keyOf(username, { metric, day: numbers.day }), now)
      if (typeof value === 'number') corrected[metric] = value
    }
    return corrected
  }

  #at(key: string, now: Date): number | Split | undefined {
    return this.#byKey.get(key)?.findLast(({ from }) => from.getTime() <= now.getTime())?.value
  }
}

/** The key of a number, or of its split, among what was replaced. */
export function keyOf(username: string, { metric, day, by }: CorrectedNumber): string {
  return `${username} ${metric} ${day}${by === undefined ? '' : ` ${by}`}`
}
