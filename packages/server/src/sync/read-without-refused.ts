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
    if (!isRefusal(error)) throw error
    const named = error.details.refusedMetrics ?? []
    if (named.length > 0 && named.length < asked.length) {
      for (const metric of named) refused.add(metric)
      return readWithoutRefused(ask, { metrics: asked, refused })
    }
    const [only] = asked
    if (asked.length === 1 && only !== undefined) {
      if (error.kind === 'rejected') throw error
      refused.add(only)
      return new Map()
    }
    return readHalves(ask, { metrics: asked, refused }, error)
  }
}

/** @throws GraphFailure `refusal` when no metric at all is answered: then it was not about one of them */
async function readHalves(
  ask: (metrics: readonly string[]) => Promise<Map<string, number>>,
  { metrics, refused }: Question,
  refusal: GraphFailure,
): Promise<Map<string, number>> {
  const middle = Math.ceil(metrics.length / 2)
  const read = new Map<string, number>()
  const rejected: (readonly string[])[] = []
  for (const half of [metrics.slice(0, middle), metrics.slice(middle)]) {
    try {
      for (const [metric, value] of await readWithoutRefused(ask, { metrics: half, refused })) read.set(metric, value)
    } catch (error) {
      if (!isRefusal(error)) throw error
      rejected.push(half)
    }
  }
  if (rejected.length === 2) throw refusal
  for (const metric of rejected.flat()) refused.add(metric)
  return read
}

/** "Invalid parameter" in words that are new to us can be about a metric as well. */
function isRefusal(error: unknown): error is GraphFailure {
  if (!(error instanceof GraphFailure)) return false
  return error.kind === 'unsupported_metric' || (error.kind === 'rejected' && error.details.code === 100)
}
