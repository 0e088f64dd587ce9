import type { TRPCRouterRecord } from '@trpc/server'
import { userProcedure } from '../procedures/procedures.ts'
import { choose, readChoice } from '../benchmarks/choose-benchmark.ts'
import { benchmarkChoice, setBenchmarkInput, setBenchmarkResult } from '../benchmarks/contract.ts'
import { eraseResult, exportResult } from './contract.ts'
import { eraseUser } from './erase-user.ts'
import { exportData, exportInPieces } from './export-data.ts'

export const privacyRouter = {
  export: userProcedure
    .meta({ cost: 20, perHour: 5, isStreamed: true })
    .output(exportResult)
    .query(({ ctx }) => (ctx.takesPages ? exportInPieces(ctx.deps, ctx) : exportData(ctx.deps, ctx))),
  erase: userProcedure
    .meta({ cost: 20, perHour: 20 })
    .output(eraseResult)
    .mutation(({ ctx }) => eraseUser(ctx.deps, ctx)),
  benchmark: userProcedure.output(benchmarkChoice).query(({ ctx }) => readChoice(ctx.deps, ctx)),
  setBenchmark: userProcedure
    .meta({ perHour: 10 })
    .input(setBenchmarkInput)
    .output(setBenchmarkResult)
    .mutation(({ ctx, input }) => choose(ctx.deps, ctx, input)),
} satisfies TRPCRouterRecord
