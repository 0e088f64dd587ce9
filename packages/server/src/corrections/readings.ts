import { dailyMetrics, followerDays, periodReach, type Handle } from '@instagram-dashboard/db'
import { markImported } from './imported-followers.ts'

export interface Days {
  first: string
  last: string
}

/** A period of that many days, and one that ends earlier. */
export interface PeriodEnds {
  days: number
  lastDay: string
  previousLastDay: string
}

/** What is known of an account's days: now, or as it was at an instant. */
export interface Readings {
  listDays(days: Days): Promise<dailyMetrics.DailyMetricsRow[]>
  /** Without the reasons for what is missing. */
  listNumbers(days: Days): Promise<dailyMetrics.DayNumbersRow[]>
  /** The same with the numbers that are seldom asked for. */
  listAllNumbers(days: Days): ReturnType<typeof dailyMetrics.listAllNumbers>
  /** Of the days that are not final, what is not settled. */
  listUnsettled(days: Days): Promise<Pick<dailyMetrics.DailyMetricsRow, 'day' | 'unsettled'>[]>
  listFollowers(days: Days): Promise<followerDays.FollowerDay[]>
  /** The same, each with what Instagram said was gained and lost. */
  listGrowth(days: Days): Promise<(followerDays.GrowthRow & Pick<followerDays.FollowerDay, 'isImported'>)[]>
  /** Of which anything is known. */
  findFirstDay(): Promise<string | undefined>
  listPeriods(ends: PeriodEnds): Promise<periodReach.PeriodReach[]>
}

/** As it is stored. */
export function readingsNow(db: Handle, accountId: string): Readings {
  return {
    listDays: (days) => dailyMetrics.listDays(db, accountId, days),
    listNumbers: (days) => dailyMetrics.listNumbers(db, accountId, days),
    listAllNumbers: (days) => dailyMetrics.listAllNumbers(db, accountId, days),
    listUnsettled: (days) => dailyMetrics.listUnsettled(db, accountId, days),
    listFollowers: async (days) => markImported(db, accountId, await followerDays.listDays(db, accountId, days)),
    listGrowth: async (days) => markImported(db, accountId, await followerDays.listGrowth(db, accountId, days)),
    async findFirstDay() {
      const found = [await dailyMetrics.findFirstDay(db, accountId), await followerDays.findFirstDay(db, accountId)]
      return found.flatMap((row) => (row === undefined ? [] : [row.day])).toSorted()[0]
    },
    listPeriods: (ends) => periodReach.listPair(db, accountId, ends),
  }
}
