import type { periodReach } from '@instagram-dashboard/db'
import { dayMs } from '../clock/index.ts'
import { addDays, dayOf, endOfDay, settledFrom } from '../instagram/index.ts'
import { changeBetween } from './compare-periods.ts'
import type { PeriodReach } from './contract.ts'
import type { DayRange } from './range.ts'
import type { View } from './view.ts'

/** A week, and what stands for a month in Instagram's own app. */
export const askedLengths: readonly number[] = [7, 28, 29, 30]

export interface KnownReach {
  periodReach: PeriodReach
  /** What of it an engagement rate may be divided by. */
  forRates: Pick<PeriodReach, 'value' | 'previous'>
}

/** The reach of a period and of the one before; `null` for a length that is never asked for. */
export async function readPeriodReach(
  { readings, now }: View,
  { current, previous }: { current: DayRange; previous: DayRange },
): Promise<KnownReach | null> {
  const { length } = current.days
  if (!askedLengths.includes(length)) return null
  const ends = { days: length, lastDay: current.last, previousLastDay: previous.last }
  const stored = await readings.listPeriods(ends)
  return { periodReach: periodReachOf(stored, ends), forRates: reachForRates(stored, ends, now) }
}

/**
 * The days of a period are read until they are settled, its reach on the day after its last one, when Instagram may not
 * have published them all: a rate of the whole days by the reach of a part of them would be too high for ever. So only
 * on that day, and once it was read settled, the reach is of what the days say.
 */
export function reachForRates(
  stored: readonly periodReach.PeriodReach[],
  { lastDay, previousLastDay }: { lastDay: string; previousLastDay: string },
  now: Date,
): KnownReach['forRates'] {
  const reachOf = (end: string) => {
    const found = stored.find((period) => period.lastDay === end)
    return found && (isSettled(found) || dayOf(now) <= addDays(end, 1)) ? found.reach : null
  }
  return { value: reachOf(lastDay), previous: reachOf(previousLastDay) }
}

export function periodReachOf(
  stored: readonly periodReach.PeriodReach[],
  { lastDay, previousLastDay }: { lastDay: string; previousLastDay: string },
): PeriodReach {
  const now = stored.find((period) => period.lastDay === lastDay)
  const before = stored.find((period) => period.lastDay === previousLastDay)
  // Instagram corrects a period for some days: only readings of the same age tell a rise from a correction.
  const isComparable = now !== undefined && before !== undefined && ageOf(now) === ageOf(before)
  return {
    ...changeBetween(now?.reach ?? null, before?.reach ?? null, isComparable),
    isFinal: now !== undefined && isSettled(now),
    readAt: now?.readAt ?? null,
  }
}

function isSettled({ lastDay, readAt }: periodReach.PeriodReach): boolean {
  return readAt >= settledFrom(lastDay)
}

/** Whole days from the end of the period to its reading; all settled readings are of one age. */
function ageOf(period: periodReach.PeriodReach): number {
  if (isSettled(period)) return Infinity
  return Math.floor((period.readAt.getTime() - endOfDay(period.lastDay).getTime()) / dayMs)
}
