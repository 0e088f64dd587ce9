import type { earlierReadings, followerDays, periodReach } from '@instagram-dashboard/db'
import { packNumbers, unpackNumber, type PackedNumber } from './packed-numbers.ts'

type Day = followerDays.FollowerDay
type Reach = Pick<periodReach.PeriodReach, 'reach' | 'readAt'>
type PackedBefore = earlierReadings.PackedBefore

const flagsPlace = 2
const bitsOf = ({ isFinal, isDerived, isEstimated, isImported }: Day): number =>
  (isFinal ? 1 : 0) + (isDerived ? 2 : 0) + (isEstimated ? 4 : 0) + (isImported ? 8 : 0)
const valuesOf = (day: Day): (number | null)[] => [day.followers, day.change, bitsOf(day)]

/** What of a day's followers was otherwise before; `null` when nothing was. */
export function packFollowers(before: Day, after: Day): Pick<PackedBefore, 'f'> | null {
  const packed = packNumbers(valuesOf(before), valuesOf(after))
  return packed.length === 0 ? null : { f: packed }
}

/** The followers as they were. */
export function unpackFollowers({ f }: PackedBefore, after: Day): Day {
  // The guarantee: what is stored was packed above.
  const [followers, change, flags] = (f ?? []) as readonly PackedNumber[]
  const bits = unpackNumber(flags, valuesOf(after)[flagsPlace] ?? 0) ?? 0
  return {
    day: after.day,
    followers: unpackNumber(followers, after.followers),
    change: unpackNumber(change, after.change),
    isFinal: bits % 2 === 1,
    isDerived: Math.floor(bits / 2) % 2 === 1,
    isEstimated: Math.floor(bits / 4) % 2 === 1,
    ...(bits >= 8 && { isImported: true }),
  }
}

/** What a period's reach was before; `null` when neither it nor its reading was another. */
export function packReach(days: number, before: Reach, after: Reach): Pick<PackedBefore, 'p'> | null {
  const isSame = before.reach === after.reach && before.readAt.getTime() === after.readAt.getTime()
  return isSame ? null : { p: { [days]: [before.reach, before.readAt.getTime()] } }
}

/** The reach as it was; `null` where it is of another length than that. */
export function unpackReach({ p }: PackedBefore, days: number): Reach | null {
  const packed = p?.[days]
  return packed ? { reach: packed[0], readAt: new Date(packed[1]) } : null
}
