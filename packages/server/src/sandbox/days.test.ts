import { describe, expect, it } from 'vitest'
import { dayOf, daysInWindow, endOfDay, formatGraphTime, startOfDay, weekday } from './days.ts'

const hoursOf = (day: string) => (endOfDay(day).getTime() - startOfDay(day).getTime()) / 3_600_000

describe('Los Angeles days', () => {
  it('begin at 08:00 UTC in winter and at 07:00 UTC in summer', () => {
    expect(formatGraphTime(startOfDay('2026-01-15'))).toBe('2026-01-15T08:00:00+0000')
    expect(formatGraphTime(startOfDay('2026-07-15'))).toBe('2026-07-15T07:00:00+0000')
  })

  it('last 23 hours when summer time begins and 25 when it ends', () => {
    expect(hoursOf('2026-03-08')).toBe(23)
    expect(hoursOf('2026-11-01')).toBe(25)
    expect(hoursOf('2026-11-02')).toBe(24)
  })

  it('are not the days of Brazil or of UTC', () => {
    expect(dayOf(new Date('2026-11-16T07:59:59Z'))).toBe('2026-11-15')
    expect(dayOf(new Date('2026-11-16T08:00:00Z'))).toBe('2026-11-16')
    expect(dayOf(new Date('2026-07-16T06:59:59Z'))).toBe('2026-07-15')
    expect(dayOf(new Date('2026-07-16T07:00:00Z'))).toBe('2026-07-16')
  })

  it('know their weekday', () => {
    expect(weekday('2026-11-16')).toBe(1)
    expect(weekday('1969-12-28')).toBe(0)
  })

  it('are in a window by their midnight, so an until at exactly midnight brings one more', () => {
    const since = startOfDay('2026-11-01')
    expect(daysInWindow(since, new Date(startOfDay('2026-11-03').getTime() - 1000))).toEqual([
      '2026-11-01',
      '2026-11-02',
    ])
    expect(daysInWindow(since, startOfDay('2026-11-03'))).toEqual(['2026-11-01', '2026-11-02', '2026-11-03'])
  })
})
