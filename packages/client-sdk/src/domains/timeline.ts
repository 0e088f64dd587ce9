import type { MetricName, TimelineInput, TimelineResult } from '@instagram-dashboard/server/contract'

/**
 * One bucket of a timeline: its first calendar day, and the asked numbers. A gap is `null`, never 0. Of an `isPartial`
 * bucket the range holds only some days: it is not to be compared with a whole one.
 */
export type TimelinePoint<M extends MetricName> = { date: string; final: boolean; isPartial: boolean } & {
  [metric in M]: number | null
}

/** {@link TimelineInput} that remembers which metrics were asked. */
export type TimelineOf<M extends readonly MetricName[]> = Omit<TimelineInput, 'metrics'> & { metrics: M }

/** The asked metrics as columns, and the same as rows. */
export interface Timeline<M extends MetricName> extends Pick<
  TimelineResult,
  'days' | 'final' | 'isPartial' | 'correctedSince'
> {
  /** One column per asked metric, as long as `days`; a gap is `null`. */
  series: Record<M, (number | null)[]>
  /** How days became buckets, per asked metric. */
  aggregation: Record<M, NonNullable<TimelineResult['aggregation'][MetricName]>>
  /** One row per bucket, oldest first, for chart libraries that want rows. */
  points: TimelinePoint<M>[]
}

/** A server of an older version does not tell which buckets are cut. */
type OlderResult = Omit<TimelineResult, 'isPartial'> & Partial<Pick<TimelineResult, 'isPartial'>>

/** Adds the rows. */
export function toTimeline<M extends MetricName>(result: OlderResult, metrics: readonly M[]): Timeline<M> {
  const isPartial = result.isPartial ?? result.days.map(() => false)
  const points = result.days.map((date, index) => ({
    date,
    final: result.final[index] ?? false,
    isPartial: isPartial[index] ?? false,
    ...Object.fromEntries(metrics.map((metric) => [metric, result.series[metric]?.[index] ?? null])),
  }))
  return asAsked<M>({ ...result, isPartial, points })
}

// The server answers with one column and one aggregation for each asked metric, and each row above is made from them.
function asAsked<M extends MetricName>(timeline: TimelineResult & { points: object[] }): Timeline<M> {
  return timeline as Timeline<M>
}
