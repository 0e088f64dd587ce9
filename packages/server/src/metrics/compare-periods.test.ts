import { describe, expect, it } from 'vitest'
import { daysFrom } from '../instagram/index.ts'
import type { DailyMetrics } from './contract.ts'
import type { MetricName } from './metric-definitions.ts'
import { blankDay } from './read-days.ts'
import { comparePeriods, compareFollowers, compareRates } from './compare-periods.ts'

const days = daysFrom('2026-11-05', '2026-11-08')
const previousDays = daysFrom('2026-11-01', '2026-11-04')
const today = '2026-11-30'
const isOpen = () => false
type Value = number | null | undefined

/** `undefined` is a day that was never stored. */
function stored(name: MetricName, dates: string[], values: Value[]): DailyMetrics[] {
  return dates.flatMap((date, index) => {
    const value = values[index]
    return value === undefined ? [] : [{ ...blankDay(date, today), [name]: value }]
  })
}
const summary = (name: MetricName, current: Value[], previous: Value[]) =>
  comparePeriods(name, {
    current: stored(name, days, current),
    previous: stored(name, previousDays, previous),
    days,
    previousDays,
    isOpen,
    today,
  })

describe('comparePeriods', () => {
  it('compares two whole periods', () => {
    expect(summary('likes', [1, 2, 3, 4], [1, 1, 1, 1])).toEqual({
      value: 10,
      previous: 4,
      change: 6,
      changePercent: 150,
      aggregation: 'sum',
      knownDays: 4,
      previousKnownDays: 4,
      provisionalDays: 0,
      previousProvisionalDays: 0,
    })
  })

  it('compares a running period with as many days of the one before', () => {
    expect(summary('likes', [5, 5, null, null], [4, 4, 100, 100])).toMatchObject({
      value: 10,
      previous: 8,
      change: 2,
      changePercent: 25,
      knownDays: 2,
      previousKnownDays: 2,
    })
  })

  it('does the same for days that are not stored yet', () => {
    expect(summary('likes', [5, 5], [4, 4, 100, 100])).toMatchObject({ value: 10, previous: 8, change: 2 })
  })

  it('claims no change where a hole makes the periods unequal', () => {
    expect(summary('likes', [5, null, 5, 5], [4, 4, 4, 4])).toMatchObject({
      value: 15,
      previous: 16,
      change: null,
      changePercent: null,
      knownDays: 3,
      previousKnownDays: 4,
    })
  })

  it('claims no change against nothing', () => {
    expect(summary('likes', [1, 1, 1, 1], [])).toMatchObject({
      value: 4,
      previous: null,
      change: null,
      changePercent: null,
    })
    expect(summary('likes', [], [1, 1, 1, 1])).toMatchObject({
      value: null,
      previous: 4,
      change: null,
      changePercent: null,
    })
  })

  it('has a change but no percent of zero', () => {
    expect(summary('likes', [1, 1, 1, 1], [0, 0, 0, 0])).toMatchObject({
      value: 4,
      previous: 0,
      change: 4,
      changePercent: null,
    })
  })

  it('shows a fall as a fall', () => {
    expect(summary('reach', [10, 10, 10, 10], [40, 40, 40, 40])).toMatchObject({
      value: 10,
      previous: 40,
      change: -30,
      changePercent: -75,
      aggregation: 'daily_average',
    })
  })

  it('compares rates by points', () => {
    const day = (date: string, engagement: number) => ({
      ...blankDay(date, today),
      engagement,
      reach: 100,
      engagementRate: engagement,
    })
    const current = days.map((date) => day(date, 6))
    const previous = previousDays.map((date) => day(date, 4))
    expect(comparePeriods('engagementRate', { current, previous, days, previousDays, isOpen, today })).toMatchObject({
      value: 6,
      previous: 4,
      change: 2,
      changePercent: 50,
    })
  })

  it('compares rates also where the last day reached nobody', () => {
    const day = (date: string, reach: number) => ({ ...blankDay(date, today), engagement: reach / 10, reach })
    const current = days.map((date, index) => day(date, index === 3 ? 0 : 100))
    const previous = previousDays.map((date) => day(date, 100))
    expect(comparePeriods('engagementRate', { current, previous, days, previousDays, isOpen, today })).toMatchObject({
      value: 10,
      previous: 10,
      change: 0,
      knownDays: 4,
      previousKnownDays: 4,
    })
  })

  it('does not compare a day that is under way with a whole one', () => {
    const periods = {
      current: stored('likes', days, [4, 4, 4, 1]),
      previous: stored('likes', previousDays, [4, 4, 4, 4]),
      days,
      previousDays,
      isOpen,
    }
    expect(comparePeriods('likes', { ...periods, today: '2026-11-08' })).toMatchObject({ value: 13, change: null })
    expect(comparePeriods('likes', { ...periods, today: '2026-11-09' })).toMatchObject({ value: 13, change: -3 })
  })

  it('counts the days on both sides that Instagram may still correct', () => {
    const open = new Set(['2026-11-04', '2026-11-07', '2026-11-08'])
    const periods = {
      days,
      previousDays,
      today,
      isOpen: (name: MetricName, day: string) => name === 'likes' && open.has(day),
    }
    const current = stored('likes', days, [1, 1, 1, null])
    expect(
      comparePeriods('likes', { ...periods, current, previous: stored('likes', previousDays, [1, 1, 1, 1]) }),
    ).toMatchObject({ knownDays: 3, provisionalDays: 1, previousKnownDays: 3, previousProvisionalDays: 0 })
    const whole = {
      current: stored('likes', days, [1, 1, 1, 1]),
      previous: stored('likes', previousDays, [1, 1, 1, 1]),
    }
    expect(comparePeriods('likes', { ...periods, ...whole })).toMatchObject({
      provisionalDays: 2,
      previousProvisionalDays: 1,
    })
  })
})

