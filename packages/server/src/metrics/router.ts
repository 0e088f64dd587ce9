import type { TRPCRouterRecord } from '@trpc/server'
import { benchmarkInput, benchmarkResult } from '../benchmarks/contract.ts'
import { readBenchmark } from '../benchmarks/read-benchmark.ts'
import { compareInput, compareResult } from './compare-contract.ts'
import { overviewInput, overviewResult } from './overview-contract.ts'
import { readComparison } from './read-comparison.ts'
import { readOverview } from './read-overview.ts'
import {
  importFollowersInput,
  importFollowersResult,
  removeImportedFollowersInput,
  removeImportedFollowersResult,
} from '../followers/import-contract.ts'
import { importFollowers, removeImportedFollowers } from '../followers/import-followers.ts'
import { accountProcedure, adminProcedure, userProcedure } from '../procedures/procedures.ts'
import { audienceInput, audienceResult } from './audience-contract.ts'
import { bestTimesInput, bestTimesResult } from './best-times-contract.ts'
import { breakdownInput, breakdownResult } from './breakdown-contract.ts'
import { adminChangesInput, metricsChangesInput, metricsChangesResult } from './changes-contract.ts'
import { metricsListResult, metricsRangeInput, metricsReadInput, metricsSummaryResult } from './contract.ts'
import { forecastInput, forecastResult } from './forecast-contract.ts'
import { insightsInput, insightsResult } from './insights-contract.ts'
import { metricsExportResult, metricsExportInput } from './export-contract.ts'
import { metricsGapsResult } from './gaps-contract.ts'
import { growthResult } from './growth-contract.ts'
import { mediaListInput, mediaListResult } from './media-contract.ts'
import { mediaHistoryInput, mediaHistoryResult } from './media-history-contract.ts'
import { storiesInput, storiesResult } from './stories-contract.ts'
import { timelineInput, timelineResult } from './timeline-contract.ts'
import { exportMetrics } from './export-metrics.ts'
import { listGaps } from './list-gaps.ts'
import { listMedia } from './list-media.ts'
import { listStories } from './list-stories.ts'
import { listMetrics } from './list-metrics.ts'
import { readAudience } from './read-audience.ts'
import { readAllChanges, readOwnChanges } from './read-changes.ts'
import { readBestTimes } from './read-best-times.ts'
import { readBreakdown } from './read-breakdown.ts'
import { readMediaHistory } from './read-media-history.ts'
import { readForecast } from './read-forecast.ts'
import { readGrowthWithPost } from './best-day-post.ts'
import { readInsights } from './read-insights.ts'
import { readTimeline } from './read-timeline.ts'
import { summarizeMetrics } from './summarize-metrics.ts'

export const metricsRouter = {
  list: accountProcedure
    .meta({ changesWithAccount: true })
    .input(metricsReadInput.prefault({}))
    .output(metricsListResult)
    .query(({ ctx, input }) => listMetrics(ctx.deps, ctx.account, input)),
  summary: accountProcedure
    .meta({ changesWithAccount: true })
    .input(metricsReadInput.prefault({}))
    .output(metricsSummaryResult)
    .query(({ ctx, input }) => summarizeMetrics(ctx.deps, ctx.account, input)),
  timeline: accountProcedure
    .meta({ changesWithAccount: true })
    .input(timelineInput)
    .output(timelineResult)
    .query(({ ctx, input }) => readTimeline(ctx.deps, ctx.account, input)),
  breakdown: accountProcedure
    .meta({ changesWithAccount: true })
    .input(breakdownInput)
    .output(breakdownResult)
    .query(({ ctx, input }) => readBreakdown(ctx.deps, ctx.account, input)),
  gaps: accountProcedure
    .input(metricsRangeInput.prefault({}))
    .output(metricsGapsResult)
    .query(({ ctx, input }) => listGaps(ctx.deps, ctx.account, input)),
  growth: accountProcedure
    .meta({ changesWithAccount: true })
    .input(metricsReadInput.prefault({}))
    .output(growthResult)
    .query(({ ctx, input }) => readGrowthWithPost(ctx.deps, ctx.account, input)),
  media: accountProcedure
    .input(mediaListInput.prefault({}))
    .output(mediaListResult)
    .query(({ ctx, input }) => listMedia(ctx.deps, ctx.account, input)),
  stories: accountProcedure
    .input(storiesInput.prefault({}))
    .output(storiesResult)
    .query(({ ctx, input }) => listStories(ctx.deps, ctx.account, input)),
  mediaHistory: accountProcedure
    .input(mediaHistoryInput)
    .output(mediaHistoryResult)
    .query(({ ctx, input }) => readMediaHistory(ctx.deps, ctx.account, input)),
  audience: accountProcedure
    .meta({ changesWithAccount: true })
    .input(audienceInput.prefault({}))
    .output(audienceResult)
    .query(({ ctx }) => readAudience(ctx.deps, ctx.account)),
  compare: accountProcedure
    .meta({ cost: 20 })
    .input(compareInput)
    .output(compareResult)
    .query(({ ctx, input }) => readComparison(ctx.deps, ctx.account, input)),
  overview: userProcedure
    .meta({ cost: 20 })
    .input(overviewInput.prefault({}))
    .output(overviewResult)
    .query(({ ctx, input }) => readOverview(ctx.deps, ctx, input)),
  benchmark: accountProcedure
    .input(benchmarkInput.prefault({}))
    .output(benchmarkResult)
    .query(({ ctx, input }) => readBenchmark(ctx.deps, ctx.account, input)),
  bestTimes: accountProcedure
    .input(bestTimesInput.prefault({}))
    .output(bestTimesResult)
    .query(({ ctx, input }) => readBestTimes(ctx.deps, ctx.account, input)),
  insights: accountProcedure
    .meta({ cost: 10 })
    .input(insightsInput.prefault({}))
    .output(insightsResult)
    .query(({ ctx, input }) => readInsights(ctx.deps, ctx.account, { input, locale: ctx.caller.locale })),
  forecast: accountProcedure
    .meta({ cost: 4 })
    .input(forecastInput)
    .output(forecastResult)
    .query(({ ctx, input }) => readForecast(ctx.deps, ctx.account, input)),
  export: accountProcedure
    .meta({ cost: 10, isFile: true })
    .input(metricsExportInput)
    .output(metricsExportResult)
    .query(({ ctx, input }) => exportMetrics(ctx.deps, ctx.account, { ...input, recipient: ctx })),
  changes: userProcedure
    .input(metricsChangesInput.prefault({}))
    .output(metricsChangesResult)
    .query(({ ctx, input }) => readOwnChanges(ctx.deps, ctx.userId, input)),
  importFollowers: accountProcedure
    .meta({ cost: 10 })
    .input(importFollowersInput)
    .output(importFollowersResult)
    .mutation(({ ctx, input }) => importFollowers(ctx.deps, ctx.account, { ...input, caller: ctx.caller })),
  removeImportedFollowers: accountProcedure
    .meta({ cost: 10 })
    .input(removeImportedFollowersInput.prefault({}))
    .output(removeImportedFollowersResult)
    .mutation(({ ctx }) => removeImportedFollowers(ctx.deps, ctx.account, ctx.caller)),
} satisfies TRPCRouterRecord

export const adminMetricsRouter = {
  changes: adminProcedure
    .input(adminChangesInput.prefault({}))
    .output(metricsChangesResult)
    .query(({ ctx, input }) => readAllChanges(ctx.deps, input)),
} satisfies TRPCRouterRecord
