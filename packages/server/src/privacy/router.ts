import type { TRPCRouterRecord } from '@trpc/server'
import { userProcedure } from '../procedures/procedures.ts'
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
} satisfies TRPCRouterRecord
