import type {
  AudienceInput,
  AudienceResult,
  BestTimesInput,
  BestTimesResult,
  GrowthResult,
  MediaItem,
  MediaListInput,
  MediaListResult,
  MetricName,
  MetricsExportInput,
  MetricsExportResult,
  MetricsGapsResult,
  MetricsListResult,
  MetricsRangeInput,
  MetricsSummaryResult,
} from '@instagram-dashboard/server/contract'
import type { Timeline, TimelineOf } from '../../domains/timeline.ts'
import {
  useChange,
  useRead,
  useReadList,
  type InstagramList,
  type InstagramMutation,
  type InstagramQuery,
  type QueryOptions,
} from '../data/queries.ts'
import { instagramKeys } from '../data/query-keys.ts'

/** The stored days, oldest first. */
export function useMetrics(input: MetricsRangeInput = {}, options?: QueryOptions): InstagramQuery<MetricsListResult> {
  return useRead({
    ...options,
    key: instagramKeys.metric('list', input),
    read: ({ metrics }, call) => metrics.list(input, call),
    keepPrevious: true,
  })
}

/** Each metric as one number, against the period of equal length before. */
export function useMetricsSummary(
  input: MetricsRangeInput = {},
  options?: QueryOptions,
): InstagramQuery<MetricsSummaryResult> {
  return useRead({
    ...options,
    key: instagramKeys.metric('summary', input),
    read: ({ metrics }, call) => metrics.summary(input, call),
    keepPrevious: true,
  })
}

/** The asked metrics over time, as columns and as rows. */
export function useMetricsTimeline<const M extends readonly MetricName[]>(
  input: TimelineOf<M>,
  options?: QueryOptions,
): InstagramQuery<Timeline<M[number]>> {
  return useRead({
    ...options,
    key: instagramKeys.metric('timeline', input),
    read: ({ metrics }, call) => metrics.timeline(input, call),
    keepPrevious: true,
  })
}

/** Followers per day, the net change, the best and the worst day. */
export function useGrowth(input: MetricsRangeInput = {}, options?: QueryOptions): InstagramQuery<GrowthResult> {
  return useRead({
    ...options,
    key: instagramKeys.metric('growth', input),
    read: ({ metrics }, call) => metrics.growth(input, call),
    keepPrevious: true,
  })
}

/** What is missing and why. */
export function useMetricsGaps(
  input: MetricsRangeInput = {},
  options?: QueryOptions,
): InstagramQuery<MetricsGapsResult> {
  return useRead({
    ...options,
    key: instagramKeys.metric('gaps', input),
    read: ({ metrics }, call) => metrics.gaps(input, call),
  })
}

/** Posts with their figures; `fetchNextPage` brings more. */
export function useMedia(
  input: Omit<MediaListInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<MediaItem, MediaListResult> {
  return useReadList({
    ...options,
    key: instagramKeys.metric('media', input),
    read: ({ metrics }, cursor, call) => metrics.media({ ...input, cursor }, call),
    itemsOf: ({ items }) => items,
  })
}

/** Who follows and who engages. */
export function useAudience(input: AudienceInput = {}, options?: QueryOptions): InstagramQuery<AudienceResult> {
  return useRead({
    ...options,
    key: instagramKeys.metric('audience', input),
    read: ({ metrics }, call) => metrics.audience(input, call),
  })
}

/** When posts have done well. */
export function useBestTimes(input: BestTimesInput = {}, options?: QueryOptions): InstagramQuery<BestTimesResult> {
  return useRead({
    ...options,
    key: instagramKeys.metric('bestTimes', input),
    read: ({ metrics }, call) => metrics.bestTimes(input, call),
  })
}

/** The daily numbers as a file, when `run` is called. */
export function useMetricsExport(): InstagramMutation<MetricsExportInput, MetricsExportResult> {
  return useChange({ change: ({ metrics }, input) => metrics.export(input), invalidates: [] })
}