describe('compareFollowers', () => {
  const followed = (day: string, followers: number | null, change: number | null, isFinal = true) => ({
    day,
    followers,
    change,
    isFinal,
    isDerived: false,
    isEstimated: false,
  })

  it('tells the change that growth tells, against the total at the end of the day before', () => {
    const current = [
      followed('2026-11-05', 103, 3),
      followed('2026-11-06', 90, 2, false),
      followed('2026-11-07', null, 4),
    ]
    const previous = [followed('2026-11-03', 50, 1), followed('2026-11-04', 100, 2)]
    expect(compareFollowers(current, previous, '2026-11-04')).toEqual({
      value: 90,
      previous: 100,
      change: 9,
      changePercent: 9,
      aggregation: 'last',
      knownDays: 2,
      previousKnownDays: 2,
      provisionalDays: 1,
      previousProvisionalDays: 0,
    })
  })

  it('has no percent without the total of the day before', () => {
    const current = [followed('2026-11-05', 103, 3)]
    expect(compareFollowers(current, [followed('2026-11-03', 100, 3)], '2026-11-04')).toMatchObject({
      previous: null,
      change: 3,
      changePercent: null,
    })
    expect(compareFollowers([], [], '2026-11-04')).toMatchObject({ value: null, change: null, changePercent: null })
  })
})

describe('compareRates', () => {
  const periods = (current: Value[], previous: Value[] = [9, 9, 9, 9]) => ({
    current: stored('engagement', days, current),
    previous: stored('engagement', previousDays, previous),
    days,
    previousDays,
    isOpen,
    today,
  })

  it('divides by what the whole periods reached', () => {
    expect(compareRates(periods([10, 10, 10, 10]), { value: 100, previous: 120 })).toMatchObject({
      value: 40,
      previous: 30,
      change: 10,
      changePercent: 33.33,
      knownDays: 4,
    })
  })

  it('compares with nothing where the reach of the period before is unknown', () => {
    expect(compareRates(periods([10, 10, 10, 10]), { value: 100, previous: null })).toMatchObject({
      value: 40,
      previous: null,
      change: null,
    })
  })

  it.each([
    ['the reach', periods([10, 10, 10, 10]), { value: null, previous: 120 }],
    ['the reach of such a period', periods([10, 10, 10, 10]), null],
    ['the engagement of a day', periods([10, 10, 10, null]), { value: 100, previous: 120 }],
    ['anybody reached', periods([0, 0, 0, 0]), { value: 0, previous: 120 }],
  ])('says nothing without %s', (_name, some, reach) => {
    expect(compareRates(some, reach)).toBeNull()
  })
})
