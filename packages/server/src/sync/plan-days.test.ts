import type { dailyMetrics } from '@instagram-dashboard/db'
import { describe, expect, it } from 'vitest'
import { addDays, dayOf, daysFrom, settledFrom, startOfDay } from '../instagram/days.ts'
import { hasOpenDays, historyDays, planDays, planNight, type PlannedDay } from './plan-days.ts'

const today = '2026-11-16'
const now = new Date('2026-11-16T18:00:00Z')
const numbers = { reach: 10, views: 20, totalInteractions: 3 }
/** Read at the last moment of its own correction, or a moment before. */
const settled = (day: string): dailyMetrics.DayStateRow => ({
  ...numbers,
  day,
  isFinal: true,
  fetchedAt: settledFrom(day),
})
const tooEarly = (day: string) => ({ ...settled(day), fetchedAt: new Date(settledFrom(day).getTime() - 1) })
const allDays = (first: string) => daysFrom(first, today)

const daysOf = (planned: readonly PlannedDay[]) => planned.map(({ day }) => day)

describe('planDays', () => {
  it('reads today and a month before it the first time, whole and newest first', () => {
    const planned = planDays(today, [])
    expect(daysOf(planned)).toEqual(daysFrom('2026-10-17', today).toReversed())
    expect(planned.every(({ parts }) => parts === 'whole')).toBe(true)
  })

  it('reads a day again until it was read when Instagram had stopped correcting it', () => {
    const readLastNight = allDays('2026-01-01').map((day) => ({
      ...settled(day),
      fetchedAt: new Date(now.getTime() - 1),
    }))
    expect(daysOf(planDays(today, readLastNight))).toEqual(['2026-11-16', '2026-11-15', '2026-11-14', '2026-11-13'])
    const readLong = daysFrom('2026-10-01', '2026-11-12').map(settled)
    expect(daysOf(planDays(today, [...readLong.slice(0, -1), tooEarly('2026-11-12')]))).toContain('2026-11-12')
    expect(daysOf(planDays(today, readLong))).not.toContain('2026-11-12')
  })

  it('reads a hole and a day that was cut short again', () => {
    const stored = daysFrom('2026-10-01', '2026-11-12')
      .filter((day) => day !== '2026-11-01')
      .map((day) => ({ ...settled(day), isFinal: day !== '2026-10-20' }))
    expect(daysOf(planDays(today, stored)).slice(4)).toEqual(['2026-11-01', '2026-10-20'])
  })

  it('leaves holes that are older than a month to the background', () => {
    expect(planDays(today, allDays('2026-10-17').map(settled))).toEqual([])
    expect(daysOf(planDays(today, allDays('2026-10-18').map(settled)))).toEqual(['2026-10-17'])
  })

  it('counts calendar days over the change of the clocks', () => {
    expect(daysOf(planDays('2026-03-10', []))).toContain('2026-03-08')
    expect(planDays('2026-03-10', [])).toHaveLength(31)
    expect(planDays('2026-11-03', [])).toHaveLength(31)
  })
})

describe('planNight', () => {
  /** Stored by a sync of each night, an hour after the day's end and again when it was settled. */
  const night = new Date('2026-11-16T09:00:00Z')
  const firstLook = (day: string) => ({
    ...settled(day),
    isFinal: false,
    fetchedAt: new Date(startOfDay(addDays(day, 1)).getTime() + 3_600_000),
  })
  const empty = { reach: null, views: null, totalInteractions: null }
  const before = (day: string) => daysFrom(addDays(today, -historyDays), addDays(day, -1)).map(settled)
  const current = [...before('2026-11-12'), ...['2026-11-12', '2026-11-13', '2026-11-14'].map(firstLook)]

  it('reads of an account that misses nothing yesterday’s totals and the one day that is settled now', () => {
    expect(planNight(night, current)).toEqual([
      { day: '2026-11-15', parts: 'totals' },
      { day: '2026-11-12', parts: 'whole' },
    ])
  })

  it('takes a day that was read while it was running for one that was not read', () => {
    const read = { ...firstLook('2026-11-15'), fetchedAt: new Date('2026-11-15T20:00:00Z') }
    expect(planNight(night, [...current, read])).toContainEqual({ day: '2026-11-15', parts: 'totals' })
  })

  it('does not read yesterday twice in one night', () => {
    expect(planNight(night, [...current, firstLook('2026-11-15')])).toEqual([{ day: '2026-11-12', parts: 'whole' }])
  })

  it('asks once more for a day that came back empty, a day later and not again', () => {
    const late = current.map((row) => (row.day >= '2026-11-13' ? { ...row, ...empty } : row))
    expect(planNight(night, late)).toContainEqual({ day: '2026-11-14', parts: 'totals' })
    const askedAgain = late.map((row) =>
      row.day === '2026-11-13' ? { ...row, fetchedAt: new Date('2026-11-15T09:00:00Z') } : row,
    )
    expect(daysOf(planNight(night, askedAgain))).toEqual(['2026-11-15', '2026-11-14', '2026-11-12'])
  })

  it('reads whole what nights without a sync have left behind', () => {
    const planned = planNight(night, before('2026-11-08'))
    expect(planned.filter(({ parts }) => parts === 'whole').map(({ day }) => day)).toEqual([
      '2026-11-12',
      '2026-11-11',
      '2026-11-10',
      '2026-11-09',
      '2026-11-08',
    ])
    expect(planned.filter(({ parts }) => parts === 'totals')).toHaveLength(3)
  })

  it('fills in the whole history of a new connection', () => {
    expect(planNight(night, [])).toHaveLength(historyDays)
  })

  it.each([
    ['winter', '2026-12-01T08:00:00Z'],
    ['the day after the long day', '2026-11-02T08:00:00Z'],
    ['three days after it', '2026-11-05T08:00:00Z'],
    ['the day after the short day', '2026-03-09T08:00:00Z'],
    ['summer', '2026-07-01T08:00:00Z'],
  ])('settles one day each night at the default time: %s', (_season, time) => {
    const at = new Date(time)
    const thisDay = dayOf(at)
    const rows = [
      ...daysFrom(addDays(thisDay, -historyDays), addDays(thisDay, -5)).map(settled),
      ...[-4, -3, -2].map((back) => firstLook(addDays(thisDay, back))),
    ]
    expect(planNight(at, rows)).toEqual([
      { day: addDays(thisDay, -1), parts: 'totals' },
      { day: addDays(thisDay, -4), parts: 'whole' },
    ])
  })
})

describe('hasOpenDays', () => {
  it('is true until the whole history is settled', () => {
    expect(hasOpenDays(today, [], now)).toBe(true)
    expect(hasOpenDays(today, allDays(addDays(today, -30)).map(settled), now)).toBe(true)
    expect(hasOpenDays(today, allDays(addDays(today, -historyDays)).map(settled), now)).toBe(false)
  })

  it('leaves the days that are still corrected to the nights', () => {
    const history = daysFrom(addDays(today, -historyDays), addDays(today, -4)).map(settled)
    expect(hasOpenDays(today, history, now)).toBe(false)
    expect(hasOpenDays(today, history.slice(0, -1), now)).toBe(true)
  })
})
