import { type GraphFailure, isolate } from '../instagram/index.ts'

interface Question {
  metrics: readonly string[]
  /** Grows: a metric found to be refused is not asked again. */
  refused: Set<string>
  /** Grows: a metric that Instagram can not answer just now is not asked again by this run, and is by the next. */
  failing?: Set<string> | undefined
  /** Failures that are not about a metric. */
  isAboutAll?: ((failure: GraphFailure) => boolean) | undefined
  /** Gets each number as it comes, so that what was read before a failure is kept. */
  into?: Map<string, number> | undefined
}

/**
 * The numbers of several metrics. One refused metric refuses the whole call, whatever the code, so it is found and the
 * rest is read without it.
 * @param ask asks Instagram for some metrics at once
 * @throws GraphFailure when the failure is not about some of the metrics
 */
export async function readWithoutRefused(
  ask: (metrics: readonly string[], tries?: number) => Promise<Map<string, number>>,
  { metrics, refused, failing = new Set(), isAboutAll, into = new Map<string, number>() }: Question,
): Promise<Map<string, number>> {
  await isolate({
    names: metrics,
    ask,
    refused,
    failing,
    onAnswer: (numbers) => {
      for (const [metric, value] of numbers) into.set(metric, value)
    },
    ...(isAboutAll ? { isAboutAll } : {}),
  })
  return into
}
