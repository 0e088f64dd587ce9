import type { CallHolder } from '../instagram/failure.ts'
import { minuteOf } from './rolling-hour.ts'

/** Calls that were counted in one go, with what was known of the limits then. */
export interface CountedCalls {
  /** How many; 0 when none may be made now. */
  calls: number
  /** The Unix minute in which they were counted, and in which they are to be made. */
  minute: number
  /** Until when to wait; `null` when they may be made. */
  until: Date | null
  /** What it is that they wait for. */
  heldBy: CallHolder | null
  /** Whether to wait is because Instagram refuses the app, and not for the number of calls. */
  isRefused: boolean
  /** Of the app and the account, those that are marked as refused: a good answer ends it. */
  refusedScopes: ReadonlySet<string>
  /** How much of the hour was used up before them, by our count or by Instagram's. */
  share: number
  /** Whose usage was high when Instagram told it last. */
  highUsage: ReadonlySet<string>
  /** How much was known of the limits, as `knowledge` counts it. */
  knowledge: number
}

/** Calls that are counted and not made yet. */
export interface Unused {
  calls: number
  minute: number
}

export const nothingUnused: Unused = { calls: 0, minute: 0 }

export interface CallsAheadOptions {
  now(): Date
  /** Grows with each thing that is learnt about the limits: what was counted before may not be made any more. */
  knowledge(): number
  /** Counts calls, and takes back those that were counted and not made. */
  count(unused: Unused): Promise<CountedCalls>
  /** Calls that were counted already. */
  counted?: CountedCalls | undefined
}

/**
 * Calls of one session, counted several at a time since each count is a commit. They are used up in the minute in which
 * they were counted, because the hour in which they count begins at its end. A process that dies in between has counted
 * too many, never too few.
 */
export class CallsAhead {
  readonly #options: CallsAheadOptions
  #counted: CountedCalls | null
  #left: number
  #counting: Promise<CountedCalls> | null = null

  constructor(options: CallsAheadOptions) {
    this.#options = options
    this.#counted = options.counted ?? null
    this.#left = this.#counted?.calls ?? 0
  }

  /** The next call, or what it must wait for. Whoever asks at the same time waits for the same count. */
  async next(): Promise<CountedCalls> {
    for (;;) {
      if (this.#counted !== null && this.#isGood(this.#counted)) {
        this.#left -= 1
        return this.#counted
      }
      this.#counting ??= this.#countMore().finally(() => {
        this.#counting = null
      })
      const counted = await this.#counting
      if (counted.until !== null) return counted
    }
  }

  /** What is counted and not made. */
  unused(): Unused {
    return { calls: this.#left, minute: this.#counted?.minute ?? 0 }
  }

  /** Takes it out of here; the caller takes it out of the count. */
  takeUnused(): Unused {
    const unused = this.unused()
    this.#left = 0
    return unused
  }

  #isGood({ minute, knowledge }: CountedCalls): boolean {
    return this.#left > 0 && minute === minuteOf(this.#options.now()) && knowledge === this.#options.knowledge()
  }

  async #countMore(): Promise<CountedCalls> {
    // What is not counted anew for a fault of the database stays counted: too many is safe.
    const counted = await this.#options.count(this.takeUnused())
    this.#counted = counted
    this.#left = counted.calls
    return counted
  }
}
