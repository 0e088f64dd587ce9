import type { dailyMetrics } from '@instagram-dashboard/db'
import { endOfDay, settledFrom } from '../instagram/index.ts'
import { latestBelievable } from './day-of-count.ts'

/** Instagram's metric of who came and who went, by its name in `unsettled`. */
export const followsMetric = 'follows_and_unfollows'

/** What Instagram says a day gained and lost. */
export interface DayNet {
  /** Gained minus lost over the whole day; `null` while that is not known. */
  whole: number | null
  /** Gained plus lost: how far counts of that day can lie from each other. */
  moved: number
  /**
   * `settled`: said when it was read after the day had settled. `given_up`: that is not asked for any more, so what is
   * known now stays. `awaited`: it will be read again.
   */
  state: 'settled' | 'given_up' | 'awaited'
  /** The same of a day that was under way when it was read; `null` of every other day. */
  partial: { net: number; readAt: Date } | null
}

export const unknownNet: DayNet = { whole: null, moved: 0, state: 'awaited', partial: null }

/** Judges what is stored of a day. @param now nothing is believed that is said to be read later than that */
export function dayNet(row: dailyMetrics.DayNetRow | undefined, now: Date): DayNet {
  if (row === undefined) return unknownNet
  const { day, follows, unfollows, followsReadAt: readAt, unsettled, isFinal } = row
  const state = isFinal ? 'given_up' : 'awaited'
  if (follows === null || unfollows === null || readAt === null || readAt > latestBelievable(now)) {
    return { ...unknownNet, state }
  }
  const net = follows - unfollows
  const moved = follows + unfollows
  if (readAt < endOfDay(day)) return { whole: null, moved, state, partial: { net, readAt } }
  const isSettled = readAt >= settledFrom(day) && !unsettled.includes(followsMetric)
  return { whole: net, moved, state: isSettled ? 'settled' : state, partial: null }
}
