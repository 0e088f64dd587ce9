import { valueAt, type Grid } from './grids.ts'

/** The nearest counts that never fall and are never below nothing: each fall is levelled out with what is before it. */
export function rising(counts: readonly number[]): number[] {
  const levels: { value: number; length: number }[] = []
  for (const count of counts) {
    let level = { value: count, length: 1 }
    for (let before = levels.at(-1); before !== undefined && before.value > level.value; before = levels.at(-1)) {
      levels.pop()
      const length = before.length + level.length
      level = { value: (before.value * before.length + level.value * level.length) / length, length }
    }
    levels.push(level)
  }
  return levels.flatMap(({ value, length }) => Array.from({ length }, () => Math.max(0, value)))
}

export const percents = Array.from({ length: 99 }, (_, index) => index + 1)

/** Of each percent the value below which so many are. @param running counts that rise */
export function percentilesOf(grid: Grid, running: readonly number[]): Record<string, number> {
  const total = Math.max(1, running.at(-1) ?? 0)
  return Object.fromEntries(
    percents.map((percent) => {
      const rank = (percent / 100) * total
      const found = running.findIndex((count) => count >= rank)
      const bin = found === -1 ? running.length - 1 : found
      const before = running[bin - 1] ?? 0
      const within = (running[bin] ?? 0) - before
      const place = bin + (within <= 0 ? 0 : Math.min(1, Math.max(0, (rank - before) / within)))
      return [percent, rounded(valueAt(grid, place))]
    }),
  )
}

/** Below how many percent of the accounts a value is above, 1 to 99. */
export function percentOf(percentiles: Readonly<Record<string, number>>, value: number): number {
  const values = percents.map((percent) => percentiles[percent] ?? 0)
  const below = values.findLastIndex((one) => one < value)
  const above = values.findIndex((one) => one > value)
  if (above === 0) return 1
  if (below === values.length - 1) return 99
  // Among equal ones it is in their middle.
  const first = below === -1 ? 0 : below
  const last = above === -1 ? values.length - 1 : above
  const [low = 0, high = 0] = [values[first], values[last]]
  const isBetween = last - first === 1 && high > low
  const place = isBetween ? first + (value - low) / (high - low) : (first + last) / 2
  return Math.min(99, Math.max(1, Math.round(place + 1)))
}

/** Three digits that mean something. */
function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
