import { describe, expect, it } from 'vitest'
import { addDays, daysFrom } from '../instagram/days.ts'
import { historyDays, planDays } from './plan-days.ts'

const today = '2026-11-16'
const final = (day: string) => ({ day, isFinal: true })

describe('planDays', () => {
  it('reads today and the thirty days before it the first time, newest first', () => {
    expect(planDays(today, [])).toEqual(daysFrom(addDays(today, -historyDays), today).toReversed())
  })

  it('reads only today and the two days before it when everything else is final', () => {
    expect(planDays(today, daysFrom('2026-01-01', today).map(final))).toEqual([
      '2026-11-16',
      '2026-11-15',
      '2026-11-14',
    ])
  })

  it('reads a hole and a day that was not final again', () => {
    const stored = daysFrom(addDays(today, -historyDays), today)
      .filter((day) => day !== '2026-11-01')
      .map((day) => ({ day, isFinal: day !== '2026-10-20' }))
    expect(planDays(today, stored)).toEqual(['2026-11-16', '2026-11-15', '2026-11-14', '2026-11-01', '2026-10-20'])
  })

  it('leaves holes that are older than thirty days', () => {
    const stored = daysFrom('2026-10-17', today).map(final)
    expect(planDays(today, stored)).not.toContain('2026-10-16')
    expect(planDays(today, daysFrom('2026-10-18', today).map(final))).toContain('2026-10-17')
  })

  it('counts calendar days over the change of the clocks', () => {
    expect(planDays('2026-03-10', [])).toContain('2026-03-08')
    expect(planDays('2026-03-10', [])).toHaveLength(historyDays + 1)
    expect(planDays('2026-11-03', [])).toHaveLength(historyDays + 1)
  })
})
