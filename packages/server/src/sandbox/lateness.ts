import { endOfDay, hourMs, startOfDay, type Day } from './days.ts'
import { chance, chanceBetween } from './random.ts'

/** How late and how incomplete Instagram's numbers are; all by chance, repeated by the seed. */
export interface LatenessOptions {
  /** Other late days; the sandbox's own seed unless told. */
  seed?: string
  /** Share of a day's groups of metrics that come 6 to 48 hours after its end instead of within six; 0.4 unless told. */
  lateShare?: number
  /** Share of a day's groups that come later than three days after its end; 0.01 unless told. */
  worstShare?: number
  /** At the latest so many days after its end such a group comes; 12 unless told. */
  worstDays?: number
  /** Share of the metrics of a day that are silently left out of an answer, for an hour; 0.02 unless told. */
  omittedShare?: number
  /** Whether that happens to days that settled too; yes unless told. */
  omitsSettled?: boolean
}

interface Moment {
  day: Day
  now: Date
  mayOmit: boolean
}

/** Three days after its end a day that has come is corrected no more. */
const settledAfter = 72
/** What comes together; gained and lost are each late on their own. */
const groups: Readonly<Record<string, string>> = {
  profile_links_taps: 'profile',
  profile_views: 'profile',
  website_clicks: 'profile',
  reach: 'reach',
  views: 'views',
  gained: 'gained',
  lost: 'lost',
}

/**
 * Numbers as late as Instagram says they may be. Today grows with the hours. When the day is over, some groups of metrics
 * are there at once and nearly whole; the others are gone until they come, within 48 hours, and are corrected in steps:
 * 93 to 97 % on the first day, over 99 % on the second, whole after 72 hours. A few come only after that, then whole.
 */
export class Lateness {
  readonly #options: Required<LatenessOptions>

  constructor(options: LatenessOptions, seed: string) {
    this.#options = {
      seed,
      lateShare: 0.4,
      worstShare: 0.01,
      worstDays: 12,
      omittedShare: 0.02,
      omitsSettled: true,
      ...options,
    }
  }

  /** Which part of the day's whole number is served now; null = not served. */
  shareServed(username: string, metric: string, { day, now, mayOmit }: Moment): number | null {
    const end = endOfDay(day).getTime()
    const age = (now.getTime() - end) / hourMs
    if (mayOmit && this.#isOmitted(username, metric, { day, now, age })) return null
    const start = startOfDay(day).getTime()
    // As much as there is of the day, which is 23, 24 or 25 hours long.
    if (age < 0) return (now.getTime() - start) / (end - start)
    const words = [this.#options.seed, username, groups[metric] ?? 'engagement', day] as const
    const comesAt = this.#comesAt(words)
    if (age < comesAt) return null
    if (age >= settledAfter) return 1
    const between = (low: number, high: number, step: string) => low + chance(...words, step) * (high - low)
    if (age >= 48) return between(0.998, 0.9995, 'third day')
    if (age >= 24) return between(0.994, 0.998, 'second day')
    return comesAt === 0 ? between(0.993, 0.997, 'at once') : between(0.93, 0.97, 'first day')
  }

  /** Hours after the day's end. */
  #comesAt(words: readonly (string | number)[]): number {
    const { lateShare, worstShare, worstDays } = this.#options
    const draw = chance(...words, 'lateness')
    if (draw < worstShare) return chanceBetween(settledAfter + 1, Math.max(4, worstDays) * 24, ...words, 'worst')
    if (draw < worstShare + lateShare) return chanceBetween(6, 48, ...words, 'late')
    // Half of the rest is there at the day's end, half within the first six hours.
    return draw < (1 + worstShare + lateShare) / 2 ? 0 : chanceBetween(2, 6, ...words, 'soon')
  }

  /** By the hour, so that a call repeated at once gets the same answer. */
  #isOmitted(username: string, metric: string, { day, now, age }: { day: Day; now: Date; age: number }): boolean {
    const { seed, omittedShare, omitsSettled } = this.#options
    if (age >= settledAfter && !omitsSettled) return false
    return chance(seed, username, metric, day, 'omitted', Math.floor(now.getTime() / hourMs)) < omittedShare
  }
}
