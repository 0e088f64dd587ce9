import type { dailyMetrics } from '@instagram-dashboard/db'
import { addDays, dayOf, settledFrom, startOfDay } from '../instagram/index.ts'
import { askedTotals, asksFollows, followsMetric, type Askable } from './asked-metrics.ts'

/** What is known of a day that was read. */
export type DayState = Omit<dailyMetrics.DayStateRow, 'reach'>

/** What of a day is asked: `totals` leaves out who followed and unfollowed, `follows` asks for that alone. */
export type DayParts = 'whole' | 'totals' | 'follows'

export interface PlannedDay {
  day: string
  parts: DayParts
}

const dailyUntilDay = 14
const lastAskDay = 30
// An account does not have a metric, or not any more, that no day of these two months has.
export const nearDays = 30

export function partsOf({ totals, follows }: { totals: boolean; follows: boolean }): DayParts | null {
  if (totals) return follows ? 'whole' : 'totals'
  return follows ? 'follows' : null
}

/** Whether the totals of a day were asked for when it had settled. What a wrong clock dated does not count. */
export function areTotalsSettled({ day, fetchedAt }: DayState, now: Date): boolean {
  return fetchedAt <= now && fetchedAt >= settledFrom(day)
}

/** The same for who followed and unfollowed. */
export function areFollowsSettled(state: DayState, now: Date): boolean {
  const { day, isFinal, followsReadAt } = state
  // Days that an older version of this program called final do not say when that was.
  if (followsReadAt === null) return isFinal && areTotalsSettled(state, now)
  return followsReadAt <= now && followsReadAt >= settledFrom(day)
}

/** Whether a number of this metric came when the day had settled. */
function hasSaid(state: DayState, metric: string, now: Date): boolean {
  const isSettled = metric === followsMetric ? areFollowsSettled(state, now) : areTotalsSettled(state, now)
  return isSettled && !state.unsettled.includes(metric) && state.missing[metric] === undefined
}

/** The terms below count from here: days before the connection were not asked for earlier. */
function countedFrom(day: string, { since }: Pick<Askable, 'since'>): string {
  return day > since ? day : since
}

/** Whether a day was asked for at thirty days, which is the last time. */
export function isAskedLast(day: string, askedAt: Date, asked: Pick<Askable, 'since'>): boolean {
  return askedAt >= startOfDay(addDays(countedFrom(day, asked), lastAskDay))
}

export interface Turn {
  asked: Askable
  now: Date
  /** What was asked since then is not asked again. */
  newEnough: Date
}

/** Once a day while Instagram may be late, and once more at thirty days. */
export function isTurn(day: string, askedAt: Date, { asked, now, newEnough }: Turn): boolean {
  const [today, from] = [dayOf(now), countedFrom(day, asked)]
  if (today <= addDays(from, dailyUntilDay)) return askedAt < newEnough
  return today >= addDays(from, lastAskDay) && !isAskedLast(day, askedAt, asked)
}

/** Knows which numbers of a settled day are still to come. */
export interface Awaited {
  /**
   * Whether a metric of a settled day, of which no number came since it settled, is expected all the same: because a
   * day near it has one, or because the whole day is still blank.
   */
  has(state: DayState, metric: string): boolean
}

export function awaitedOf(
  states: ReadonlyMap<string, DayState>,
  asked: Pick<Askable, 'refusedMetrics'>,
  now: Date,
): Awaited {
  const totals = askedTotals(asked)
  const isNearSaid = (day: string, metric: string) => {
    for (let back = 1; back <= nearDays; back += 1) {
      for (const near of [states.get(addDays(day, -back)), states.get(addDays(day, back))]) {
        if (near && hasSaid(near, metric, now)) return true
      }
    }
    return false
  }
  return {
    has: (state, metric) => {
      const isBlank = totals.length > 0 && totals.every((total) => state.unsettled.includes(total))
      return isBlank || isNearSaid(state.day, metric)
    },
  }
}

/** What is to be asked again, by now, of a settled day that was read before; `null` for nothing. */
export function latePartsOf(state: DayState, { awaited, ...turn }: Turn & { awaited: Awaited }): DayParts | null {
  const { day, fetchedAt, followsReadAt, unsettled } = state
  const { asked, now } = turn
  const [areTotalsIn, areFollowsIn] = [areTotalsSettled(state, now), areFollowsSettled(state, now)]
  const follows = asksFollows(day, asked)
  if (areTotalsIn && (areFollowsIn || !follows) && unsettled.length === 0) return null
  const isMissing = (metric: string) => unsettled.includes(metric) && awaited.has(state, metric)
  const areTotalsLate = () => isTurn(day, fetchedAt, turn) && askedTotals(asked).some(isMissing)
  const areFollowsLate = () => followsReadAt !== null && isTurn(day, followsReadAt, turn) && isMissing(followsMetric)
  return partsOf({
    totals: !areTotalsIn || areTotalsLate(),
    follows: follows && (!areFollowsIn || areFollowsLate()),
  })
}
