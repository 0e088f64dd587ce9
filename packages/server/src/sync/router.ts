import type { TRPCRouterRecord } from '@trpc/server'
import { accountProcedure } from '../api/procedures.ts'
import { syncHistoryInput, syncHistoryResult, syncInput, syncRunSchema } from './contract.ts'
import { listRuns } from './list-runs.ts'
import { runSync, startSync } from './start-sync.ts'

export const syncRouter = {
  run: accountProcedure
    .meta({ rest: { method: 'POST', path: '/api/v1/social/instagram/sync/', summary: 'Sync an account now' } })
    .input(syncInput.prefault({}))
    .output(syncRunSchema)
    .mutation(({ ctx }) => runSync(ctx.deps, ctx)),
  start: accountProcedure
    .input(syncInput.prefault({}))
    .output(syncRunSchema)
    .mutation(({ ctx }) => startSync(ctx.deps, ctx)),
  history: accountProcedure
    .input(syncHistoryInput.prefault({}))
    .output(syncHistoryResult)
    .query(({ ctx, input }) => listRuns(ctx.deps, ctx, input)),
} satisfies TRPCRouterRecord
