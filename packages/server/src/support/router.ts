import type { TRPCRouterRecord } from '@trpc/server'
import { userProcedure } from '../procedures/procedures.ts'
import { supportContext, supportCreateInput, supportListInput, supportListResult, supportTicket } from './contract.ts'
import { packContext } from './pack-context.ts'
import { createTicket, listTickets } from './tickets.ts'

export const supportRouter = {
  context: userProcedure.output(supportContext).query(({ ctx }) => packContext(ctx.deps, ctx)),
  create: userProcedure
    .meta({ cost: 10 })
    .input(supportCreateInput)
    .output(supportTicket)
    .mutation(({ ctx, input }) => createTicket(ctx.deps, ctx, input)),
  list: userProcedure
    .input(supportListInput.prefault({}))
    .output(supportListResult)
    .query(({ ctx, input }) => listTickets(ctx.deps, ctx, input)),
} satisfies TRPCRouterRecord
