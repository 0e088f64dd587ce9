import { describe, expect, it } from 'vitest'
import { addDays, daysFrom, settledFrom } from '../instagram/days.ts'
import { depthOf, firstViewDays, hasOpenDays, historyDays, planDays } from './plan-days.ts'

const today = '2026-11-16'
const now = new Date('2026-11-16T18:00:00Z')
/** Read at the last moment of its own correction, or a moment before. */
const settled = (day: string) => ({ day, isFinal: true, fetchedAt: settledFrom(day) })
const tooEarly = (day: string) => ({ ...settled(day), fetchedAt: new Date(settledFrom(day).getTime() - 1) })
const allDays = (first: string) => daysFrom(first, today)

describe('planDays', () => {
  it('reads today and as many days before it as asked the first time, newest first', () => {
    expect(planDays(today, [], 30)).toEqual(daysFrom('2026-10-17', today).toReversed())
    expect(planDays(today, [], historyDays)).toHaveLength(91)
  })

  it('reads a day again until it was read when Instagram had stopped correcting it', () => {
    const readLastNight = allDays('2026-01-01').map((day) => ({
      ...settled(day),
      fetchedAt: new Date(now.getTime() - 1),
    }))
    expect(planDays(today, readLastNight, 30)).toEqual(['2026-11-16', '2026-11-15', '2026-11-14', '2026-11-13'])
    const readLong = daysFrom('2026-10-01', '2026-11-12').map(settled)
    expect(planDays(today, [...readLong.slice(0, -1), tooEarly('2026-11-12')], 30)).toContain('2026-11-12')
    expect(planDays(today, readLong, 30)).not.toContain('2026-11-12')
  })

  it('reads a hole and a day that was cut short again', () => {
    const stored = daysFrom('2026-10-01', '2026-11-12')
      .filter((day) => day !== '2026-11-01')
      .map((day) => ({ ...settled(day), isFinal: day !== '2026-10-20' }))
    expect(planDays(today, stored, 30).slice(4)).toEqual(['2026-11-01', '2026-10-20'])
  })

  it('leaves holes that are older than asked', () => {
    expect(planDays(today, allDays('2026-10-17').map(settled), 30)).toEqual([])
    expect(planDays(today, allDays('2026-10-18').map(settled), 30)).toEqual(['2026-10-17'])
  })

  it('counts calendar days over the change of the clocks', () => {
    expect(planDays('2026-03-10', [], 30)).toContain('2026-03-08')
    expect(planDays('2026-03-10', [], 30)).toHaveLength(31)
    expect(planDays('2026-11-03', [], 30)).toHaveLength(31)
  })
})

describe('the depth of a sync', () => {
  it.each(['first_connection', 'manual', 'admin'] as const)('is a month for somebody who waits: %s', (trigger) => {
    expect(depthOf(trigger)).toBe(firstViewDays)
  })

  it('is the whole history in the background', () => {
    expect(depthOf('scheduled')).toBe(historyDays)
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
