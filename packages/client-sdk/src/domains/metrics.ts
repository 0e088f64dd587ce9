import type * as contract from '@instagram-dashboard/server/contract'
import type { CallOptions } from '../transport/calls.ts'
import type { Timeline, TimelineOf } from './timeline.ts'

/**
 * The stored daily numbers. Days are `YYYY-MM-DD` in America/Los_Angeles, as Instagram counts them; both ends of a
 * range are included, and without one it is the last 30 whole days, which end yesterday; `startDate: 'beginning'` asks
 * for everything that is stored. An unknown number is `null`, never 0.
 * `list`, `summary`, `timeline` and `growth` take `asOf`: the answer is what it would have been at that instant, and
 * `correctedSince` tells which of its days Instagram has corrected since.
 * All reject with `NOT_CONNECTED` without an account, `NOT_FOUND` for an account that is not the caller's, and
 * `VALIDATION` for a range that can not be.
 */
export interface InstagramMetrics {
  /**
   * The stored days, oldest first, each with why a number is missing, which ones may still change (`provisional`) and
   * which were worked out from another day's (`derived`). `engagementRate` is percent.
   */
  list: (input?: contract.MetricsReadInput, options?: CallOptions) => Promise<contract.MetricsListResult>
  /**
   * Each metric as one number, against the period of equal length just before; `changePercent` is percent.
   * `provisionalDays` of both periods say how far the two are of the same age. `periodReach` counts people once over 7
   * or 28 to 30 days; `engagementRateBasis` says what the rate was divided by. `period.today` is Instagram's day by the
   * server's clock.
   */
  summary: (input?: contract.MetricsReadInput, options?: CallOptions) => Promise<contract.MetricsSummaryResult>
  /**
   * The asked metrics per day, week or month, without holes: as columns (`series`) and as rows (`points`). A week or
   * month that the range cuts `isPartial`.
   */
  timeline: <const M extends readonly contract.MetricName[]>(
    input: TimelineOf<M>,
    options?: CallOptions,
  ) => Promise<Timeline<M[number]>>
  /**
   * What `impressions`, `reach` or `engagement` is made of: `by: 'contentType'` or, but for `engagement`, `'followType'`;
   * a day each and together, `share` in percent. A category without anything is 0; `values` is `null` where Instagram did
   * not say. Totals of reach are daily averages (`aggregation`).
   */
  breakdown: (input: contract.BreakdownInput, options?: CallOptions) => Promise<contract.BreakdownResult>
  /** What is missing and why, and whether it will be filled in; without a range, of the last 365 days. */
  gaps: (input?: contract.MetricsRangeInput, options?: CallOptions) => Promise<contract.MetricsGapsResult>
  /**
   * Followers at the end of each day in people, with the net change and the best and the worst day. `isDerived` totals
   * were worked out from another day's; an `isEstimated` change is the difference of two counts.
   */
  growth: (input?: contract.MetricsReadInput, options?: CallOptions) => Promise<contract.GrowthResult>
  /**
   * Posts and reels with their newest lifetime figures, highest first by `sort`; of a `type`, or published between two
   * days; stories with `type: 'story'`. `reach` is people, `engagementRate` and `skipRate` percent, watch times milliseconds, `readAt` when the figures were read. Go on with `nextCursor` until it is `null`.
   */
  media: (input?: contract.MediaListInput, options?: CallOptions) => Promise<contract.MediaListResult>
  /**
   * Two periods, two posts or this account with others of the user side by side, as `of` says, and what to mind (`notes`).
   * Rejects with `NOT_FOUND` for a post or an account that is not the caller's.
   */
  compare: (input: contract.CompareInput, options?: CallOptions) => Promise<contract.CompareResult>
  /**
   * All accounts of the user with what `summary` says of each, by any of its numbers or changes; unknown ones last. Go on with
   * `nextCursor` until it is `null`. Empty without accounts.
   */
  overview: (input?: contract.OverviewInput, options?: CallOptions) => Promise<contract.OverviewResult>
  /**
   * Where the account is among those of like size in this installation: percentiles over four weeks, `margin` percent off at
   * most in nine of ten answers. `status` says why there is none.
   */
  benchmark: (input?: contract.BenchmarkInput, options?: CallOptions) => Promise<contract.BenchmarkResult>
  /**
   * Stories with the last figures that were read of them, newest first, however long ago they ended. `completion` is
   * percent and ours; `missing` says why a figure is `null`. Go on with `nextCursor` until it is `null`.
   */
  stories: (input?: contract.StoriesInput, options?: CallOptions) => Promise<contract.StoriesResult>
  /**
   * A post at 1, 6, 24 and 48 hours, 7 and 30 days, each with how near to it the reading was (`offBySeconds`) and against
   * the account's own posts of that type. Rejects with `NOT_FOUND` for a story.
   */
  mediaHistory: (input: contract.MediaHistoryInput, options?: CallOptions) => Promise<contract.MediaHistoryResult>
  /** Who follows and who engages, by age, gender, country and city; `share` is percent. */
  audience: (input?: contract.AudienceInput, options?: CallOptions) => Promise<contract.AudienceResult>
  /**
   * Engagement a post by weekday and hour of publishing, in the account's zone or a given one; `expected` is drawn toward
   * the account's usual, and `best` names hours with at least five posts that stand out.
   */
  bestTimes: (input?: contract.BestTimesInput, options?: CallOptions) => Promise<contract.BestTimesResult>
  /**
   * Where a number of a day comes from: the question, when it was read, what it was before, and why the Instagram app may
   * show another. `differences.onThisDay` names only what was found in the data.
   */
  explain: (input: contract.MetricsExplainInput, options?: CallOptions) => Promise<contract.MetricReceipt>
  /**
   * What the settled numbers of a range say: at most five findings, what matters most first, each as a sentence in the
   * caller's language with its numbers, its days, the post behind it and why it is believed. `isQuiet` when there is none.
   */
  insights: (input?: contract.InsightsInput, options?: CallOptions) => Promise<contract.InsightsResult>
  /**
   * Followers by day or reach by week of the next 28 days in people, with a range for 80 of 100 futures and the error of
   * earlier forecasts. `points` is `null` below eight weeks of data.
   */
  forecast: (input: contract.ForecastInput, options?: CallOptions) => Promise<contract.ForecastResult>
  /**
   * Numbers as a file: days, posts, stories or followers as CSV, JSON or a workbook of Excel (`xlsx`), whose `content` is
   * Base64 (`encoding`). CSV is as Excel opens it in Brazil where the client's locale, or `locale`, is `pt-BR`.
   */
  export: (input: contract.MetricsExportInput, options?: CallOptions) => Promise<contract.MetricsExportResult>
  /**
   * What changed since a cursor, of all of the user's accounts or of one, in the order of commits and complete: for a
   * copy that is kept elsewhere. Without a cursor everything that is stored comes first. Store `nextCursor` together with
   * the page; while `hasMore`, ask again at once. Rejects with `CONFLICT` where the feed has to be begun again.
   */
  changes: (input?: contract.MetricsChangesInput, options?: CallOptions) => Promise<contract.MetricsChangesResult>
  /**
   * Followers of past days from a CSV of the user's, where Instagram says none; with `dryRun` only what would be saved.
   * Rejects with `VALIDATION`, whose `issues` name every faulty line, and then nothing is saved.
   */
  importFollowers: (
    input: contract.ImportFollowersInput,
    options?: CallOptions,
  ) => Promise<contract.ImportFollowersResult>
  /** Takes back all followers that were brought along. */
  removeImportedFollowers: (
    input?: contract.RemoveImportedFollowersInput,
    options?: CallOptions,
  ) => Promise<contract.RemoveImportedFollowersResult>
}

/** What a user calls their posts. */
export interface InstagramMedia {
  /** Gives a post these tags and no others. Idempotent. Rejects with `VALIDATION` beyond 200 different tags. */
  setTags: (input: contract.SetTagsInput, options?: CallOptions) => Promise<contract.SetTagsResult>
  /** Each tag with how its posts did on average; posts of a tag are `metrics.media({ tag })`. */
  tags: (input?: contract.TagsListInput, options?: CallOptions) => Promise<contract.TagsListResult>
}
