// Made from the hooks of React by `npm run generate`: not to be edited.
import type * as contract from '@instagram-dashboard/server/contract'
import type { Timeline, TimelineOf } from '../../domains/timeline.ts'
import { instagramKeys, instagramQueries } from '../../queries/index.ts'
import type { Given, InstagramList, InstagramMutation, InstagramQuery, QueryOptions } from '../answers.ts'
import { useRead, useReadList, useChange } from '../reads.ts'

/** The stored days, oldest first. */
export function useMetrics(
  input: Given<contract.MetricsReadInput> = {},
  options?: QueryOptions,
): InstagramQuery<contract.MetricsListResult> {
  return useRead(instagramQueries.metrics, input, { ...options, keepPrevious: true })
}

/** Each metric as one number, against the period of equal length before. */
export function useMetricsSummary(
  input: Given<contract.MetricsReadInput> = {},
  options?: QueryOptions,
): InstagramQuery<contract.MetricsSummaryResult> {
  return useRead(instagramQueries.metricsSummary, input, { ...options, keepPrevious: true })
}

/** The asked metrics over time, as columns and as rows. */
export function useMetricsTimeline<const M extends readonly contract.MetricName[]>(
  input: Given<TimelineOf<M>>,
  options?: QueryOptions,
): InstagramQuery<Timeline<M[number]>> {
  return useRead(instagramQueries.metricsTimeline<M>, input, { ...options, keepPrevious: true })
}

/** Followers per day, the net change, the best and the worst day. */
export function useGrowth(
  input: Given<contract.MetricsReadInput> = {},
  options?: QueryOptions,
): InstagramQuery<contract.GrowthResult> {
  return useRead(instagramQueries.growth, input, { ...options, keepPrevious: true })
}

/** What a number is made of, by content type or by who follows. */
export function useMetricsBreakdown(
  input: Given<contract.BreakdownInput>,
  options?: QueryOptions,
): InstagramQuery<contract.BreakdownResult> {
  return useRead(instagramQueries.metricsBreakdown, input, { ...options, keepPrevious: true })
}

/** Where a number of a day comes from, and why the Instagram app may show another. */
export function useExplain(
  input: Given<contract.MetricsExplainInput>,
  options?: QueryOptions,
): InstagramQuery<contract.MetricReceipt> {
  return useRead(instagramQueries.explain, input, options)
}

/** What is missing and why. */
export function useMetricsGaps(
  input: Given<contract.MetricsRangeInput> = {},
  options?: QueryOptions,
): InstagramQuery<contract.MetricsGapsResult> {
  return useRead(instagramQueries.metricsGaps, input, options)
}

/** Posts with their figures; `fetchNextPage` brings more. */
export function useMedia(
  input: Given<Omit<contract.MediaListInput, 'cursor'>> = {},
  options?: QueryOptions,
): InstagramList<contract.ListedMedia, contract.MediaListResult> {
  return useReadList(instagramQueries.media, input, options)
}

/** Stories with their last figures; `fetchNextPage` brings more. */
export function useStories(
  input: Given<Omit<contract.StoriesInput, 'cursor'>> = {},
  options?: QueryOptions,
): InstagramList<contract.StoryItem, contract.StoriesResult> {
  return useReadList(instagramQueries.stories, input, options)
}

/** A post at each of its ages, against what is usual. */
export function useMediaHistory(
  input: Given<contract.MediaHistoryInput>,
  options?: QueryOptions,
): InstagramQuery<contract.MediaHistoryResult> {
  return useRead(instagramQueries.mediaHistory, input, options)
}

/** The tags of posts, with how their posts did. */
export function useMediaTags(
  input: Given<contract.TagsListInput> = {},
  options?: QueryOptions,
): InstagramQuery<contract.TagsListResult> {
  return useRead(instagramQueries.mediaTags, input, options)
}

/** Gives a post its tags. */
export function useSetMediaTags(): InstagramMutation<contract.SetTagsInput, contract.SetTagsResult> {
  return useChange(({ media }, input) => media.setTags(input), [instagramKeys.metrics])
}

/** Brings followers of past days along from a CSV; with `dryRun` only says what would be saved. */
export function useImportFollowers(): InstagramMutation<contract.ImportFollowersInput, contract.ImportFollowersResult> {
  return useChange(({ metrics }, input) => metrics.importFollowers(input), [instagramKeys.metrics])
}

/** Takes back all followers that were brought along. */
export function useRemoveImportedFollowers(): InstagramMutation<
  contract.RemoveImportedFollowersInput,
  contract.RemoveImportedFollowersResult
> {
  return useChange(({ metrics }, input) => metrics.removeImportedFollowers(input), [instagramKeys.metrics])
}

/** Who follows and who engages. */
export function useAudience(
  input: Given<contract.AudienceInput> = {},
  options?: QueryOptions,
): InstagramQuery<contract.AudienceResult> {
  return useRead(instagramQueries.audience, input, options)
}

/** Two periods, two posts or some accounts side by side. */
export function useCompare(
  input: Given<contract.CompareInput>,
  options?: QueryOptions,
): InstagramQuery<contract.CompareResult> {
  return useRead(instagramQueries.compare, input, { ...options, keepPrevious: true })
}

/** All accounts of the user over a period; `fetchNextPage` brings more. */
export function useOverview(
  input: Given<Omit<contract.OverviewInput, 'cursor'>> = {},
  options?: QueryOptions,
): InstagramList<contract.OverviewItem, contract.OverviewResult> {
  return useReadList(instagramQueries.overview, input, { ...options, keepPrevious: true })
}

/** Where an account is among those of like size. */
export function useBenchmark(
  input: Given<contract.BenchmarkInput> = {},
  options?: QueryOptions,
): InstagramQuery<contract.BenchmarkResult> {
  return useRead(instagramQueries.benchmark, input, options)
}

/** When posts have done well. */
export function useBestTimes(
  input: Given<contract.BestTimesInput> = {},
  options?: QueryOptions,
): InstagramQuery<contract.BestTimesResult> {
  return useRead(instagramQueries.bestTimes, input, options)
}

/** What the numbers of a range say, as sentences with their proof. */
export function useInsights(
  input: Given<contract.InsightsInput> = {},
  options?: QueryOptions,
): InstagramQuery<contract.InsightsResult> {
  return useRead(instagramQueries.insights, input, { ...options, keepPrevious: true })
}

/** Followers or weekly reach of the next 28 days. */
export function useForecast(
  input: Given<contract.ForecastInput>,
  options?: QueryOptions,
): InstagramQuery<contract.ForecastResult> {
  return useRead(instagramQueries.forecast, input, options)
}

/** Days, posts, stories or followers as a file, when `run` is called. */
export function useMetricsExport(): InstagramMutation<contract.MetricsExportInput, contract.MetricsExportResult> {
  return useChange(({ metrics }, input) => metrics.export(input))
}
