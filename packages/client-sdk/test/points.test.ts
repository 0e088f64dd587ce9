import { expect, test } from 'vitest'
import { growthPoints, timelinePoints } from '../src/react/data/points.ts'
import { daysUntilToday, wholeDays } from '../src/react/data/range.ts'

test('a provisional day is dashed, and the dashes start at the last final day', () => {
  const points = timelinePoints({
    days: ['2026-11-01', '2026-11-02', '2026-11-03'],
    values: [10, 20, 30],
    final: [true, true, false],
  })
  expect(points.map(({ firm }) => firm)).toEqual([10, 20, null])
  expect(points.map(({ tentative }) => tentative)).toEqual([null, 20, 30])
})

test('a day without a number stays a gap and is never 0', () => {
  const points = timelinePoints({
    days: ['2026-11-01', '2026-11-02', '2026-11-03'],
    values: [0, null, 5],
    final: [true, true, true],
  })
  expect(points.map(({ value }) => value)).toEqual([0, null, 5])
  expect(points.map(({ firm }) => firm)).toEqual([0, null, 5])
  expect(points.map(({ alone }) => alone)).toEqual([true, false, true])
})

test('derived follower counts are dashed until the first counted one', () => {
  const points = growthPoints([
    { date: '2026-11-01', followers: 100, change: null, derived: true },
    { date: '2026-11-02', followers: 103, change: 3, derived: false },
    { date: '2026-11-03', followers: null, change: null, derived: false },
  ])
  expect(points.map(({ tentative }) => tentative)).toEqual([100, 103, null])
  expect(points.map(({ firm }) => firm)).toEqual([null, 103, null])
})

test('days are counted in Los Angeles, across months and the end of summer time', () => {
  const now = new Date('2026-11-02T06:30:00Z')
  expect(daysUntilToday(7, now)).toEqual({ startDate: '2026-10-26', endDate: '2026-11-01' })
  expect(wholeDays(7, now)).toEqual({ startDate: '2026-10-25', endDate: '2026-10-31' })
  expect(wholeDays(30, new Date('2026-03-09T08:00:00Z'))).toEqual({ startDate: '2026-02-07', endDate: '2026-03-08' })
})
