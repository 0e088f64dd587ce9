import { describe, expect, it } from 'vitest'
import { addDays } from '../instagram/index.ts'
import { lastWeek, weekFacts } from './week.ts'

const week = { first: '2026-11-23', last: '2026-11-29' }
const days = (from: string, values: (number | null)[], open = 0) =>
  values.map((value, index) => ({
    day: addDays(from, index),
    reach: value,
    change: value,
    isFinal: index < values.length - open,
  }))

describe('a week', () => {
  it.each([
    ['2026-11-30', week],
    ['2026-12-06', week],
    ['2026-12-07', { first: '2026-11-30', last: '2026-12-06' }],
  ])('that is over on %s is the last one from Monday to Sunday', (today, range) => {
    expect(lastWeek(today)).toEqual(range)
  })

  const before = days('2026-11-16', [100, 100, 100, 100, 100, 100, 100])
  const reached = days('2026-11-23', [150, 150, 150, 150, 150, 150, 129])
  const followed = days('2026-11-23', [1, 2, 3, -1, 0, 4, 5])

  it('says what the days make together, against the week before', () => {
    expect(weekFacts(week, '2026-12-02', { followed, days: [...before, ...reached] })).toEqual({
      startDate: '2026-11-23',
      endDate: '2026-11-29',
      followersChange: 14,
      reachPerDay: 147,
      reachChangePercent: 47,
    })
  })

  it('is waited for while its days may still change, and for no more than five days', () => {
    const open = { followed, days: days('2026-11-23', [150, 150, 150, 150, 150, 150, 150], 2) }
    expect(weekFacts(week, '2026-12-04', open)).toBeNull()
    expect(weekFacts(week, '2026-12-05', open)).toMatchObject({ followersChange: 14, reachPerDay: 150 })
  })

  it('compares nothing with days that are not known, and says nothing of a week of which nothing is', () => {
    const gap = days('2026-11-23', [150, null, 150, 150, 150, 150, 150])
    expect(weekFacts(week, '2026-12-05', { followed, days: reached })).toMatchObject({ reachChangePercent: null })
    expect(weekFacts(week, '2026-12-05', { followed, days: gap })).toMatchObject({ reachPerDay: null })
    expect(weekFacts(week, '2026-12-05', { followed: [], days: gap })).toBeNull()
  })
})
