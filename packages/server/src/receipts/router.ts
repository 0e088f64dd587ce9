import type { TRPCRouterRecord } from '@trpc/server'
import { accountProcedure } from '../procedures/procedures.ts'
import { metricReceipt, metricsExplainInput } from './contract.ts'
import { explainNumber } from './explain-number.ts'

export const receiptsRouter = {
  explain: accountProcedure
    .input(metricsExplainInput)
    .output(metricReceipt)
    .query(({ ctx, input }) => explainNumber(ctx.deps, { ...ctx, ...input })),
} satisfies TRPCRouterRecord
