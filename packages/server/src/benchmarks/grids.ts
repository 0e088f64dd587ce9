/** What accounts of like size are compared by. */
export const benchmarkMetrics = {
  engagementRate: { unit: 'percent', scale: 'log', from: 0.05, to: 100, bins: 48 },
  /** Average daily reach as percent of the followers. */
  reachPerFollower: { unit: 'percent', scale: 'log', from: 0.1, to: 2_000, bins: 48 },
  /** Over 28 days. */
  followersGrowthPercent: { unit: 'percent', scale: 'both_ways', from: -100, to: 1_000, bins: 56 },
  postsPerWeek: { unit: 'posts', scale: 'log_of_next', from: 0, to: 50, bins: 40 },
} as const satisfies Record<string, Grid & { unit: string }>

export type BenchmarkMetric = keyof typeof benchmarkMetrics
// The guarantee: the object above has these keys and no others.
export const benchmarkMetricNames = Object.keys(benchmarkMetrics) as [BenchmarkMetric, ...BenchmarkMetric[]]

/** Bins of equal width on a scale. They are the same whatever the accounts are: edges made of data would tell of it. */
export interface Grid {
  scale: 'log' | 'both_ways' | 'log_of_next'
  from: number
  to: number
  bins: number
}

/** Near this, in percent, growth is told apart as finely as its size. */
const fineness = 0.5
/** Posts a week come in quarters, of four weeks. */
const step = 0.25

const scales: Record<Grid['scale'], { to(value: number): number; from(place: number): number }> = {
  log: { to: Math.log, from: Math.exp },
  both_ways: {
    to: (value) => Math.asinh(value / fineness),
    from: (place) => fineness * Math.sinh(place),
  },
  log_of_next: { to: (value) => Math.log(value + step), from: (place) => Math.exp(place) - step },
}

/** Where a value lies, in bins from 0 to `bins`; what is outside is at the end. */
export function placeOf({ scale, from, to, bins }: Grid, value: number): number {
  const { to: map } = scales[scale]
  const within = Math.min(to, Math.max(from, value))
  return (bins * (map(within) - map(from))) / (map(to) - map(from))
}

/** The value at a place. */
export function valueAt({ scale, from, to, bins }: Grid, place: number): number {
  const { to: map, from: back } = scales[scale]
  return back(map(from) + (place / bins) * (map(to) - map(from)))
}

/** Size classes by their fewest followers. */
const sizes = [0, 1_000, 10_000, 100_000, 1_000_000] as const
export const cells = sizes.map(String)

export function cellOf(followers: number): string {
  return String(sizes.findLast((fewest) => followers >= fewest) ?? 0)
}

/** From how many followers to how many; `null` for no end. */
export function boundsOf(cell: string): { fewest: number; most: number | null } {
  const index = cells.indexOf(cell)
  const next = sizes[index + 1]
  return { fewest: sizes[index] ?? 0, most: next === undefined ? null : next - 1 }
}
