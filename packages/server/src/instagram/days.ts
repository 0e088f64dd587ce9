import { DateTime } from 'luxon'

/** Instagram counts days in Los Angeles, wherever the caller is: 23 and 25 hours long twice a year. */
export const instagramZone = 'America/Los_Angeles'

const hoursUntilSettled = 72

const hourMs = 3_600_000
export const dayMs = 24 * hourMs

const mostKept = 4_000

/** A read of a year asks for hundreds of days, for the same ones again and again, and time zones are slow to ask. */
function memoize<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const values = new Map<Key, Value>()
  return (key) => {
    const known = values.get(key)
    if (known !== undefined) return known
    const value = make(key)
    if (values.size >= mostKept) values.clear()
    values.set(key, value)
    return value
  }
}

const startOf = (day: string, zone: string): DateTime => DateTime.fromISO(day, { zone }).startOf('day')

/** Unix milliseconds at which a day begins in Los Angeles. */
const startMs = memoize((day: string) => startOf(day, instagramZone).toMillis())

function isoDay(time: DateTime): string {
  const text = time.toISODate()
  if (text === null) throw new RangeError('Not a day')
  return text
}

let latest = { day: '', start: 0, end: 0 }

/** The day, `YYYY-MM-DD`, that an instant falls on: in Los Angeles unless another zone is named. */
export function dayOf(instant: Date, zone = instagramZone): string {
  if (zone !== instagramZone) return isoDay(DateTime.fromJSDate(instant, { zone }))
  const time = instant.getTime()
  // Nearly always the day that was asked for last.
  if (time < latest.start || !(time < latest.end)) {
    const day = isoDay(DateTime.fromJSDate(instant, { zone }))
    latest = { day, start: startMs(day), end: startMs(addDays(day, 1)) }
  }
  return latest.day
}

// Calendar days are counted in UTC, where each is as long as the other.
const nameOf = memoize((number: number) => new Date(number * dayMs).toISOString().split('T')[0] ?? '')
const numberOf = memoize((day: string) => {
  const number = Date.parse(`${day}T00:00:00Z`) / dayMs
  if (!Number.isInteger(number) || nameOf(number) !== day) throw new RangeError('Not a day')
  return number
})

export function addDays(day: string, count: number): string {
  return nameOf(numberOf(day) + count)
}

/** Every day from `first` to `last`, both included; empty when `last` comes before `first`. */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = []
  const end = numberOf(last)
  for (let number = numberOf(first); number <= end; number += 1) days.push(nameOf(number))
  return days
}

/** The instant at which a day begins, which is not midnight where the clocks leave midnight out. */
export function startOfDay(day: string, zone = instagramZone): Date {
  return zone === instagramZone ? new Date(startMs(day)) : startOf(day, zone).toJSDate()
}

/** The instant at which a day ends in Los Angeles, and the next begins. */
export function endOfDay(day: string): Date {
  return startOfDay(addDays(day, 1))
}

/**
 * The instant from which a day's numbers stand: Instagram publishes them up to 48 hours after its end, and small
 * corrections were seen for another day.
 */
export function settledFrom(day: string): Date {
  return new Date(startMs(addDays(day, 1)) + hoursUntilSettled * hourMs)
}

/**
 * The request window of some days in Unix seconds: from midnight to the last second before midnight in Los Angeles,
 * because an `until` of exactly midnight answers one point too many.
 */
export function windowOf(first: string, last: string): { since: number; until: number } {
  return { since: startMs(first) / 1000, until: startMs(addDays(last, 1)) / 1000 - 1 }
}

/** Which side of the day the `end_time` of a series names. Measured: the start; an older convention says the end. */
export type EndTimeRule = 'start' | 'end'

/** The day of a series point such as `2026-09-27T07:00:00+0000`; `undefined` when it is no time. */
export function dayOfEndTime(endTime: string, rule: EndTimeRule): string | undefined {
  const time = DateTime.fromISO(endTime, { setZone: true }).setZone(instagramZone)
  if (!time.isValid) return undefined
  return isoDay(rule === 'start' ? time : time.minus({ milliseconds: 1 }))
}
