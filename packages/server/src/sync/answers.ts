import type { DayValue, FollowsReading, GraphFailure, Profile, SplitParts } from '../instagram/index.ts'
import type { SplitQuestion } from './asked-splits.ts'

export interface DayAnswers {
  day: string
  /** Before the first question about it: what is answered later may have been made then. */
  askedAt: Date
  /** `undefined`: not asked for. */
  totals: Map<string, number> | undefined
  /** `nothing`: an empty breakdown; `null`: Instagram does not say; `undefined`: not asked for. */
  follows: FollowsReading | 'nothing' | null | undefined
}

/** What Instagram answered about the parts of a day's numbers. */
export interface SplitAnswer extends SplitQuestion {
  askedAt: Date
  /** By Instagram's name of the number; one that is not here was not answered. */
  parts: ReadonlyMap<string, SplitParts>
  /** Numbers whose parts could not be asked for: not answered, which says nothing about them. */
  failing: ReadonlySet<string>
}

/** How many accounts a period of some days reached. */
export interface PeriodReach {
  days: number
  lastDay: string
  reach: number
}

/** What Instagram has answered in one sync so far. */
export interface Answers {
  profile: Profile
  /** Before the profile was asked for. */
  beganAt: Date
  /** Metric → day → value; `null` when only totals were asked for. */
  series: Map<string, Map<string, DayValue>> | null
  days: Map<string, DayAnswers>
  /** Read and not saved yet. */
  periods: PeriodReach[]
  /** The same. */
  splits: SplitAnswer[]
  /** Metrics that Instagram refuses for this account. */
  refusedMetrics: Set<string>
  /** Metrics that Instagram can not answer just now: the next run asks for them again. */
  failingMetrics: Set<string>
  /** Questions that were not answered while others were. */
  failures: GraphFailure[]
}
