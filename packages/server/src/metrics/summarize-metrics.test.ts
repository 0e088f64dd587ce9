import { describe, expect, it } from 'vitest'
import { daysFrom } from '../instagram/days.ts'
import type { DailyMetrics, MetricName } from './contract.ts'
import { blankDay } from './read-days.ts'
import { summarize } from './summarize-metrics.ts'

const days = daysFrom('2026-11-05', '2026-11-08')
const previousDays = daysFrom('2026-11-01', '2026-11-04')
type Value = number | null | undefined

/** `undefined` is a day that was never stored. */
function stored(name: MetricName, dates: string[], values: Value[]): DailyMetrics[] {
  return dates.flatMap((date, index) => {
    const value = values[index]
    return value === undefined ? [] : [{ ...blankDay(date), [name]: value }]
  })
}
const summary = (name: MetricName, current: Value[], previous: Value[]) =>
  summarize(name, {
    current: stored(name, days, current),
    previous: stored(name, previousDays, previous),
    days,
    previousDays,
  })

describe('summarize', () => {
  it('compares two whole periods', () => {
    expect(summary('likes', [1, 2, 3, 4], [1, 1, 1, 1])).toEqual({
      value: 10,
      previous: 4,
      change: 6,
      changePercent: 150,
      aggregation: 'sum',
      knownDays: 4,
      previousKnownDays: 4,
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

  it('compares the last counts of followers however many days were counted', () => {
    expect(summary('followersCount', [110, null, null, null], [90, 95, 100, null])).toMatchObject({
      value: 110,
      previous: 100,
      change: 10,
      changePercent: 10,
      knownDays: 1,
      previousKnownDays: 3,
    })
  })

  it('compares rates by points', () => {
    const day = (date: string, engagement: number) => ({
      ...blankDay(date),
      engagement,
      reach: 100,
      engagementRate: engagement,
    })
    const current = days.map((date) => day(date, 6))
    const previous = previousDays.map((date) => day(date, 4))
    expect(summarize('engagementRate', { current, previous, days, previousDays })).toMatchObject({
      value: 6,
      previous: 4,
      change: 2,
      changePercent: 50,
    })
  })
})
