export interface Slope {
  /** A hour. */
  perHour: number
  /** Twice the standard error: the true slope is within this of it in nineteen of twenty cases. */
  plusMinus: number
}

const hourMs = 3_600_000

/** The straight line of least squares through measured values: how steep, and how certain. Three points or more. */
export function slopeOf(points: readonly { atMs: number; value: number }[]): Slope | null {
  const count = points.length
  if (count < 3) return null
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / count
  const hours = points.map(({ atMs }) => atMs / hourMs)
  const [meanHour, meanValue] = [mean(hours), mean(points.map(({ value }) => value))]
  const spread = hours.reduce((sum, hour) => sum + (hour - meanHour) ** 2, 0)
  if (spread === 0) return null
  const joint = points.reduce(
    (sum, { value }, index) => sum + ((hours[index] ?? 0) - meanHour) * (value - meanValue),
    0,
  )
  const perHour = joint / spread
  const squares = points.reduce((sum, { value }, index) => {
    const onLine = meanValue + perHour * ((hours[index] ?? 0) - meanHour)
    return sum + (value - onLine) ** 2
  }, 0)
  return { perHour, plusMinus: 2 * Math.sqrt(squares / (count - 2) / spread) }
}
