import { GraphFailure } from '../instagram/failure.ts'
import type { GraphSession } from '../instagram/graph-client.ts'
import { metricsOfForm } from '../instagram/metric-catalogue.ts'

interface TotalsRequest {
  day: string
  /** Grows: a metric found to be refused is not asked again in this sync. */
  refused: Set<string>
  metrics?: readonly string[]
}

/**
 * The totals of a day. One refused metric refuses the whole call, so it is found, by Instagram's text or by halving,
 * and the rest is asked again without it.
 */
export async function readTotalsWithout(
  session: GraphSession,
  { day, refused, metrics = metricsOfForm('day_total') }: TotalsRequest,
): Promise<Map<string, number>> {
  const asked = metrics.filter((metric) => !refused.has(metric))
  if (asked.length === 0) return new Map()
  try {
    return (await session.dayTotals(asked, day)).totals
  } catch (error) {
    if (!(error instanceof GraphFailure) || error.kind !== 'unsupported_metric') throw error
    const named = error.details.refusedMetrics ?? []
    if (named.length > 0 && named.length < asked.length) {
      for (const metric of named) refused.add(metric)
      return readTotalsWithout(session, { day, refused, metrics: asked })
    }
    const [only] = asked
    if (asked.length === 1 && only !== undefined) {
      refused.add(only)
      return new Map()
    }
    const middle = Math.ceil(asked.length / 2)
    const first = await readTotalsWithout(session, { day, refused, metrics: asked.slice(0, middle) })
    const second = await readTotalsWithout(session, { day, refused, metrics: asked.slice(middle) })
    return new Map([...first, ...second])
  }
}
