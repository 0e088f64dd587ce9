import { describe, expect, it } from 'vitest'
import { aggregate } from './aggregate.ts'
import type { DailyMetrics } from './contract.ts'
import { metricNames } from './metric-definitions.ts'
import { metricDefinitions } from './metric-definitions.ts'
import { blankDay } from './read-days.ts'

const days = (...values: Partial<DailyMetrics>[]): DailyMetrics[] =>
  values.map((value, index) => ({
    ...blankDay(`2026-11-${String(index + 1).padStart(2, '0')}`, '2026-11-30'),
    ...value,
  }))

describe('aggregate', () => {
  it.each(metricNames)('knows no %s of no days and of unknown days, and says null, not 0', (name) => {
    expect(aggregate(name, [])).toEqual({ value: null, knownDays: 0 })
    expect(aggregate(name, days({}, {}))).toEqual({ value: null, knownDays: 0 })
  })

  it.each(metricNames.filter((name) => metricDefinitions[name].aggregation === 'sum'))('adds %s up', (name) => {
    expect(aggregate(name, days({ [name]: 4 }, {}, { [name]: 0 }, { [name]: 3 }))).toEqual({ value: 7, knownDays: 3 })
  })

  it.each(['reach', 'accountsEngaged'] as const)(
    'averages %s over the known days: people can not be added up',
    (name) => {
      expect(aggregate(name, days({ [name]: 10 }, {}, { [name]: 0 }, { [name]: 1 }))).toEqual({
        value: 3.67,
        knownDays: 3,
      })
    },
  )

  it('takes the newest known number of followers', () => {
    expect(aggregate('followersCount', days({ followersCount: 9 }, { followersCount: 8 }, {}))).toEqual({
      value: 8,
      knownDays: 2,
    })
  })

  it('weighs the engagement rate by reach instead of averaging percents', () => {
    const some = days(
      { engagement: 10, reach: 10, engagementRate: 100 },
      { engagement: 0, reach: 90, engagementRate: 0 },
    )
    expect(aggregate('engagementRate', some)).toEqual({ value: 10, knownDays: 2 })
  })

  it('leaves a day with one half of the rate out', () => {
    const some = days({ engagement: 5, reach: 100 }, { engagement: 1_000 }, { reach: 1_000 })
    expect(aggregate('engagementRate', some)).toEqual({ value: 5, knownDays: 1 })
  })

  it('has no rate where nobody was reached', () => {
    expect(aggregate('engagementRate', days({ engagement: 0, reach: 0 }))).toEqual({ value: null, knownDays: 1 })
  })

  it('keeps a sum of zeros a zero', () => {
    expect(aggregate('likes', days({ likes: 0 }, { likes: 0 }))).toEqual({ value: 0, knownDays: 2 })
  })
})
