import type { TRPCRouterRecord } from '@trpc/server'
import { userProcedure } from '../api/procedures.ts'
import { eraseResult, exportResult } from './contract.ts'
import { erasePerson } from './erase-person.ts'
import { exportData } from './export-data.ts'

export const privacyRouter = {
  export: userProcedure
    .meta({ cost: 20 })
    .output(exportResult)
    .query(({ ctx }) => exportData(ctx.deps, ctx)),
  erase: userProcedure
    .meta({ cost: 20 })
    .output(eraseResult)
    .mutation(({ ctx }) => erasePerson(ctx.deps, ctx)),
} satisfies TRPCRouterRecord
