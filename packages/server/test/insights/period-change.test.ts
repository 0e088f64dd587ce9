import { expect, test } from 'vitest'
import type { History, Series } from '../../src/insights/history.ts'
import { periodChanges, periodMetrics, type PeriodMetric } from '../../src/insights/period-change.ts'
import { seedAccount } from './seeded-accounts.ts'

const week = 7

/** The range's week against the one before it. */
function changesOf(history: History) {
  const from = history.rangeStart - week
  const before = Object.fromEntries(
    periodMetrics.map((metric) => {
      const { firstWeekday, values } = history.series[metric]
      const series: Series = { firstWeekday: (firstWeekday + from) % 7, values: values.slice(from, history.rangeStart) }
      return [metric, series]
    }),
  ) as Record<PeriodMetric, Series>
  return periodChanges(history, before)
}

const seeded = (seed: number) => seedAccount({ seed, plant: null, rangeDays: week }).history

/** Each day of the range so many times what it was. */
function changed(history: History, times: number): History {
  const series = Object.fromEntries(
    Object.entries(history.series).map(([name, { firstWeekday, values }]) => [
      name,
      {
        firstWeekday,
        values: values.map((value, index) => (index < history.rangeStart || value === null ? value : value * times)),
      },
    ]),
  ) as unknown as History['series']
  return { ...history, series }
}

test('a usual week of a quiet account is no clear change, twice as much is one', () => {
  const clear = { quiet: 0, doubled: 0 }
  for (let seed = 1; seed <= 60; seed += 1) {
    const history = seeded(seed)
    if (changesOf(history).some(({ isClear }) => isClear)) clear.quiet += 1
    const [reach] = changesOf(changed(history, 2.4))
    if (reach?.isClear === true && reach.direction === 'up') clear.doubled += 1
  }
  expect(clear.quiet).toBeLessThanOrEqual(2)
  expect(clear.doubled).toBeGreaterThanOrEqual(50)
})

test('the best week in a row is known as such, and a week of which half is unknown is not compared', () => {
  const history = seeded(3)
  const [reach] = changesOf(changed(history, 4))
  expect(reach).toMatchObject({ metric: 'reach', direction: 'up', isClear: true })
  expect(reach?.highestOf).toBeGreaterThan(20)
  expect(reach?.changePercent).toBeGreaterThan(200)
  expect(changesOf(changed(history, 0.3))[0]).toMatchObject({ direction: 'down', isClear: true, highestOf: null })

  const half = history.series.reach.values.map((value, index) => (index >= history.days.length - 4 ? null : value))
  const series = { ...history.series, reach: { ...history.series.reach, values: half } }
  expect(changesOf({ ...history, series }).map(({ metric }) => metric)).not.toContain('reach')
})
