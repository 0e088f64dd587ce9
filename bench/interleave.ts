/** Does the work once and says how much came of it: a rate, or a time. */
export type Measure = () => Promise<number>

export interface Comparison {
  /** The median of the ratios of each pair of runs that stood side by side. */
  ratio: number
  value: number
  baseline: number
  runs: number
  /** The smallest and the largest ratio of a pair. */
  spread: [number, number]
}

/**
 * Runs both in turn, product first and then baseline first, so that a machine that grows slower meanwhile favours
 * neither. Whoever comes first in a pair changes with each pair.
 * @param runs how many pairs; at least five, for the median to mean something
 * @param isWarm both are run once before, unmeasured: for what a process does all night, and not when it has just started
 */
export async function interleave({
  product,
  baseline,
  runs = 5,
  isWarm = false,
}: {
  product: Measure
  baseline: Measure
  runs?: number
  isWarm?: boolean
}): Promise<Comparison> {
  if (runs < 5) throw new RangeError('A median needs at least five runs')
  if (isWarm) {
    await product()
    await baseline()
  }
  const pairs: { value: number; baseline: number }[] = []
  for (let run = 0; run < runs; run += 1) {
    if (run % 2 === 0) {
      const value = await product()
      pairs.push({ value, baseline: await baseline() })
    } else {
      const bare = await baseline()
      pairs.push({ value: await product(), baseline: bare })
    }
  }
  const ratios = pairs.map((pair) => pair.value / pair.baseline)
  return {
    ratio: median(ratios),
    value: median(pairs.map(({ value }) => value)),
    baseline: median(pairs.map((pair) => pair.baseline)),
    runs,
    spread: [Math.min(...ratios), Math.max(...ratios)],
  }
}

/** The middle one, or the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)]
  const lower = sorted[Math.ceil(middle) - 1]
  if (upper === undefined || lower === undefined) throw new RangeError('There is no median of nothing')
  return (lower + upper) / 2
}
