import { tracked, type TRPCRouterRecord } from '@trpc/server'
import { streamLoginOf } from '../procedures/context.ts'
import { accountProcedure, userProcedure } from '../procedures/procedures.ts'
import { streamOf } from '../procedures/streams.ts'
import {
  syncHistoryInput,
  syncHistoryResult,
  syncInput,
  syncProgressInput,
  syncRunProgress,
  syncRunSchema,
} from './contract.ts'
import { listRuns } from './list-runs.ts'
import { runSync, startSync } from './start-sync.ts'
import { streamProgress } from './stream-progress.ts'

export const syncRouter = {
  run: accountProcedure
    .input(syncInput.prefault({}))
    .output(syncRunSchema)
    .mutation(({ ctx }) => runSync(ctx.deps, ctx)),
  start: accountProcedure
    .input(syncInput.prefault({}))
    .output(syncRunSchema)
    .mutation(({ ctx }) => startSync(ctx.deps, ctx)),
  progress: userProcedure
    .input(syncProgressInput)
    .output(streamOf(syncRunProgress))
    .subscription(async function* ({ ctx, input, signal }) {
      const events = streamProgress(ctx.deps, { login: streamLoginOf(ctx), signal }, input)
      for await (const { id, progress } of events) yield tracked(id, progress)
    }),
  history: accountProcedure
    .input(syncHistoryInput.prefault({}))
    .output(syncHistoryResult)
    .query(({ ctx, input }) => listRuns(ctx.deps, ctx, input)),
} satisfies TRPCRouterRecord
