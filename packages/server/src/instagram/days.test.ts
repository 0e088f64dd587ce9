import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/recorded-answer.ts'
import { addDays, dayOf, dayOfEndTime, daysFrom, instagramZone, settledFrom, startOfDay, windowOf } from './days.ts'
import { longestWindowDays } from './metric-catalogue.ts'

interface Boundary {
  zone: string
  date: string
  start_utc: string
  end_utc: string
  minutes: number
}
const { tests: allBoundaries } = JSON.parse(fixture('tz/day_boundaries.json')) as { tests: Boundary[] }
const boundaries = allBoundaries.filter(({ zone }) => zone === instagramZone)
const instant = (text: string) => new Date(text)

describe('a day in Los Angeles', () => {
  it('has boundaries to be compared with', () => {
    expect(boundaries.length).toBeGreaterThan(15)
  })

  it.each(boundaries)(
    '$date begins at $start_utc and lasts $minutes minutes',
    ({ date, start_utc, end_utc, minutes }) => {
      const start = startOfDay(date)
      const end = startOfDay(addDays(date, 1))
      expect(start).toEqual(instant(start_utc))
      expect(end).toEqual(instant(end_utc))
      expect((end.getTime() - start.getTime()) / 60_000).toBe(minutes)
      expect(dayOf(start)).toBe(date)
      expect(dayOf(new Date(start.getTime() - 1))).toBe(addDays(date, -1))
      expect(dayOf(new Date(end.getTime() - 1))).toBe(date)
    },
  )

  it.each([
    ['2026-03-08', 23],
    ['2026-11-01', 25],
    ['2026-07-01', 24],
  ])('%s has %i hours in its window', (day, hours) => {
    const { since, until } = windowOf(day, day)
    expect(until - since + 1).toBe(hours * 3_600)
  })

  it.each([
    ['2026-03-08', '2026-03-08T08:00:00Z', '2026-03-12T07:00:00Z'],
    ['2026-11-01', '2026-11-01T07:00:00Z', '2026-11-05T08:00:00Z'],
    ['2026-07-01', '2026-07-01T07:00:00Z', '2026-07-05T07:00:00Z'],
    ['2026-03-06', '2026-03-06T08:00:00Z', '2026-03-10T08:00:00Z'],
  ])('%s begins at %s and is settled 72 hours after its end, at %s', (day, start, settled) => {
    expect(startOfDay(day)).toEqual(instant(start))
    expect(settledFrom(day)).toEqual(instant(settled))
  })
})

// Written down with tzdata 2025b: since then Morocco has given up its summer time, from 20 September 2026 on.
const isOvertaken = ({ zone, date }: Boundary) => zone === 'Africa/Casablanca' && date > '2026-09-20'

describe('a day anywhere', () => {
  it.each(allBoundaries.filter((row) => row.start_utc !== null && !isOvertaken(row)))(
    '$zone $date begins at $start_utc and ends at $end_utc',
    ({ zone, date, start_utc, end_utc }) => {
      expect(startOfDay(date, zone)).toEqual(instant(start_utc))
      expect(dayOf(instant(start_utc), zone)).toBe(date)
      expect(dayOf(new Date(instant(end_utc).getTime() - 1), zone)).toBe(date)
      expect(dayOf(instant(end_utc), zone)).not.toBe(date)
      expect(dayOf(new Date(instant(start_utc).getTime() - 1), zone)).not.toBe(date)
    },
  )

  it.each(allBoundaries.filter(({ start_utc }) => start_utc === null))('$zone never had a $date', ({ zone, date }) => {
    const around = Date.parse(`${date}T00:00:00Z`)
    for (let hour = -36; hour <= 36; hour += 1) {
      expect(dayOf(new Date(around + hour * 3_600_000), zone)).not.toBe(date)
    }
  })
})

describe('windowOf', () => {
  const firsts = daysFrom('2026-01-01', '2026-12-31')

  it('never spans more than the 2592000 seconds that Instagram allows, the long day of autumn included', () => {
    for (const first of firsts) {
      const last = addDays(first, longestWindowDays - 1)
      const { since, until } = windowOf(first, last)
      expect(until - since).toBeLessThanOrEqual(2_592_000)
      expect(dayOf(new Date(since * 1000))).toBe(first)
      expect(dayOf(new Date(until * 1000))).toBe(last)
    }
  })

  it('ends on the last second before midnight', () => {
    expect(windowOf('2026-09-27', '2026-09-27')).toEqual({
      since: instant('2026-09-27T07:00:00Z').getTime() / 1000,
      until: instant('2026-09-28T06:59:59Z').getTime() / 1000,
    })
  })
})

describe('dayOfEndTime', () => {
  it.each([
    ['2026-09-27T07:00:00+0000', '2026-09-27', '2026-09-26'],
    ['2026-03-08T08:00:00+0000', '2026-03-08', '2026-03-07'],
    ['2026-03-09T07:00:00+0000', '2026-03-09', '2026-03-08'],
    ['2026-11-01T07:00:00+0000', '2026-11-01', '2026-10-31'],
    ['2026-11-02T08:00:00+0000', '2026-11-02', '2026-11-01'],
    ['2026-01-01T08:00:00+0000', '2026-01-01', '2025-12-31'],
    ['2026-09-27T00:00:00-07:00', '2026-09-27', '2026-09-26'],
  ])('puts %s on %s as a start and on %s as an end', (time, asStart, asEnd) => {
    expect(dayOfEndTime(time, 'start')).toBe(asStart)
    expect(dayOfEndTime(time, 'end')).toBe(asEnd)
  })

  it.each(['', 'yesterday', '2026-13-01T00:00:00+0000', '1790000000'])('puts %j on no day', (time) => {
    expect(dayOfEndTime(time, 'start')).toBeUndefined()
    expect(dayOfEndTime(time, 'end')).toBeUndefined()
  })

  it('finds each day of a year again by its start', () => {
    for (const day of daysFrom('2026-01-01', '2026-12-31')) {
      expect(dayOfEndTime(startOfDay(day).toISOString(), 'start')).toBe(day)
      expect(dayOfEndTime(startOfDay(addDays(day, 1)).toISOString(), 'end')).toBe(day)
    }
  })
})

describe('counting days', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-08', 1, '2026-03-09'],
    ['2026-11-02', -1, '2026-11-01'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %i days is %s', (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected)
  })

  it('refuses what is no day', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
  })

  it('lists both ends, and nothing backwards', () => {
    expect(daysFrom('2026-03-07', '2026-03-09')).toEqual(['2026-03-07', '2026-03-08', '2026-03-09'])
    expect(daysFrom('2026-03-07', '2026-03-07')).toEqual(['2026-03-07'])
    expect(daysFrom('2026-03-08', '2026-03-07')).toEqual([])
  })
})
