import { expect, test } from 'vitest'
import { benchmarkMetrics, cellOf, boundsOf, placeOf, valueAt } from './grids.ts'
import { createRandom, drawThreshold, mostApart, noisyRunningCounts } from './noise.ts'
import { percentilesOf, percentOf, rising } from './spread.ts'

test('a place on a scale is where its value is, and what is outside is at the end', () => {
  for (const grid of Object.values(benchmarkMetrics)) {
    for (const place of [0, 1.5, 20, grid.bins]) expect(placeOf(grid, valueAt(grid, place))).toBeCloseTo(place, 6)
    expect(placeOf(grid, grid.from - 1)).toBeCloseTo(0, 9)
    expect(placeOf(grid, grid.to * 2)).toBeCloseTo(grid.bins, 9)
  }
})

test('sizes go by tens', () => {
  expect([0, 999, 1_000, 99_999, 5_000_000].map(cellOf)).toEqual(['0', '0', '1000', '10000', '1000000'])
  expect(boundsOf('1000')).toEqual({ fewest: 1_000, most: 9_999 })
  expect(boundsOf('1000000')).toEqual({ fewest: 1_000_000, most: null })
})

test('counts that fall are levelled out and none is below nothing', () => {
  expect(rising([-4, 1, 3, 2, 7, 6, 5])).toEqual([0, 1, 2.5, 2.5, 6, 6, 6])
})

test('percentiles of counts without noise are those of the values', () => {
  const grid = benchmarkMetrics.engagementRate
  const values = Array.from({ length: 4_000 }, (_, index) => Math.exp(1 + 1.4 * (index / 4_000)))
  const counts = Array<number>(grid.bins).fill(0)
  for (const value of values) {
    const bin = Math.floor(placeOf(grid, value))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  let sum = 0
  const percentiles = percentilesOf(
    grid,
    counts.map((count) => (sum += count)),
  )
  for (const index of [100, 1_000, 2_000, 3_900]) {
    expect(Math.abs(percentOf(percentiles, values[index] ?? 0) - index / 40)).toBeLessThanOrEqual(1.5)
  }
  expect(percentOf(percentiles, 0.01)).toBe(1)
  expect(percentOf(percentiles, 99)).toBe(99)
})

test('among equal values one is in their middle', () => {
  const flat = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [index + 1, index < 40 ? 0 : 2]))
  expect(percentOf(flat, 0)).toBe(21)
  expect(percentOf(flat, 2)).toBe(70)
})

test('the same seed is the same noise, and its mean is nothing', () => {
  const counts = Array<number>(48).fill(10)
  const of = (seed: string) => noisyRunningCounts(counts, createRandom(seed))
  expect(of('one')).toEqual(of('one'))
  expect(of('one')).not.toEqual(of('two'))
  const last = Array.from({ length: 400 }, (_, index) => (of(`mean ${index}`).at(-1) ?? 0) - 480)
  expect(Math.abs(last.reduce((sum, value) => sum + value, 0) / last.length)).toBeLessThan(4)
})

test('a cell needs twenty accounts or more, and no number of them is told by whether it speaks', () => {
  const drawn = Array.from({ length: 20_000 }, (_, index) => drawThreshold(createRandom(`threshold ${index}`)))
  expect(Math.min(...drawn)).toBe(20)
  expect(Math.max(...drawn)).toBeLessThanOrEqual(45)
  for (let accounts = 20; accounts < 45; accounts += 1) {
    const share = drawn.filter((one) => one === accounts).length / drawn.length
    expect(share).toBeLessThan(mostApart + 0.01)
  }
})
