import type { TRPCRouterRecord } from '@trpc/server'
import { accountProcedure, adminProcedure, userProcedure } from '../procedures/procedures.ts'
import { audienceInput, audienceResult } from './audience-contract.ts'
import { bestTimesInput, bestTimesResult } from './best-times-contract.ts'
import { adminChangesInput, metricsChangesInput, metricsChangesResult } from './changes-contract.ts'
import { metricsListResult, metricsRangeInput, metricsSummaryResult } from './contract.ts'
import { metricsExportResult, metricsExportInput } from './export-contract.ts'
import { metricsGapsResult } from './gaps-contract.ts'
import { growthResult } from './growth-contract.ts'
import { mediaListInput, mediaListResult } from './media-contract.ts'
import { timelineInput, timelineResult } from './timeline-contract.ts'
import { exportMetrics } from './export-metrics.ts'
import { listGaps } from './list-gaps.ts'
import { listMedia } from './list-media.ts'
import { listMetrics } from './list-metrics.ts'
import { readAudience } from './read-audience.ts'
import { readAllChanges, readOwnChanges } from './read-changes.ts'
import { readBestTimes } from './read-best-times.ts'
import { readGrowth } from './read-growth.ts'
import { readTimeline } from './read-timeline.ts'
import { summarizeMetrics } from './summarize-metrics.ts'

export const metricsRouter = {
  list: accountProcedure
    .meta({ changesWithAccount: true })
    .input(metricsRangeInput.prefault({}))
    .output(metricsListResult)
    .query(({ ctx, input }) => listMetrics(ctx.deps, ctx.account, input)),
  summary: accountProcedure
    .meta({ changesWithAccount: true })
    .input(metricsRangeInput.prefault({}))
    .output(metricsSummaryResult)
    .query(({ ctx, input }) => summarizeMetrics(ctx.deps, ctx.account, input)),
  timeline: accountProcedure
    .meta({ changesWithAccount: true })
    .input(timelineInput)
    .output(timelineResult)
    .query(({ ctx, input }) => readTimeline(ctx.deps, ctx.account, input)),
  gaps: accountProcedure
    .input(metricsRangeInput.prefault({}))
    .output(metricsGapsResult)
    .query(({ ctx, input }) => listGaps(ctx.deps, ctx.account, input)),
  growth: accountProcedure
    .meta({ changesWithAccount: true })
    .input(metricsRangeInput.prefault({}))
    .output(growthResult)
    .query(({ ctx, input }) => readGrowth(ctx.deps, ctx.account, input)),
  media: accountProcedure
    .input(mediaListInput.prefault({}))
    .output(mediaListResult)
    .query(({ ctx, input }) => listMedia(ctx.deps, ctx.account, input)),
  audience: accountProcedure
    .meta({ changesWithAccount: true })
    .input(audienceInput.prefault({}))
    .output(audienceResult)
    .query(({ ctx }) => readAudience(ctx.deps, ctx.account)),
  bestTimes: accountProcedure
    .input(bestTimesInput.prefault({}))
    .output(bestTimesResult)
    .query(({ ctx, input }) => readBestTimes(ctx.deps, ctx.account, input)),
  export: accountProcedure
    .meta({ cost: 10 })
    .input(metricsExportInput)
    .output(metricsExportResult)
    .query(({ ctx, input }) => exportMetrics(ctx.deps, ctx.account, input)),
  changes: userProcedure
    .input(metricsChangesInput.prefault({}))
    .output(metricsChangesResult)
    .query(({ ctx, input }) => readOwnChanges(ctx.deps, ctx.userId, input)),
} satisfies TRPCRouterRecord

export const adminMetricsRouter = {
  changes: adminProcedure
    .input(adminChangesInput.prefault({}))
    .output(metricsChangesResult)
    .query(({ ctx, input }) => readAllChanges(ctx.deps, input)),
} satisfies TRPCRouterRecord
