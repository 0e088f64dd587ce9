import { expect, test } from 'vitest'
import { growthPoints, timelinePoints } from '../src/react/data/points.ts'
import { readView, withView } from '../src/react/data/panel-view.ts'
import { addDays, daysBack, daysOf, readRange, wholeDays } from '../src/react/data/range.ts'

test('a provisional day is dashed, and the dashes start at the last final day', () => {
  const points = timelinePoints({
    days: ['2026-11-01', '2026-11-02', '2026-11-03'],
    values: [10, 20, 30],
    final: [true, true, false],
    isPartial: [false, false, false],
  })
  expect(points.map(({ final }) => final)).toEqual([10, 20, null])
  expect(points.map(({ tentative }) => tentative)).toEqual([null, 20, 30])
})

test('a day without a number stays a gap and is never 0', () => {
  const points = timelinePoints({
    days: ['2026-11-01', '2026-11-02', '2026-11-03'],
    values: [0, null, 5],
    final: [true, true, true],
    isPartial: [false, false, false],
  })
  expect(points.map(({ value }) => value)).toEqual([0, null, 5])
  expect(points.map(({ final }) => final)).toEqual([0, null, 5])
  expect(points.map(({ alone }) => alone)).toEqual([true, false, true])
})

test('a week that the range cuts is a dot of its own, never part of a line, and compared with nothing', () => {
  const days = ['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16']
  const points = timelinePoints({
    days,
    values: [20, 70, 77, 9],
    final: [true, true, true, false],
    isPartial: [true, false, false, true],
    previous: {
      days: days.map((day) => addDays(day, -7)),
      values: [1, 2, 3, 4],
      isPartial: [false, false, false, false],
      daysBack: 7,
    },
  })

  expect(points.map(({ state }) => state)).toEqual(['partial', 'final', 'final', 'partial'])
  expect(points.map(({ value }) => value)).toEqual([20, 70, 77, 9])
  expect(points.map(({ final }) => final)).toEqual([null, 70, 77, null])
  expect(points.map(({ tentative }) => tentative)).toEqual([null, null, null, null])
  expect(points.map(({ alone }) => alone)).toEqual([true, false, false, true])
  expect(points.map(({ previous }) => previous)).toEqual([null, 2, 3, null])
})

test('a whole week is not compared with a part of one', () => {
  const [point] = timelinePoints({
    days: ['2026-11-02'],
    values: [70],
    final: [true],
    isPartial: [false],
    previous: { days: ['2025-11-03'], values: [12], isPartial: [true], daysBack: daysBack(365, 'week') },
  })

  expect(point).toMatchObject({ date: '2026-11-02', value: 70, previous: null })
})

test('a day is compared with the day as far into the period before, a week with one of the same weekday', () => {
  expect(daysBack(30, 'day')).toBe(30)
  expect(addDays('2026-11-02', -daysBack(365, 'week'))).toBe('2025-11-03')
})

test('derived follower totals, and those that may still change, are dashed until the first final one', () => {
  const state = { gained: null, lost: null, isFinal: true, isDerived: false, isEstimated: false }
  const points = growthPoints([
    { ...state, date: '2026-11-01', followers: 100, change: null, isDerived: true },
    { ...state, date: '2026-11-02', followers: 103, change: 3 },
    { ...state, date: '2026-11-03', followers: 105, change: 2, isFinal: false },
    { ...state, date: '2026-11-04', followers: null, change: null, isFinal: false },
  ])
  expect(points.map((point) => point.state)).toEqual(['derived', 'final', 'provisional', 'provisional'])
  expect(points.map(({ tentative }) => tentative)).toEqual([100, 103, 105, null])
  expect(points.map(({ final }) => final)).toEqual([null, 103, null, null])
})

test('a range is whole days until yesterday, across months', () => {
  expect(wholeDays(7, '2026-11-01')).toEqual({ startDate: '2026-10-25', endDate: '2026-10-31' })
  expect(wholeDays(30, '2026-03-09')).toEqual({ startDate: '2026-02-07', endDate: '2026-03-08' })
})

test('what an address asks for is a range, or nothing', () => {
  for (const text of ['7', '365', 'beginning', '2026-02-28..2026-03-01']) expect(readRange(text)).toBe(text)
  for (const text of ['', '8', '2026-02-30..2026-03-01', '2026-03-02..2026-03-01', '2026-03-01', '..', '30..60'])
    expect(readRange(text), text).toBeNull()
  expect(daysOf('2026-11-01..2026-12-24', '2026-11-30')).toEqual({ startDate: '2026-11-01', endDate: '2026-11-29' })
  expect(daysOf('beginning', '2026-11-30')).toEqual({ startDate: 'beginning', endDate: '2026-11-29' })
})

test('what the user looks at stands in the address beside what the host has there, and what is wrong there is the default', () => {
  const view = { account: 'a1', section: 'audience', range: '90', metric: 'impressions', compare: 'year' } as const
  const address = withView('https://app.example/painel?tab=2#topo', view)

  expect(address).toMatch(/^https:\/\/app\.example\/painel\?tab=2&.*#topo$/)
  expect(readView(new URL(address).search)).toEqual(view)
  const normal = readView('?instagram-section=nothing&instagram-range=x&instagram-metric=__proto__')
  expect(normal).toEqual({ account: null, section: 'summary', range: '30', metric: 'reach', compare: 'previous' })
  expect(withView(address, normal)).toBe('https://app.example/painel?tab=2#topo')
})
