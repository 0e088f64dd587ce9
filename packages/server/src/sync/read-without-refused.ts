import { GraphFailure } from '../instagram/failure.ts'

interface Question {
  metrics: readonly string[]
  /** Grows: a metric found to be refused is not asked again. */
  refused: Set<string>
}

/**
 * The numbers of several metrics. One refused metric refuses the whole call, so it is found, by Instagram's text or by
 * halving, and the rest is asked again without it.
 * @param ask asks Instagram for some metrics at once
 */
export async function readWithoutRefused(
  ask: (metrics: readonly string[]) => Promise<Map<string, number>>,
  { metrics, refused }: Question,
): Promise<Map<string, number>> {
  const asked = metrics.filter((metric) => !refused.has(metric))
  if (asked.length === 0) return new Map()
  try {
    return await ask(asked)
  } catch (error) {
    if (!(error instanceof GraphFailure) || error.kind !== 'unsupported_metric') throw error
    const named = error.details.refusedMetrics ?? []
    if (named.length > 0 && named.length < asked.length) {
      for (const metric of named) refused.add(metric)
      return readWithoutRefused(ask, { metrics: asked, refused })
    }
    const [only] = asked
    if (asked.length === 1 && only !== undefined) {
      refused.add(only)
      return new Map()
    }
    const middle = Math.ceil(asked.length / 2)
    const first = await readWithoutRefused(ask, { metrics: asked.slice(0, middle), refused })
    const second = await readWithoutRefused(ask, { metrics: asked.slice(middle), refused })
    return new Map([...first, ...second])
  }
}
